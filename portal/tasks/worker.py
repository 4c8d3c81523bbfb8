"""The worker: processes that take references out of the queue, and one that keeps the schedule.

Each is a child of the process that :func:`run` blocks; should that be killed, the kernel ends them too, so that no worker
lives on unseen. After the fork every child opens connections of its own.
"""

import ctypes
import logging
import os
import signal
import socket
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from huey.constants import WORKER_PROCESS
from huey.consumer import Consumer, Scheduler, Worker

from portal import clock
from portal.extensions import db
from portal.tasks import handlers, schedule, sweep
from portal.tasks.execution import execute
from portal.tasks.registry import CARRIERS, HANDLERS
from portal.tasks.schedule import Chore
from portal.tasks.transport import Transport

PR_SET_PDEATHSIG = 1  # prctl(2)
PATIENCE = 10.0
"""Seconds that running tasks have to end when the worker is asked to stop; then they are put back."""
LONGEST_NAP = 0.5
"""Seconds between looks into an empty SQLite queue."""

log = logging.getLogger(__name__)


class TaskWorker(Worker):  # type: ignore[misc]
    """Takes references out of the queue and sees to their rows."""

    def initialize(self) -> None:
        """Settle in the process that was just forked."""
        _settle(self.huey.portal_app, self.huey.portal_parent)
        super().initialize()


class Schedule(Scheduler):  # type: ignore[misc]
    """Looks, once a second, for what is due: lapsed leases, lost references, and the chores of the schedule."""

    def initialize(self) -> None:
        """Settle in the process that was just forked."""
        _settle(self.huey.portal_app, self.huey.portal_parent)
        self.due: dict[Chore, datetime] = {}
        super().initialize()

    def loop(self, now: datetime | None = None) -> None:
        """Do what is due, then Huey's own part, which sleeps until the next second."""
        with self.huey.portal_app.app_context():
            for chore, every in CHORES.items():
                self._see_to(chore, every, clock.now())
        super().loop(now)

    def _see_to(self, chore: Chore, every: timedelta, now: datetime) -> None:
        if now < self.due.get(chore, now):
            return
        self.due[chore] = now + every
        try:
            chore(self.huey.portal_app.extensions["portal_transport"], now)
        except Exception as error:
            db.session.rollback()
            log.exception("%s failed (%s); it comes again", chore.__name__, type(error).__name__)


class PortalConsumer(Consumer):  # type: ignore[misc]
    """Huey's consumer with our processes; SIGTERM is as graceful as SIGINT."""

    worker_class = TaskWorker
    scheduler_class = Schedule

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._signal_actions = {signal.SIGINT: (False, True), signal.SIGTERM: (False, True)}


def beat(_transport: Transport, now: datetime) -> None:
    """Say that this worker is alive."""
    sweep.beat(f"{socket.gethostname()}:{os.getppid()}", now)


CHORES: dict[Chore, timedelta] = {beat: timedelta(seconds=5), **schedule.CHORES}


def run(app: Flask, workers: int) -> None:
    """Work until SIGINT or SIGTERM; running tasks are then given ten seconds to end."""
    transport: Transport = app.extensions["portal_transport"]
    handlers.load()
    carriers = {"task": execute, **CARRIERS}

    def perform(what: str, agency_id: UUID, row_id: UUID) -> None:
        with app.app_context():
            carriers[what](agency_id, row_id)

    transport.perform = perform
    huey = transport.huey
    huey.portal_app, huey.portal_parent = app, os.getpid()
    consumer = PortalConsumer(
        huey,
        workers=workers,
        worker_type=WORKER_PROCESS,
        periodic=False,
        max_delay=LONGEST_NAP,
        scheduler_interval=1,
        health_check_interval=1,
        shutdown_timeout=PATIENCE,
    )
    with app.app_context():
        db.engine.dispose()
    log.info("%s processes take tasks of %s kinds", workers, len(HANDLERS))
    consumer.run()


def _settle(app: Flask, parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    with app.app_context():
        db.engine.dispose(close=False)
