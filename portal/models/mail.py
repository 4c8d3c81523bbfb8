"""The outbox: mails written in the transaction that gives rise to them, sent later by the worker."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Owned, belongs_to, refers
from portal.models.user import LinkPurpose, User

LINK = "[[link]]"


class MailState(enum.StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Mail(Owned):
    """One mail to one person. ``key`` makes it one, however often it is asked for."""

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("agency_id", "key"),
        Index("ix_mail_waiting", "state", "next_try_at"),
        refers("user_id", "user"),
    )

    kind: Mapped[str]
    key: Mapped[str]
    user_id: Mapped[UUID | None]
    to_address: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    """Where it stands for the link, :data:`LINK` is replaced as the mail goes out."""
    link_purpose: Mapped[LinkPurpose | None]
    link_next: Mapped[str | None]
    """Where the link's button leads. The link itself is made as the mail goes out, so that no token lies in the outbox."""
    message_id: Mapped[str]
    """Stable: what a crash repeats bears the same."""
    state: Mapped[MailState]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    user: Mapped[User | None] = belongs_to("Mail.user_id", "User")
