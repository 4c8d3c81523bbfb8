"""When an interview is, in words: in one zone, and in another one beside it where their clocks differ."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import format_datetime, format_time


def moment(value: datetime | str | None, zone: str) -> str:
    """An instant as ``Tue 3 Mar 2026, 2:05 PM CST``; empty for none."""
    there = _local(value, zone)
    return "" if there is None else f"{_date(there)}, {_time(there)} {there.tzname()}"


def span(values: Mapping[str, Any], zone: str) -> str:
    """From ``starts_at`` to ``ends_at``: ``Tue 3 Mar 2026, 2:00 PM to 3:00 PM CST``."""
    start, end = _local(values.get("starts_at"), zone), _local(values.get("ends_at"), zone)
    if end is None:
        return ""
    if start is None:
        return moment(end, zone)
    last = f"{_time(end)} {end.tzname()}"
    last = last if start.date() == end.date() else f"{_date(end)}, {last}"
    return f"{_date(start)}, {_time(start)} – {last}"


def differ(first: str, second: str, at: datetime) -> bool:
    """Whether clocks of two zones show different times at an instant."""
    return at.astimezone(ZoneInfo(first)).utcoffset() != at.astimezone(ZoneInfo(second)).utcoffset()


def _local(value: datetime | str | None, zone: str) -> datetime | None:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.astimezone(ZoneInfo(zone)) if found else None


def _date(there: datetime) -> str:
    return str(format_datetime(there, "EEE d MMM y", rebase=False))


def _time(there: datetime) -> str:
    return str(format_time(there, "short", rebase=False))
