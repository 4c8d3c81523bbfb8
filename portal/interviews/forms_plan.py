"""The form of what is agreed about an interview: round, way, day, times in a named timezone, place."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import format_time
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.interviews import times
from portal.interviews.operations import Plan
from portal.interviews.spans import moment
from portal.interviews.words import FORMATS, STAGES
from portal.models import Format, Interview, Stage
from portal.web.fields import TimeField, ZoneField, choices, offset
from portal.web.instants import DayField


class PlanForm(FlaskForm):  # type: ignore[misc]
    """What is agreed. A time that the clocks skip or show twice is asked about, never guessed."""

    stage = SelectField(
        _l("Round"),
        [InputRequired(_l("Choose the round."))],
        choices=choices([("", _l("Choose …")), *STAGES.items()]),
    )
    round_name = StringField(
        _l("What they call it"),
        [Optional(), Length(max=120)],
        description=_l("Such as “Hiring committee”."),
    )
    format = RadioField(
        _l("How they meet"), [InputRequired(_l("Choose how they meet."))], choices=choices(FORMATS.items())
    )
    day = DayField(_l("Day"), [InputRequired(_l("Enter the day."))])
    starts = TimeField(_l("From"), [InputRequired(_l("Enter when it starts."))])
    ends = TimeField(_l("To"), [InputRequired(_l("Enter when it ends."))])
    starts_twice = RadioField(_l("Which of the two?"), [Optional()], validate_choice=False, choices=[])
    ends_twice = RadioField(_l("Which of the two?"), [Optional()], validate_choice=False, choices=[])
    timezone = ZoneField(_l("Times are of"), [InputRequired(_l("Choose the timezone."))])
    place = TextAreaField(
        _l("Where"),
        [Optional(), Length(max=1000)],
        description=_l("Address and room, a link to the call, or who calls whom."),
        render_kw={"rows": 2},
    )

    begins_at: datetime | None = None
    ends_at: datetime | None = None

    def offer_zones(self, zones: Iterable[str | None], now: datetime) -> None:
        """Fill in the timezones, the usual first; the first is taken until another is chosen."""
        usual = [zone for zone in zones if zone]
        self.timezone.offer(usual, self._noon() or now)
        if not self.is_submitted() and not self.timezone.data:
            self.timezone.data = usual[0]

    def _noon(self) -> datetime | None:
        """The day typed, as zones' offsets on it are what counts."""
        try:
            return datetime.combine(date.fromisoformat(self.day.data or ""), time(12), UTC)
        except ValueError:
            return None

    def show(self, interview: Interview, zone: str) -> None:
        """Begin with what stands."""
        there = ZoneInfo(zone)
        start = (interview.starts_at or interview.ends_at).astimezone(there)
        end = interview.ends_at.astimezone(there)
        self.day.data, self.timezone.data = start.date().isoformat(), zone
        self.starts.data, self.ends.data = f"{start:%H:%M}", f"{end:%H:%M}"
        self.stage.data, self.round_name.data = str(interview.stage), interview.round_name
        self.format.data = str(interview.format) if interview.format else None
        self.place.data = interview.place

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the two times in the zone chosen."""
        valid = super().validate(extra_validators)
        if self.day.errors or self.starts.errors or self.ends.errors or self.timezone.errors:
            return False
        self.begins_at = self._instant(self.starts, self.starts_twice)
        self.ends_at = self._instant(self.ends, self.ends_twice)
        if self.begins_at is None or self.ends_at is None:
            return False
        if self.ends_at <= self.begins_at:
            self.ends.errors = [_("The end must come after the start.")]
            return False
        return bool(valid)

    def _instant(self, field: Any, twice: Any) -> datetime | None:
        day, at, zone = (
            date.fromisoformat(str(self.day.data)),
            time.fromisoformat(field.data),
            str(self.timezone.data),
        )
        try:
            return times.instant(day, at, zone)
        except times.Skipped as skipped:
            field.errors = [
                _(
                    "The clocks jump over %(time)s that day in %(zone)s. Enter %(earlier)s or %(later)s, as agreed.",
                    time=_clock(at),
                    zone=zone.replace("_", " "),
                    earlier=_clock(skipped.earlier),
                    later=_clock(skipped.later),
                )
            ]
        except times.Repeated as repeated:
            pairs = [("0", moment(repeated.first, zone)), ("1", moment(repeated.second, zone))]
            twice.choices = choices(
                (value, f"{words} (UTC{offset(zone, at)})")
                for (value, words), at in zip(pairs, (repeated.first, repeated.second), strict=True)
            )
            if twice.data in {"0", "1"}:
                return times.instant(day, at, zone, fold=int(twice.data))
            twice.errors = [
                _("The clocks show %(time)s twice that day. Choose which is meant.", time=_clock(at))
            ]
        return None

    def plan(self) -> Plan:
        """What the form says, once it is valid."""
        if self.begins_at is None or self.ends_at is None:
            raise ValueError("a form that was not validated has no plan")
        return Plan(
            stage=Stage(self.stage.data),
            round_name=(self.round_name.data or "").strip() or None,
            format=Format(self.format.data),
            place=(self.place.data or "").strip() or None,
            timezone=self.timezone.data,
            starts_at=self.begins_at,
            ends_at=self.ends_at,
        )


def _clock(value: datetime | time) -> str:
    words = str(format_time(value.replace(tzinfo=None), "short", rebase=False))
    return f"{words} {value.tzname()}" if isinstance(value, datetime) else words
