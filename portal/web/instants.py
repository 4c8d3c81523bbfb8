"""Fields for days and times that keep what was typed, whatever it is, and say what is wrong when they are validated."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput, DateTimeLocalInput


def choice(value: object, label: object) -> Any:
    """One of a field's choices; the label may be translated late."""
    return SelectChoice(str(value), label)


class DayField(StringField):
    """A day, as typed."""

    widget = DateInput()

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is no day of the calendar."""
        try:
            if self.data:
                date.fromisoformat(self.data)
        except ValueError:
            raise StopValidation(_("Enter a day as year-month-day, such as 2026-03-13.")) from None


class MomentField(StringField):
    """A day and time of day, as typed."""

    widget = DateTimeLocalInput()

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is no instant."""
        try:
            if self.data:
                datetime.fromisoformat(self.data)
        except ValueError:
            raise StopValidation(_("Enter a day and time, such as 2026-03-13 14:30.")) from None
