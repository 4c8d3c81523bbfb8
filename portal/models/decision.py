"""What a reviewer decided about a submitted note or recap, on which revision."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from portal.models.base import Owned, belongs_to, refers
from portal.models.user import User


class DecisionKind(enum.StrEnum):
    """For a note: approved or changes requested. For a recap: approved means accepted, changes mean more is asked."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"


class Decision(Owned):
    """A review's end. A revision has at most one, so of two reviewers at once the database lets one through."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("agency_id", "note_revision_id"),
        UniqueConstraint("agency_id", "recap_revision_id"),
        CheckConstraint("(note_revision_id IS NULL) <> (recap_revision_id IS NULL)", name="one_subject"),
        refers("note_revision_id", "note_revision"),
        refers("recap_revision_id", "recap_revision"),
        refers("by_id", "user"),
    )

    note_revision_id: Mapped[UUID | None]
    recap_revision_id: Mapped[UUID | None]
    kind: Mapped[DecisionKind]
    comment: Mapped[str | None]
    """To the candidate."""
    by_id: Mapped[UUID | None]
    decided_at: Mapped[datetime]
    recorded_at: Mapped[datetime]

    by: Mapped[User | None] = belongs_to("Decision.by_id", "User")
