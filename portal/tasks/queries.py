"""Reading tasks, and whether anybody works on them."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from portal.access import Actor, Permission, load, may
from portal.errors import NotFound
from portal.extensions import db
from portal.models import Interview, Task, WorkerBeat

AWAY = timedelta(seconds=60)
"""After so long without a sign of life, the worker is away."""


def load_task(actor: Actor, task_id: UUID) -> Task:
    """The task, where it is the actor's to see; else :class:`~portal.errors.NotFound`.

    Its payload says whose it is: with ``interview_id`` it is seen by those who see the interview, with ``by_id`` by the user
    who asked for it; admins see every task of their agency.
    """
    task = db.session.get(Task, (actor.agency_id, task_id))
    if task is None:
        raise NotFound(f"task {task_id}")
    if may(actor, Permission.SEE_TASKS) or is_own(actor, task):
        return task
    if "interview_id" not in task.payload:
        raise NotFound(f"task {task_id}")
    load(actor, Permission.SEE_INTERVIEW, Interview, UUID(task.payload["interview_id"]))
    return task


def is_own(actor: Actor, task: Task) -> bool:
    """Whether the actor asked for the task."""
    return bool(task.payload.get("by_id") == str(actor.user_id))


def last_seen() -> datetime | None:
    """When a worker last said that it was there."""
    seen: datetime | None = db.session.scalar(select(func.max(WorkerBeat.seen_at)))
    return seen


def is_away(now: datetime) -> bool:
    """Whether no worker has been there for a minute, or ever."""
    seen = last_seen()
    return seen is None or now - seen > AWAY
