"""The only place that reads the wall clock.

Operations take ``now`` as an argument; what stands at the edge (a route, a task handler, a command) asks here once and
hands it down, so that everything below can be played at any instant.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def local(typed: str, timezone: str) -> datetime:
    """The instant of a time of day as somebody in ``timezone`` reads it off their clock (``2026-03-13T14:30``).

    One that carries its own offset keeps it; in the hour that a clock change repeats, the first is meant.
    """
    value = datetime.fromisoformat(typed)
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(timezone))
