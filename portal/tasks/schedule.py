"""What happens by the clock: each chore with how often, done by the schedule of every worker that runs.

Several workers may do the same chore at once: each is a conditional update, or asks for tasks by keys.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from portal import files
from portal.accounts import throttle
from portal.extensions import db
from portal.interviews.operations_prompt import ask_for_prompts
from portal.notifications.delivery import find_waiting
from portal.tasks import sweep
from portal.tasks.transport import Transport

Chore = Callable[[Transport, datetime], None]


def return_lapsed(transport: Transport, now: datetime) -> None:
    """Give the work of dead workers to others."""
    for reference in sweep.return_lapsed(now):
        transport.carry(reference, now)


def find_lost(transport: Transport, now: datetime) -> None:
    """Hand over again what lies there although the queue is empty."""
    if transport.waiting() == 0:
        for reference in (
            *sweep.find_lost(now, queue_is_empty=True),
            *find_waiting(now, queue_is_empty=True),
        ):
            transport.carry(reference, now)


def find_long_lost(transport: Transport, now: datetime) -> None:
    """Hand over again what has waited for long although the queue moves."""
    for reference in (*sweep.find_lost(now, queue_is_empty=False), *find_waiting(now, queue_is_empty=False)):
        transport.carry(reference, now)


def prompt(_transport: Transport, now: datetime) -> None:
    """Have candidates asked how it went whose interview is over."""
    ask_for_prompts(now)
    db.session.commit()


def tidy(_transport: Transport, now: datetime) -> None:
    """Take away files without a row, rows of tasks that ended long ago, and counts of tries whose windows are over."""
    files.sweep(now)
    sweep.forget(now)
    throttle.sweep(now)
    db.session.commit()


CHORES: dict[Chore, timedelta] = {
    return_lapsed: timedelta(seconds=2),
    find_lost: timedelta(seconds=5),
    find_long_lost: timedelta(minutes=2),
    prompt: timedelta(seconds=20),
    tidy: timedelta(hours=1),
}
