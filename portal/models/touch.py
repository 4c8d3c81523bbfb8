"""Contacts made: outward acts about an interview, whom they reached, and how they are proved."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Owned, belongs_to, has_many, refers
from portal.models.interview import Interview, PersonMet
from portal.models.note import Note
from portal.models.user import User


class Channel(enum.StrEnum):
    """How somebody was reached."""

    EMAIL = "email"
    LETTER = "letter"
    HANDWRITTEN_NOTE = "handwritten_note"
    LINKEDIN_MESSAGE = "linkedin_message"
    TEXT_MESSAGE = "text_message"
    PHONE_CALL = "phone_call"
    LINKEDIN_REQUEST = "linkedin_request"
    FACEBOOK_REQUEST = "facebook_request"
    INSTAGRAM_REQUEST = "instagram_request"
    X_FOLLOW = "x_follow"
    COMPANY_FOLLOW = "company_follow"


class TouchKind(enum.StrEnum):
    """Why."""

    THANK_YOU = "thank_you"
    CLARIFICATION = "clarification"
    CHECK_IN = "check_in"
    VALUE_ADD = "value_add"
    LOGISTICS = "logistics"
    CONNECT = "connect"
    OTHER = "other"


class Evidence(enum.StrEnum):
    """How it is proved: the candidate's word, a message received, one whose signature held, a recruiter's word."""

    SELF = "self"
    MAIL = "mail"
    MAIL_VERIFIED = "mail_verified"
    RECRUITER = "recruiter"


class MadeBy(enum.StrEnum):
    """Whose act it was."""

    CANDIDATE = "candidate"
    RECRUITER = "recruiter"


class Touch(Owned):
    """One outward act. Never overwritten; one logged by mistake is retracted."""

    __tablename__ = "touch"
    __table_args__ = (
        Index("ix_touch_interview", "agency_id", "interview_id", "at"),
        UniqueConstraint("agency_id", "idempotency_key"),
        refers("interview_id", "interview"),
        refers("note_id", "note"),
        refers("by_id", "user"),
    )

    interview_id: Mapped[UUID]
    note_id: Mapped[UUID | None]
    case_id: Mapped[str | None]
    kind: Mapped[TouchKind | None]
    """Empty where the note's kind says it."""
    channel: Mapped[Channel]
    made_by: Mapped[MadeBy]
    evidence: Mapped[Evidence | None]
    """Empty where a case file said nothing of it."""
    to_recruiter: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str | None]
    """The words really sent, where they are known and differ from the approved ones."""
    body_hash: Mapped[str | None]
    offers: Mapped[list[str]]
    reason: Mapped[str | None]
    """Of a request to connect."""
    by_id: Mapped[UUID | None]
    """Who recorded it."""
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    idempotency_key: Mapped[str | None]

    interview: Mapped[Interview] = belongs_to("Touch.interview_id", "Interview")
    note: Mapped[Note | None] = belongs_to("Touch.note_id", "Note")
    by: Mapped[User | None] = belongs_to("Touch.by_id", "User")
    recipients: Mapped[list["TouchRecipient"]] = has_many("TouchRecipient.touch_id", "Touch")
    retraction: Mapped[list["TouchRetraction"]] = has_many("TouchRetraction.touch_id", "Touch")


class TouchRecipient(Owned):
    """A person met whom a touch reached."""

    __tablename__ = "touch_recipient"
    __table_args__ = (
        UniqueConstraint("agency_id", "touch_id", "person_id"),
        refers("touch_id", "touch"),
        refers("person_id", "person_met"),
    )

    touch_id: Mapped[UUID]
    person_id: Mapped[UUID]

    person: Mapped[PersonMet] = belongs_to("TouchRecipient.person_id", "PersonMet")


class TouchRetraction(Owned):
    """A touch was logged by mistake: it counts no longer, and stays to be seen."""

    __tablename__ = "touch_retraction"
    __table_args__ = (
        UniqueConstraint("agency_id", "touch_id"),
        refers("touch_id", "touch"),
        refers("by_id", "user"),
    )

    touch_id: Mapped[UUID]
    reason: Mapped[str | None]
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
