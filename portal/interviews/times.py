"""Local times of day as instants. Where the clocks change, an hour is missing or comes twice: nothing is guessed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Skipped(ValueError):
    """The clocks jump over this time: it is read as ``earlier`` before the change or ``later`` after it."""

    earlier: datetime
    later: datetime


@dataclass(frozen=True, slots=True)
class Repeated(ValueError):
    """The clocks show this time twice: ``first``, and again at ``second``."""

    first: datetime
    second: datetime


def instant(day: date, clock_time: time, zone: str, fold: int | None = None) -> datetime:
    """The instant, in UTC, at which clocks in ``zone`` show ``clock_time`` on ``day``.

    Raises :class:`Skipped` for a time that does not exist, and :class:`Repeated` for one that comes twice unless
    ``fold`` (0 the first, 1 the second) says which.
    """
    there = ZoneInfo(zone)
    local = datetime.combine(day, clock_time).replace(tzinfo=there)
    first, second = local.replace(fold=0), local.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    back = first.astimezone(UTC).astimezone(there)
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        # Read with either offset, a skipped time shows the clock after the change and before it.
        after, before = first.astimezone(UTC), second.astimezone(UTC)
        raise Skipped(before.astimezone(there), after.astimezone(there))
    if fold is None:
        raise Repeated(first, second)
    return (second if fold else first).astimezone(UTC)
