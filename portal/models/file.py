"""Files that people hand over or that we render, by their content's hash."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from portal.models.base import Owned, refers


class StoredFile(Owned):
    """A file in storage. The bytes are found by agency and hash; several rows may share them."""

    __tablename__ = "stored_file"
    __table_args__ = (Index("ix_stored_file_sha256", "agency_id", "sha256"), refers("by_id", "user"))

    sha256: Mapped[str]
    size: Mapped[int]
    """In bytes."""
    media_type: Mapped[str]
    name: Mapped[str]
    """As the person called it; only ever shown, never used as a path."""
    by_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
