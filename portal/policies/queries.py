"""Which version of an agency's policy holds when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.errors import NotFound
from portal.extensions import db
from portal.models import PolicyVersion


def in_force(agency_id: UUID, at: datetime) -> PolicyVersion:
    """The version in force at ``at``: the one that took effect last, and before all others the agency's first.

    Raises :class:`NotFound` for an agency without any (``operations.ensure_first`` gives it one).
    """
    of_agency = select(PolicyVersion).where(PolicyVersion.agency_id == agency_id)
    found = (
        db.session.scalars(
            of_agency.where(PolicyVersion.effective_from <= at)
            .order_by(PolicyVersion.effective_from.desc(), PolicyVersion.number.desc())
            .limit(1)
        ).one_or_none()
        or db.session.scalars(of_agency.order_by(PolicyVersion.number).limit(1)).one_or_none()
    )
    if found is None:
        raise NotFound(f"agency {agency_id} has no policy yet")
    return found


def latest(agency_id: UUID) -> PolicyVersion | None:
    """The version published last, whether or not it is in force already."""
    return db.session.scalars(
        select(PolicyVersion)
        .where(PolicyVersion.agency_id == agency_id)
        .order_by(PolicyVersion.number.desc())
        .limit(1)
    ).one_or_none()


def history(agency_id: UUID) -> Sequence[PolicyVersion]:
    """Every version, the newest first."""
    return db.session.scalars(
        select(PolicyVersion)
        .where(PolicyVersion.agency_id == agency_id)
        .order_by(PolicyVersion.number.desc())
    ).all()


def upcoming(agency_id: UUID, now: datetime) -> Sequence[PolicyVersion]:
    """Versions that are published and take effect after ``now``, the next one first."""
    return db.session.scalars(
        select(PolicyVersion)
        .where(PolicyVersion.agency_id == agency_id, PolicyVersion.effective_from > now)
        .order_by(PolicyVersion.effective_from, PolicyVersion.number)
    ).all()


def numbered(agency_id: UUID, number: int) -> PolicyVersion:
    """The version with this number; raises :class:`NotFound` where there is none."""
    found = db.session.scalars(
        select(PolicyVersion).where(PolicyVersion.agency_id == agency_id, PolicyVersion.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound(f"policy version {number}")
    return found
