"""A candidate's way through one job, its interviews, and the people met there."""

import enum
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Owned, belongs_to, has_many, refers
from portal.models.candidate import Candidate
from portal.models.employer import Contact, Job
from portal.models.user import User


class Stage(enum.StrEnum):
    """The kind of round; its free name stands beside it."""

    PHONE = "phone"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"


class Format(enum.StrEnum):
    """How they met."""

    PHONE = "phone"
    VIDEO = "video"
    ONSITE = "onsite"


class Outcome(enum.StrEnum):
    """What the employer decided."""

    PENDING = "pending"
    NEXT_ROUND = "next_round"
    OFFER = "offer"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class PersonRole(enum.StrEnum):
    """What a person met did in the interview."""

    INTERVIEWER = "interviewer"
    SUPPORT_STAFF = "support_staff"
    OTHER = "other"


class Process(Owned):
    """One candidate's way through one job, round by round."""

    __tablename__ = "process"
    __table_args__ = (
        UniqueConstraint("agency_id", "candidate_id", "job_id"),
        refers("candidate_id", "candidate"),
        refers("job_id", "job"),
    )

    candidate_id: Mapped[UUID]
    job_id: Mapped[UUID]
    created_at: Mapped[datetime]

    candidate: Mapped[Candidate] = belongs_to("Process.candidate_id", "Candidate")
    job: Mapped[Job] = belongs_to("Process.job_id", "Job")
    interviews: Mapped[list["Interview"]] = has_many("Interview.process_id", "Process", "Interview.ends_at")


class Interview(Owned):
    """One interview as it stands now; how it came to stand so is in its changes."""

    __tablename__ = "interview"
    __table_args__ = (
        Index("ix_interview_process", "agency_id", "process_id"),
        Index("ix_interview_ends", "agency_id", "ends_at"),
        refers("process_id", "process"),
        refers("recruiter_id", "user"),
    )

    process_id: Mapped[UUID]
    recruiter_id: Mapped[UUID | None]
    """Who assigned it; empty only on a case that came without a recruiter."""
    case_name: Mapped[str | None]
    """File name of the case it came from, without its ending."""
    stage: Mapped[Stage]
    round_name: Mapped[str | None]
    """Free name of the round ("Hiring committee")."""
    format: Mapped[Format | None]
    place: Mapped[str | None]
    """Address, room, or link to the call."""
    timezone: Mapped[str | None]
    """IANA name; else the agency's."""
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
    day_zone: Mapped[str | None]
    """Where its days open and close, if not in the agency's zone: an IANA name, or the offset that its case gave its end (``+02:00``)."""
    asked_timeline: Mapped[bool | None]
    asked_contact_preference: Mapped[bool | None]
    decision_by: Mapped[date | None]
    no_contact_before: Mapped[datetime | None]
    heard_back_at: Mapped[datetime | None]
    follow_up_after: Mapped[date | None]
    cancelled_at: Mapped[datetime | None]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.PENDING)
    outcome_at: Mapped[datetime | None]
    next_interview_at: Mapped[datetime | None]
    prompted_at: Mapped[datetime | None]
    """When the candidate was asked how it went."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (SQLAlchemy reads this name from the class)

    process: Mapped[Process] = belongs_to("Interview.process_id", "Process")
    recruiter: Mapped[User | None] = belongs_to("Interview.recruiter_id", "User")
    people: Mapped[list["PersonMet"]] = has_many("PersonMet.interview_id", "Interview")
    changes: Mapped[list["InterviewChange"]] = has_many("InterviewChange.interview_id", "Interview")


class InterviewChange(Owned):
    """Something that happened to an interview: assigned, moved, overrun, cancelled, what the employer said.

    ``values`` holds the columns that it set, as they were written. Never overwritten.
    """

    __tablename__ = "interview_change"
    __table_args__ = (
        Index("ix_interview_change_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
        refers("by_id", "user"),
    )

    interview_id: Mapped[UUID]
    kind: Mapped[str]
    """assigned, moved, overrun, cancelled, heard_back, write_again_on, not_before, next_round, outcome, decision_by …"""
    values: Mapped[dict[str, Any]]
    reason: Mapped[str | None]
    by_id: Mapped[UUID | None]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]

    by: Mapped[User | None] = belongs_to("InterviewChange.by_id", "User")


class PersonMet(Owned):
    """A contact who was at an interview, or is to be: the panel, and whoever else the candidate met."""

    __tablename__ = "person_met"
    __table_args__ = (
        UniqueConstraint("agency_id", "interview_id", "contact_id"),
        refers("interview_id", "interview"),
        refers("contact_id", "contact"),
        refers("added_by_id", "user"),
    )

    interview_id: Mapped[UUID]
    contact_id: Mapped[UUID]
    case_id: Mapped[str | None]
    """The id it had in the case file it came from."""
    role: Mapped[PersonRole]
    helpful: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    """Set when the person was not there after all."""

    contact: Mapped[Contact] = belongs_to("PersonMet.contact_id", "Contact")
    interview: Mapped[Interview] = belongs_to("PersonMet.interview_id", "Interview")
