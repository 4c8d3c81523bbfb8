"""Notes: a draft to somebody met, and the revisions that were submitted for review."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Owned, belongs_to, has_many, refers
from portal.models.interview import Interview, PersonMet
from portal.models.user import User


class NoteKind(enum.StrEnum):
    """What a note is for. The last three are kinds of drafts, never of touches."""

    THANK_YOU = "thank_you"
    CLARIFICATION = "clarification"
    CHECK_IN = "check_in"
    VALUE_ADD = "value_add"
    LOGISTICS = "logistics"
    CONNECT = "connect"
    OTHER = "other"
    CALL_SCRIPT = "call_script"
    LINKEDIN_REQUEST = "linkedin_request"
    REFERENCE_BRIEFING = "reference_briefing"


class NoteState(enum.StrEnum):
    """Where a note stands; kept beside the facts that it follows from, and changed in the same transaction."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class Note(Owned):
    """One text for one purpose. ``subject`` and ``body`` are what is being typed; what was submitted is in revisions."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_interview", "agency_id", "interview_id"),
        Index("ix_note_state", "agency_id", "state", "due_at"),
        UniqueConstraint("agency_id", "idempotency_key"),
        refers("interview_id", "interview"),
    )

    interview_id: Mapped[UUID]
    case_id: Mapped[str | None]
    kind: Mapped[NoteKind]
    channel: Mapped[str]
    """One of a touch's channels."""
    state: Mapped[NoteState]
    subject: Mapped[str]
    body: Mapped[str]
    offers: Mapped[list[str]]
    """Links and attachments that it brings."""
    to_recruiter: Mapped[bool] = mapped_column(default=False)
    """Addressed to the agency's recruiter, as a route through the agency asks."""
    draft_version: Mapped[int] = mapped_column(default=1)
    """Grows with every save, so that two tabs notice each other."""
    draft_saved_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    """The real limit for sending it, as the verdicts say; the queue's order."""
    copy_token: Mapped[str | None]
    """What stands before the @ of the blind-copy address."""
    created_at: Mapped[datetime]
    idempotency_key: Mapped[str | None]

    interview: Mapped[Interview] = belongs_to("Note.interview_id", "Interview")
    revisions: Mapped[list["NoteRevision"]] = has_many("NoteRevision.note_id", "Note", "NoteRevision.number")
    recipients: Mapped[list["NoteRecipient"]] = has_many("NoteRecipient.note_id", "Note")


class NoteRecipient(Owned):
    """A person met whom a note is for."""

    __tablename__ = "note_recipient"
    __table_args__ = (
        UniqueConstraint("agency_id", "note_id", "person_id"),
        refers("note_id", "note"),
        refers("person_id", "person_met"),
    )

    note_id: Mapped[UUID]
    person_id: Mapped[UUID]

    person: Mapped[PersonMet] = belongs_to("NoteRecipient.person_id", "PersonMet")


class NoteRevision(Owned):
    """A submitted note, word for word. Never overwritten; ``withdrawn_at`` alone is added when it is withdrawn."""

    __tablename__ = "note_revision"
    __table_args__ = (
        UniqueConstraint("agency_id", "note_id", "number"),
        UniqueConstraint("agency_id", "idempotency_key"),
        refers("note_id", "note"),
        refers("by_id", "user"),
    )

    note_id: Mapped[UUID]
    number: Mapped[int]
    subject: Mapped[str]
    body: Mapped[str]
    text_hash: Mapped[str]
    """Of subject and body."""
    offers: Mapped[list[str]]
    by_id: Mapped[UUID | None]
    submitted_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    idempotency_key: Mapped[str | None]

    note: Mapped[Note] = belongs_to("NoteRevision.note_id", "Note")
    by: Mapped[User | None] = belongs_to("NoteRevision.by_id", "User")
