"""Claiming a task and letting go of it: every change of state is one conditional update.

A claim sets a token. Whoever holds the token of the row may report progress and finish; who was taken for dead and comes
back finds another token, or none, and changes nothing.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, Connection, and_, or_, update

from portal.extensions import db
from portal.models import Task, TaskState

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=30)


class LeaseLost(Exception):
    """Another worker has the task by now, or it was cancelled: nothing of this attempt may stand."""


def length() -> timedelta:
    """For how long a worker may be silent before its task is given to another."""
    return timedelta(seconds=current_app.config["PORTAL"].task_lease)


def claim(agency_id: UUID, task_id: UUID, now: datetime) -> str | None:
    """Take the task and commit: the token, or None where there is nothing to take."""
    token = secrets.token_hex(16)
    free = or_(Task.state == TaskState.QUEUED, and_(Task.state == TaskState.RUNNING, Task.lease_until < now))
    taken = _change(
        agency_id,
        task_id,
        and_(free, Task.run_at <= now, Task.attempts < Task.max_attempts),
        state=TaskState.RUNNING,
        lease_token=token,
        lease_until=now + length(),
        attempts=Task.attempts + 1,
        error=None,
    )
    db.session.commit()
    return token if taken else None


def finish(task: Task, token: str, now: datetime) -> None:
    """Mark the task done in the present transaction, which the caller commits; :class:`LeaseLost` if it is not ours."""
    done = {"state": TaskState.DONE, "lease_token": None, "lease_until": None, "finished_at": now}
    if not _change(task.agency_id, task.id, Task.lease_token == token, progress=Task.total, **done):
        raise LeaseLost(str(task.id))


def give_back(agency_id: UUID, task_id: UUID, token: str) -> None:
    """Put an interrupted task back as if it had not been begun."""
    free = {"state": TaskState.QUEUED, "lease_token": None, "lease_until": None}
    _change(agency_id, task_id, Task.lease_token == token, attempts=Task.attempts - 1, **free)
    db.session.commit()


def fail(
    agency_id: UUID, task_id: UUID, token: str, attempts: int, now: datetime, *, error: str, final: bool
) -> None:
    """Record a failed attempt by the name of its ``error``: tried again after a growing pause, or over where ``final``."""
    after = {"state": TaskState.FAILED, "finished_at": now} if final else {"state": TaskState.QUEUED}
    _change(
        agency_id,
        task_id,
        Task.lease_token == token,
        error=error,
        lease_token=None,
        lease_until=None,
        run_at=now + pause(attempts),
        **after,
    )
    db.session.commit()


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def extend(connection: Connection, agency_id: UUID, task_id: UUID, token: str, until: datetime) -> bool:
    """Prolong the lease over a connection of its own; whether it is still ours."""
    changed = connection.execute(
        update(Task)
        .where(Task.agency_id == agency_id, Task.id == task_id, Task.lease_token == token)
        .values(lease_until=until)
    )
    return changed.rowcount == 1


def cancel(task: Task, now: datetime) -> bool:
    """Call a task off that no worker has begun; whether that came in time. The caller commits."""
    return _change(
        task.agency_id,
        task.id,
        Task.state == TaskState.QUEUED,
        state=TaskState.CANCELLED,
        finished_at=now,
    )


def _change(agency_id: UUID, task_id: UUID, when: ColumnElement[bool], **values: Any) -> bool:
    changed: Any = db.session.execute(
        update(Task)
        .where(Task.agency_id == agency_id, Task.id == task_id, when)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount == 1)
