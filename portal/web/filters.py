"""How instants, days and waiting times read on a page, in the reader's zone and language."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_datetime, format_time, ngettext
from flask_babel import gettext as _
from flask_login import current_user

from portal import clock

SOON = timedelta(hours=24)
URGENT = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """How long is left until an instant: in words, with a tone (calm, soon, urgent, late)."""

    words: str
    tone: str


def zone() -> ZoneInfo:
    """The reader's timezone; UTC for who is not signed in."""
    return ZoneInfo(current_user.actor.timezone if current_user.is_authenticated else "UTC")


def instant(value: datetime | None, timezone: str | None = None) -> str:
    """An instant as ``Tue 3 Mar, 2:05 PM CST``, in the reader's zone or in the one given; empty for none."""
    if value is None:
        return ""
    there = value.astimezone(ZoneInfo(timezone) if timezone else zone())
    year = "" if there.year == clock.now().astimezone(there.tzinfo).year else " y"
    date_words = format_datetime(there, f"EEE d MMM{year}", rebase=False)
    time_words = format_time(there, "short", rebase=False).replace(
        "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    )
    return f"{date_words}, {time_words} {there.tzname()}"


def day(value: date | datetime | None) -> str:
    """A day as ``Tuesday 3 March 2026``; empty for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(zone()).date()
    return str(format_date(value, "EEEE d MMMM y"))


def time_left(value: datetime, now: datetime | None = None) -> TimeLeft:
    """The time from ``now`` until ``value``."""
    left = value - (now or clock.now())
    if left < timedelta(0):
        return TimeLeft(_("late by %(span)s", span=span(-left)), "late")
    tone = "urgent" if left < URGENT else "soon" if left < SOON else "calm"
    return TimeLeft(_("%(span)s left", span=span(left)), tone)


def span(length: timedelta) -> str:
    """A length of time in its largest sensible unit: minutes below two hours, hours below two days, else days."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:  # noqa: PLR2004  (two hours)
        return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))
    if minutes < 48 * 60:
        return str(ngettext("%(num)d hour", "%(num)d hours", minutes // 60))
    return str(ngettext("%(num)d day", "%(num)d days", minutes // (24 * 60)))


def install(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.template_filter("instant")(instant)
    app.template_filter("day")(day)
    app.template_filter("time_left")(time_left)
    app.template_filter("span")(span)
