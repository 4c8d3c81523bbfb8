"""Limits on tries, counted in rows that every process and machine shares.

A try is counted before it is judged, and the count is committed on its own: what the try itself does or fails to do
cannot take it back. Keys are keyed hashes: the table tells nobody who tried.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from portal.errors import TooMany
from portal.extensions import db
from portal.models import Attempt

KEPT = timedelta(days=1)
"""After which a counter says nothing any more."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``tries`` in each window of ``window``; ``name`` tells its counters from those of other limits."""

    name: str
    tries: int
    window: timedelta


HERE = Limit("sign-in, address and network", 10, timedelta(minutes=15))
ADDRESS = Limit("sign-in, address", 100, timedelta(hours=1))
NETWORK = Limit("sign-in, network", 200, timedelta(minutes=15))
LINK_ADDRESS = Limit("link, address", 5, timedelta(minutes=30))
LINK_NETWORK = Limit("link, network", 50, timedelta(minutes=30))
OWN_PASSWORD = Limit("own password, user", 10, timedelta(minutes=15))


def count(now: datetime, *tries: tuple[Limit, tuple[str, ...]]) -> None:
    """Count a try against each limit given with what it is counted by, and commit; :class:`TooMany` past any of them."""
    over: list[datetime] = []
    # In one order for everybody, so that two who try at once never wait for each other's rows.
    for limit, parts in sorted(tries, key=lambda one: one[0].name):
        start = _start(limit, now)
        if _increment(_key(limit, parts), start) > limit.tries:
            over.append(start + limit.window)
    db.session.commit()
    if over:
        raise TooMany(_("There were too many tries in a short time. Nothing was lost."), max(over))


def forget(now: datetime, limit: Limit, parts: tuple[str, ...]) -> None:
    """Start counting anew, after a try that succeeded."""
    db.session.execute(
        delete(Attempt).where(Attempt.key == _key(limit, parts), Attempt.window_start == _start(limit, now))
    )


def sweep(now: datetime) -> None:
    """Take out counters whose windows are long over."""
    db.session.execute(delete(Attempt).where(Attempt.window_start < now - KEPT))


def network(address: str | None) -> str:
    """The network that a client's address stands for: itself in IPv4, its /64 in IPv6."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return "unknown"
    return str(ip) if ip.version == 4 else str(ip_network((ip, 64), strict=False))  # noqa: PLR2004  (IPv4)


def _start(limit: Limit, now: datetime) -> datetime:
    length = int(limit.window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)


def _key(limit: Limit, parts: tuple[str, ...]) -> str:
    text = "\0".join((limit.name, *parts))
    return hmac.digest(str(current_app.secret_key).encode(), text.encode(), "sha256").hex()


def _increment(key: str, start: datetime) -> int:
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    counted: int = db.session.execute(
        insert(Attempt)
        .values(key=key, window_start=start, count=1)
        .on_conflict_do_update(
            index_elements=[Attempt.key, Attempt.window_start], set_={"count": Attempt.count + 1}
        )
        .returning(Attempt.count)
    ).scalar_one()
    return counted
