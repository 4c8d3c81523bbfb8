"""What a candidate agreed to."""

from sqlalchemy import select

from portal.accounts.session import NOTICE_VERSION
from portal.extensions import db
from portal.models import Candidate, NoticeAgreement


def agreement(candidate: Candidate) -> NoticeAgreement | None:
    """The candidate's agreement to the present notice, if they gave it."""
    return db.session.scalars(
        select(NoticeAgreement).where(
            NoticeAgreement.agency_id == candidate.agency_id,
            NoticeAgreement.candidate_id == candidate.id,
            NoticeAgreement.version == NOTICE_VERSION,
        )
    ).one_or_none()
