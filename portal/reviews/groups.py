"""How the queue is parted: late, due within four hours, today, later."""

import enum
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.reviews.waiting import Waiting

SOON = timedelta(hours=4)
"""Before its limit an item rises to those that are due soon."""


class Group(enum.StrEnum):
    """A part of the queue, in its order."""

    LATE = "late"
    SOON = "soon"
    TODAY = "today"
    LATER = "later"


def group_of(due_at: datetime | None, now: datetime, zone: ZoneInfo) -> Group:
    """Where an item with this limit stands at ``now``; the day ends by ``zone``."""
    if due_at is None:
        return Group.LATER
    if due_at <= now:
        return Group.LATE
    if due_at - now <= SOON:
        return Group.SOON
    return Group.TODAY if due_at.astimezone(zone).date() == now.astimezone(zone).date() else Group.LATER


def grouped(items: Iterable[Waiting], now: datetime, zone: ZoneInfo) -> dict[Group, list[Waiting]]:
    """The items by group, in the queue's order; groups without items are left out."""
    parts: dict[Group, list[Waiting]] = {group: [] for group in Group}
    for item in items:
        parts[group_of(item.due_at, now, zone)].append(item)
    return {group: inside for group, inside in parts.items() if inside}
