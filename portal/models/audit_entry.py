"""Who did what, when: sign-ins, decisions, overrides, exports, views of reports, changes of policy."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from portal.models.base import Owned, belongs_to, refers
from portal.models.user import User


class AuditEntry(Owned):
    """One act. Never overwritten, and without the words of notes or recaps."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_at", "agency_id", "recorded_at"),
        Index("ix_audit_entry_subject", "agency_id", "subject_id"),
        refers("by_id", "user"),
    )

    action: Mapped[str]
    """A verb with its noun, such as ``note.approved``."""
    subject_type: Mapped[str | None]
    subject_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]]
    by_id: Mapped[UUID | None]
    """Empty for what the portal did by itself."""
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]

    by: Mapped[User | None] = belongs_to("AuditEntry.by_id", "User")
