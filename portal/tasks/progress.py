"""How far a task is, said while it works, and a place for slow work between transactions.

A handler's effect stands in one transaction at its end, so progress is written before it: :func:`progress` ends the
transaction that was reading. On SQLite an open transaction holds up every writer, so what is slow is done inside
:func:`apart`, where none can be opened::

    html = page_of(report)            # reads
    with apart(task, 1, 2):
        pdf = sandbox.run(...)        # holds nobody up
    db.session.add(Report(...))       # the effect, with ``done`` in one transaction
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, update

from portal.extensions import db
from portal.models import Task
from portal.tasks.leases import LeaseLost

TOKEN = "task_token"  # noqa: S105  (a key of the session's info, not a secret)


def progress(task: Task, done: int, total: int) -> None:
    """Write that ``done`` of ``total`` steps are behind us. Objects read before are read again when next used.

    Raises :class:`~portal.tasks.leases.LeaseLost` where the task is no longer ours, and RuntimeError where the handler has
    written something already, which would be lost or stand too early.
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("report progress before writing the effect: it ends the transaction")
    agency_id, task_id, token = task.agency_id, task.id, session.info.get(TOKEN)
    session.rollback()
    changed = session.execute(
        update(Task)
        .where(Task.agency_id == agency_id, Task.id == task_id, Task.lease_token == token)
        .values(progress=done, total=total)
        .returning(Task.id)
    ).all()
    session.commit()
    if not changed:
        raise LeaseLost(str(task_id))


@contextmanager
def apart(task: Task, done: int, total: int) -> Iterator[None]:
    """Write progress like :func:`progress`, and let nothing inside the block open a transaction: RuntimeError if it does."""
    progress(task, done, total)
    session = db.session()

    def opened(*_args: object) -> None:
        raise RuntimeError(
            "slow work is done on values read before: nothing is read or written inside the block"
        )

    event.listen(session, "after_begin", opened)
    try:
        yield
    finally:
        event.remove(session, "after_begin", opened)
