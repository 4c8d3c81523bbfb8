"""Instants as whole microseconds since 1970 (UTC), and local days.

The engine compares and adds instants thousands of times a second; integers do that exactly and fast, and hours
added to them are elapsed hours, so a clock change never adds or takes one.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.policy.facts import Facts

HOUR = 3_600_000_000
"""Microseconds in an hour."""
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware datetime."""
    since = instant - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant(at: int, zone: tzinfo = UTC) -> datetime:
    """The aware datetime of ``at`` microseconds, in ``zone``."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(zone)


def hours(count: float) -> int:
    """Microseconds in ``count`` hours."""
    return round(count * HOUR)


@lru_cache(maxsize=256)
def _named(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


def zone_of(facts: Facts) -> tzinfo:
    """Where local days begin and end: the agency's timezone, else the offset of the interview's end."""
    if facts.agency is not None and facts.agency.timezone:
        return _named(facts.agency.timezone)
    offset = facts.interview.ends_at.utcoffset()
    return timezone(offset) if offset is not None else UTC


@lru_cache(maxsize=65_536)
def day_start(day: date, zone: tzinfo) -> int:
    """The instant at which the local ``day`` begins."""
    return micros(datetime.combine(day, time.min, zone))


def day_after(day: date, zone: tzinfo, days: int) -> int:
    """The instant at which the local day ``days`` days after ``day`` begins."""
    return day_start(day + timedelta(days=days), zone)


def local_day(at: int, zone: tzinfo) -> date:
    """The local day on which ``at`` falls."""
    return instant(at, zone).date()
