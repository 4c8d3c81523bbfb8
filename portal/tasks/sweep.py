"""What the scheduler looks after: tasks whose worker died, references that got lost, rows nobody needs any more."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from portal.extensions import db
from portal.models import Task, TaskState, WorkerBeat
from portal.tasks.transport import Reference

USUAL_WAIT = timedelta(seconds=3)
"""For how long a due task may lie in an empty queue's table before its reference is taken for lost."""
LONG_WAIT = timedelta(minutes=2)
"""The same where the queue is not empty: most are only waiting for their turn."""
AT_ONCE = 500
KEPT = timedelta(days=30)
"""For how long finished tasks stay."""


def return_lapsed(now: datetime) -> list[Reference]:
    """Put tasks whose lease lapsed back, or fail those that had their attempts; commits, and gives what is to be carried."""
    lapsed = (Task.state == TaskState.RUNNING, Task.lease_until < now)
    db.session.execute(
        update(Task)
        .where(*lapsed, Task.attempts >= Task.max_attempts)
        .values(
            state=TaskState.FAILED,
            lease_token=None,
            lease_until=None,
            error="WorkerDied",
            finished_at=now,
        )
        .execution_options(synchronize_session=False)
    )
    back = db.session.execute(
        update(Task)
        .where(*lapsed)
        .values(state=TaskState.QUEUED, lease_token=None, lease_until=None)
        .returning(Task.agency_id, Task.id, Task.run_at)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.commit()
    return [Reference("task", *row) for row in back]


def find_lost(now: datetime, *, queue_is_empty: bool) -> list[Reference]:
    """Due tasks that nobody has taken for longer than is usual."""
    wait = USUAL_WAIT if queue_is_empty else LONG_WAIT
    rows = db.session.execute(
        select(Task.agency_id, Task.id, Task.run_at)
        .where(Task.state == TaskState.QUEUED, Task.run_at <= now - wait)
        .order_by(Task.run_at)
        .limit(AT_ONCE)
    ).all()
    db.session.rollback()
    return [Reference("task", *row) for row in rows]


def beat(name: str, now: datetime) -> None:
    """Record that the worker of this name is alive; commits."""
    changed = db.session.execute(
        update(WorkerBeat).where(WorkerBeat.name == name).values(seen_at=now).returning(WorkerBeat.name)
    ).all()
    if not changed:
        db.session.add(WorkerBeat(name=name, seen_at=now))
    db.session.commit()


def forget(now: datetime) -> None:
    """Delete tasks that ended a month ago and workers not seen for a day; commits."""
    db.session.execute(
        delete(Task).where(
            Task.state.in_((TaskState.DONE, TaskState.CANCELLED, TaskState.FAILED)),
            Task.finished_at < now - KEPT,
        )
    )
    db.session.execute(delete(WorkerBeat).where(WorkerBeat.seen_at < now - timedelta(days=1)))
    db.session.commit()
