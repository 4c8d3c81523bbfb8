"""Form fields that several features use: the key of a submit, lists a line an entry, timezones, times of day."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TimeInput

from portal.models import new_id
from portal.web import zones

VERSION = 7
"""Of the UUIDs that keys are."""


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    """Values and their labels as a field takes them."""
    return [SelectChoice(str(value), label) for value, label in pairs]


class KeyField(HiddenField):
    """The key that makes one submit out of many; it becomes the id of the row that the form makes."""

    def __init__(self, label: str | None = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, default=lambda: str(new_id()), **kwargs)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  (WTForms calls it so)
        """Refuse what is not a UUID of ours, and give the form a fresh one."""
        try:
            fits = UUID(str(self.data)).version == VERSION
        except ValueError:
            fits = False
        if not fits:
            self.data = str(new_id())
            raise ValidationError(
                _("This page was incomplete. Check what it shows, then press the button again.")
            )

    @property
    def id_of_row(self) -> UUID:
        """The key as the id that it becomes."""
        return UUID(str(self.data))


class LinesField(TextAreaField):
    """A list, a line an entry: blank lines and repetitions are left out."""

    data: list[str]  # type: ignore[assignment]

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "\n".join(self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the text apart into its lines."""
        lines = (line.strip() for line in (valuelist[0] if valuelist else "").splitlines())
        self.data = list(dict.fromkeys(line for line in lines if line))

    def process_data(self, value: Any) -> None:
        """Begin with a list, which may be empty."""
        self.data = list(value or [])


class ZoneField(SelectField):
    """A timezone by its IANA name; those given first stand on top, with what their clocks are away from UTC."""

    def offer(self, first: Iterable[str | None], at: datetime) -> None:
        """Fill in the choices; say so before the form is validated."""
        usual = list(dict.fromkeys(name for name in first if name))
        self.choices = [
            *(
                SelectChoice(
                    name, f"{name.replace('_', ' ')} (UTC{offset(name, at)})", optgroup=_("Used here")
                )
                for name in usual
            ),
            *(place for place in zones.places() if place.value not in usual),
        ]


class TimeField(StringField):
    """A time of day, as typed."""

    widget = TimeInput()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  (WTForms calls it so)
        """Refuse what is no time of day."""
        try:
            if self.data:
                time.fromisoformat(self.data)
        except ValueError:
            raise StopValidation(_("Enter a time of day, such as 14:30.")) from None


def offset(zone: str, at: datetime) -> str:
    """What a zone's clocks are away from UTC at an instant, as ``-06:00``; with a real minus sign."""
    written = at.astimezone(ZoneInfo(zone)).strftime("%z")
    return f"{written[:3]}:{written[3:5]}".replace("-", "\u2212")
