"""Background work as rows, which are the truth about it, and the workers that were last seen."""

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Owned


class TaskState(enum.StrEnum):
    """Where a piece of work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Task(Owned):
    """One piece of work, written in the transaction that asks for it.

    A worker claims it by one conditional update that sets ``lease_token``, ``lease_until`` and ``attempts``; only with
    that token may it report progress and finish, and its effect and ``done`` stand in one transaction.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("agency_id", "key"),
        Index("ix_task_due", "state", "run_at"),
    )

    kind: Mapped[str]
    key: Mapped[str]
    """Idempotency: the same work asked for twice is one row."""
    payload: Mapped[dict[str, Any]]
    state: Mapped[TaskState]
    run_at: Mapped[datetime]
    """Not before this instant."""
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int] = mapped_column(default=5)
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    """Steps; 0 where it is not known."""
    error: Mapped[str | None]
    """What went wrong last, without personal data."""
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class WorkerBeat(Base):
    """A worker was alive at ``seen_at``. It serves every agency, so it belongs to none."""

    __tablename__ = "worker_beat"

    name: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
