"""The recap of an interview: a draft saved as typed, revisions that stay, and documents uploaded for it."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Owned, belongs_to, has_many, refers
from portal.models.file import StoredFile
from portal.models.interview import Interview
from portal.models.user import User


class Recap(Owned):
    """An interview's recap; there is one, and its content is its latest revision.

    ``draft`` holds what is being typed, in the shape of a revision's ``content``.
    """

    __tablename__ = "recap"
    __table_args__ = (UniqueConstraint("agency_id", "interview_id"), refers("interview_id", "interview"))

    interview_id: Mapped[UUID]
    draft: Mapped[dict[str, Any]]
    draft_version: Mapped[int] = mapped_column(default=1)
    """Grows with every save, so that two tabs notice each other."""
    draft_saved_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    """The real limit for the thank-yous that build on it, as the verdicts say; the queue's order."""
    created_at: Mapped[datetime]

    interview: Mapped[Interview] = belongs_to("Recap.interview_id", "Interview")
    revisions: Mapped[list["RecapRevision"]] = has_many(
        "RecapRevision.recap_id", "Recap", "RecapRevision.number"
    )
    openings: Mapped[list["RecapOpening"]] = has_many(
        "RecapOpening.recap_id", "Recap", "RecapOpening.opened_at"
    )
    documents: Mapped[list["RecapDocument"]] = has_many("RecapDocument.recap_id", "Recap")


class RecapSource(enum.StrEnum):
    """How a revision came to be."""

    TYPED = "typed"
    PHONE = "phone"
    IMPORTED = "imported"


class RecapRevision(Owned):
    """A submitted recap, or an amendment of it. Never overwritten.

    ``content``: topics, good_points, bad_points, requirements (lists of texts), questions (a list of
    {asked, answered, stumbled, better_answer}), first_impressions, environment (texts), still_interested (true, false,
    or absent where it was not said). One that a recruiter took down on the phone counts from ``submitted_at`` as soon as
    the candidate has confirmed it.
    """

    __tablename__ = "recap_revision"
    __table_args__ = (
        UniqueConstraint("agency_id", "recap_id", "number"),
        UniqueConstraint("agency_id", "idempotency_key"),
        refers("recap_id", "recap"),
        refers("by_id", "user"),
    )

    recap_id: Mapped[UUID]
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str]
    source: Mapped[RecapSource]
    by_id: Mapped[UUID | None]
    submitted_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When the candidate said that what was taken down on the phone is right; set at once on what they typed."""
    undated: Mapped[bool] = mapped_column(default=False)
    """It came with a case file that did not say when it was submitted."""
    idempotency_key: Mapped[str | None]

    recap: Mapped[Recap] = belongs_to("RecapRevision.recap_id", "Recap")
    by: Mapped[User | None] = belongs_to("RecapRevision.by_id", "User")


class RecapOpening(Owned):
    """The candidate read the submitted recap again."""

    __tablename__ = "recap_opening"
    __table_args__ = (
        Index("ix_recap_opening_recap", "agency_id", "recap_id"),
        refers("recap_id", "recap"),
    )

    recap_id: Mapped[UUID]
    opened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class RecapDocument(Owned):
    """A document uploaded instead of typing, or beside it: the file is kept, its text offered section by section."""

    __tablename__ = "recap_document"
    __table_args__ = (
        Index("ix_recap_document_recap", "agency_id", "recap_id"),
        refers("recap_id", "recap"),
        refers("file_id", "stored_file"),
        refers("by_id", "user"),
    )

    recap_id: Mapped[UUID]
    file_id: Mapped[UUID]
    sections: Mapped[list[dict[str, Any]]]
    """What was read out of it: {heading, text, suggested section, taken}."""
    by_id: Mapped[UUID | None]
    created_at: Mapped[datetime]

    file: Mapped[StoredFile] = belongs_to("RecapDocument.file_id", "StoredFile")
