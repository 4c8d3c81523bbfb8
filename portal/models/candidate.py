"""The candidate, and their agreement to what is kept about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from portal.models.agency import Team
from portal.models.base import Owned, belongs_to, refers
from portal.models.user import User


class Candidate(Owned):
    """A person whom the agency sends to interviews; signs in as ``user``, by mailed links."""

    __tablename__ = "candidate"
    __table_args__ = (
        UniqueConstraint("agency_id", "user_id"),
        Index("ix_candidate_team", "agency_id", "team_id"),
        refers("user_id", "user"),
        refers("team_id", "team"),
        refers("recruiter_id", "user"),
    )

    user_id: Mapped[UUID]
    team_id: Mapped[UUID]
    recruiter_id: Mapped[UUID | None]
    """Who looks after the candidate."""
    phone: Mapped[str | None]
    timezone: Mapped[str]
    sending_addresses: Mapped[list[str]]
    """Addresses besides the sign-in's from which the candidate writes, in lower case."""
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    user: Mapped[User] = belongs_to("Candidate.user_id", "User")
    team: Mapped[Team] = belongs_to("Candidate.team_id", "Team")
    recruiter: Mapped[User | None] = belongs_to("Candidate.recruiter_id", "User")


class NoticeAgreement(Owned):
    """A candidate read what is kept, why and who sees it, and agreed. Never overwritten."""

    __tablename__ = "notice_agreement"
    __table_args__ = (
        UniqueConstraint("agency_id", "candidate_id", "version"),
        refers("candidate_id", "candidate"),
    )

    candidate_id: Mapped[UUID]
    version: Mapped[str]
    """Of the notice's text."""
    agreed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
