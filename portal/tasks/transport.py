"""How workers learn of work: Huey carries references to rows, and nothing else.

The rows are the truth. A reference that is lost is found again by the sweep, one that arrives twice does nothing the second
time, so a queue that cannot be reached never fails the request that asks. References are handed over after the commit.
Messages are JSON: who can write to the queue cannot make a worker run anything but its own handlers.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask, current_app
from huey import Huey
from huey.registry import Message
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction, scoped_session

from portal import clock
from portal.config import Settings
from portal.extensions import db

QUEUE = "portal"
SCHEDULED_AHEAD = 60.0
"""Seconds ahead of which a reference is handed over at once, to wait in the queue; later ones are the sweep's."""
PATIENCE = 3
"""Seconds that a queue on another machine has to answer."""
REST = 10.0
"""Seconds for which a queue that failed is not asked again: a request waits for it once, not at every commit."""
ASKED = "asked"

log = logging.getLogger(__name__)


class Reference(NamedTuple):
    """A row that wants a worker: what kind of row, whose, and from when on."""

    what: str
    agency_id: UUID
    row_id: UUID
    run_at: datetime


class Compact:
    """Huey's messages as JSON, with the few fields that we use."""

    def serialize(self, message: Message) -> bytes:
        """A message as bytes."""
        eta = message.eta.isoformat() if message.eta else None
        return json.dumps([message.id, message.name, eta, list(message.args)]).encode()

    def deserialize(self, data: bytes) -> Message:
        """Bytes as a message; ValueError for what is none of ours."""
        key, name, eta, args = json.loads(data)
        return Message(
            id=key,
            name=name,
            eta=datetime.fromisoformat(eta) if eta else None,
            retries=0,
            retry_delay=0,
            args=tuple(args),
            kwargs={},
        )


@dataclass
class Transport:
    """The queue of one installation. ``perform`` is what a worker does with a reference; only workers set it."""

    settings: Settings
    perform: Callable[[str, UUID, UUID], None] | None = None
    _huey: Huey | None = None
    _carry: Any = None
    _resting_until: float = 0.0

    @property
    def huey(self) -> Huey:
        """The queue, opened when first used."""
        if self._huey is None:
            self._huey = _open(self.settings)
            self._carry = self._huey.task(name="carry")(self._arrived)
        return self._huey

    def carry(self, reference: Reference, now: datetime) -> bool:
        """Hand a reference over; whether that worked."""
        wait = (reference.run_at - now).total_seconds()
        if wait > SCHEDULED_AHEAD:
            return True
        if monotonic() < self._resting_until:
            return False
        try:
            huey = self.huey
            message = self._carry.s(reference.what, reference.agency_id.hex, reference.row_id.hex)
            if wait > 0:
                message.eta = reference.run_at.replace(tzinfo=None)
            huey.enqueue(message)
        except Exception as error:  # noqa: BLE001  # each queue has its own; the sweep makes up for all
            self._resting_until = monotonic() + REST
            log.warning(
                "the queue cannot be reached (%s); the sweep will find the work", type(error).__name__
            )
            return False
        return True

    def waiting(self) -> int:
        """How many references wait in the queue."""
        return int(self.huey.pending_count())

    def close(self) -> None:
        """Close the connections of this process; the next use opens others."""
        if self._huey is not None:
            self._huey.storage.close()
            self._huey = None

    def _arrived(self, what: str, agency: str, row: str) -> None:
        if self.perform is None:
            raise RuntimeError("only a worker takes work out of the queue")
        self.perform(what, UUID(agency), UUID(row))


def transport() -> Transport:
    """The present application's queue."""
    found: Transport = current_app.extensions["portal_transport"]
    return found


def install(app: Flask) -> None:
    """Give ``app`` its queue, and hand references over whenever one of its transactions commits."""
    app.extensions["portal_transport"] = Transport(app.config["PORTAL"])
    if not event.contains(db.session, "after_commit", _committed):
        event.listen(db.session, "after_commit", _committed)
        event.listen(db.session, "after_soft_rollback", _rolled_back)


def after_commit(reference: Reference, session: Session | scoped_session[Any] | None = None) -> None:
    """Hand the reference over as soon as the present transaction has committed; never, if it does not."""
    (session or db.session).info.setdefault(ASKED, []).append(reference)


def _committed(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for reference in session.info.pop(ASKED, ()):
        transport().carry(reference, clock.now())


def _rolled_back(session: Session, previous: SessionTransaction) -> None:
    if previous.parent is None:
        session.info.pop(ASKED, None)


def _open(settings: Settings) -> Huey:
    from huey import PostgresHuey, RedisHuey, SqliteHuey
    from redis import ConnectionPool
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    common = {"name": QUEUE, "results": False, "utc": True, "serializer": Compact()}
    scheme, _colon, rest = settings.queue_url.partition("://")
    kind = scheme.partition("+")[0]
    if kind == "sqlite":
        return SqliteHuey(filename=rest.removeprefix("/"), fsync=False, timeout=5, **common)
    if kind in {"redis", "rediss", "unix"}:
        pool = ConnectionPool.from_url(
            settings.queue_url,
            socket_connect_timeout=PATIENCE,
            socket_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )
        return RedisHuey(connection_pool=pool, **common)
    if kind in {"postgresql", "postgres"}:
        return PostgresHuey(
            dsn=f"postgresql://{rest}", table_prefix="portal_queue", connect_timeout=PATIENCE, **common
        )
    raise ValueError(
        f"QUEUE_URL begins with {scheme!r}. Give sqlite:///path, redis://host:port/number or postgresql://…"
    )
