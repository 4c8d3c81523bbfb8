"""The only place that reads the wall clock.

Operations take ``now`` as an argument; what stands at the edge (a route, a task handler, a command) asks here once and
hands it down, so that everything below can be played at any instant.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)
