"""Carrying out one task: claim, heartbeat, handler, and the effect and ``done`` in one transaction."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.errors import PortalError
from portal.extensions import db
from portal.models import Task
from portal.sandbox import Fault, Refused
from portal.tasks import leases
from portal.tasks.progress import TOKEN
from portal.tasks.registry import HANDLERS

BEATS = 4
"""Heartbeats in the length of a lease."""

log = logging.getLogger(__name__)


def execute(agency_id: UUID, task_id: UUID) -> None:
    """Do the task's work if it is there to be done; every outcome ends up in its row."""
    token = leases.claim(agency_id, task_id, clock.now())
    if token is None:
        return
    task = db.session.get_one(Task, (agency_id, task_id))
    kind, attempts, last = task.kind, task.attempts, task.attempts >= task.max_attempts
    try:
        with _heartbeat(agency_id, task_id, token):
            db.session.info[TOKEN] = token
            HANDLERS[kind](task, clock.now())
            leases.finish(task, token, clock.now())
            db.session.commit()
    except leases.LeaseLost:
        db.session.rollback()
        log.warning("task %s (%s) was taken over or called off", task_id, kind)
    except Exception as error:
        db.session.rollback()
        log.exception("task %s (%s) failed at attempt %s", task_id, kind, attempts)
        final = last or _hopeless(error)
        leases.fail(agency_id, task_id, token, attempts, clock.now(), error=type(error).__name__, final=final)
    except BaseException:  # the worker is told to stop
        db.session.rollback()
        leases.give_back(agency_id, task_id, token)
        raise
    finally:
        db.session.info.pop(TOKEN, None)


def _hopeless(error: Exception) -> bool:
    """Whether trying again would come to the same: what the domain refuses, it refuses again."""
    if isinstance(error, Refused):
        return error.fault is Fault.DECLARED
    return isinstance(error, PortalError)


@contextmanager
def _heartbeat(agency_id: UUID, task_id: UUID, token: str) -> Iterator[None]:
    """Prolong the lease from a thread while the handler works; not waited for, as it may wait for our own transaction."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's documented way
    length, stopped = leases.length(), threading.Event()

    def beat() -> None:
        while not stopped.wait(length.total_seconds() / BEATS):
            with app.app_context():
                if not _prolong(agency_id, task_id, token, length):
                    return

    thread = threading.Thread(target=beat, name=f"heartbeat-{task_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()


def _prolong(agency_id: UUID, task_id: UUID, token: str, length: timedelta) -> bool:
    try:
        with db.engine.begin() as connection:
            return leases.extend(connection, agency_id, task_id, token, clock.now() + length)
    except SQLAlchemyError as error:
        log.warning("a heartbeat did not get through (%s)", type(error).__name__)
        return True
