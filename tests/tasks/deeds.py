"""Kinds of work that only tests ask for. Imported by whoever does them, in this process or in a worker's."""

import threading
import time

from portal import clock
from portal.errors import WrongState
from portal.extensions import db
from portal.models import AuditEntry
from portal.tasks.progress import apart
from portal.tasks.registry import handler


def leave_mark(task):
    """The effect: one row that names the task."""
    now = clock.now()
    db.session.add(
        AuditEntry(
            agency_id=task.agency_id,
            action=f"marked.{task.key}",
            detail={},
            happened_at=now,
            recorded_at=now,
        )
    )


@handler("test_mark")
def mark(task, now):
    leave_mark(task)


@handler("test_mark_slowly")
def mark_slowly(task, now):
    pause = task.payload.get("pause", 0.06)
    for step in range(4):
        with apart(task, step, 4):
            time.sleep(pause)
    leave_mark(task)
    db.session.flush()
    time.sleep(0.01)


@handler("test_break")
def break_down(task, now):
    leave_mark(task)
    db.session.flush()
    raise LookupError("Priya Nair wrote something odd")


@handler("test_refuse")
def refuse(task, now):
    raise WrongState("This cannot be done.")


@handler("test_stop")
def stop(task, now):
    leave_mark(task)
    raise KeyboardInterrupt


began, go_on = threading.Event(), threading.Event()


@handler("test_wait")
def wait(task, now):
    with apart(task, 1, 2):
        began.set()
        assert go_on.wait(10)
    leave_mark(task)


@handler("test_read_while_slow")
def read_while_slow(task, now):
    with apart(task, 1, 2):
        assert task.payload == {}
