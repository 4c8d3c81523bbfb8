"""An agency's policy, version by version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from portal.models.base import Owned, belongs_to, refers
from portal.models.user import User


class PolicyVersion(Owned):
    """One published version. An interview is judged by the version in force at its end."""

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("agency_id", "number"), refers("by_id", "user"))

    number: Mapped[int]
    pack: Mapped[str]
    """The pack that it started from."""
    document: Mapped[dict[str, Any]]
    """The whole policy, as ``portal.policy`` loads it."""
    document_hash: Mapped[str]
    effective_from: Mapped[datetime]
    reason: Mapped[str | None]
    by_id: Mapped[UUID | None]
    published_at: Mapped[datetime]

    by: Mapped[User | None] = belongs_to("PolicyVersion.by_id", "User")
