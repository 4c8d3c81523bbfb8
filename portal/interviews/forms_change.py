"""Forms of what happens to an interview once it is assigned."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from portal.interviews import times
from portal.interviews.changes import Told
from portal.interviews.forms_plan import PlanForm
from portal.web.fields import KeyField
from portal.web.instants import MomentField


class SeenForm(FlaskForm):  # type: ignore[misc]
    """What every change carries: its key, how many changes its page had seen, and a remark."""

    key = KeyField()
    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    reason = TextAreaField(_l("Remark"), [Optional(), Length(max=2000)], render_kw={"rows": 2})

    zone = "UTC"

    def begin(self, zone: str, now: datetime, seen: int) -> None:  # noqa: ARG002  (its heir begins at it)
        """Say in which ``zone`` times are read; a fresh form has ``seen`` so many changes."""
        self.zone = zone
        if not self.is_submitted():
            self.seen.data = seen

    def told(self, now: datetime) -> Told:
        """How the change came about, once the form is valid."""
        reason = (self.reason.data or "").strip() or None
        return Told(row_id=self.key.id_of_row, now=now, seen=self.seen.data, reason=reason)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also times that the clocks skip are refused, each with its field."""
        valid = super().validate(extra_validators)
        for field in self:
            if isinstance(field, MomentField) and field.data and not field.errors:
                try:
                    self.instant(field)
                except times.Skipped:
                    field.errors = [_("The clocks jump over this time that day. Enter another one.")]
                    valid = False
        return bool(valid)

    def instant(self, field: Any) -> datetime:
        """The instant that a field names in the form's zone; in a repeated hour the first."""
        typed = datetime.fromisoformat(field.data)
        if typed.tzinfo is not None:
            return typed
        return times.instant(typed.date(), typed.time(), self.zone, fold=0)


class ChangeForm(SeenForm):
    """A change that somebody learnt of at an instant, not always the present one."""

    happened_at = MomentField(
        _l("When did you learn it?"),
        [InputRequired(_l("Enter when it happened."))],
        description=_l("Now, unless you enter this later."),
    )

    def begin(self, zone: str, now: datetime, seen: int) -> None:
        """As its parent; a fresh form says that it happened now."""
        super().begin(zone, now, seen)
        if not self.is_submitted():
            self.happened_at.data = f"{now.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"

    def told(self, now: datetime) -> Told:
        """How the change came about, and when."""
        return replace(super().told(now), happened_at=self.instant(self.happened_at))


class MoveForm(PlanForm):
    """Another time or place."""

    key = KeyField()
    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    reason = TextAreaField(
        _l("Why"),
        [Optional(), Length(max=2000)],
        description=_l("The candidate reads this."),
        render_kw={"rows": 2},
    )

    def told(self, now: datetime) -> Told:
        """How the change came about, once the form is valid."""
        return Told(
            row_id=self.key.id_of_row,
            now=now,
            seen=self.seen.data,
            reason=(self.reason.data or "").strip() or None,
        )


class CancelForm(ChangeForm):
    """The interview does not take place."""


class OverrunForm(SeenForm):
    """It ended later than planned."""

    ends_at = MomentField(_l("It ended at"), [InputRequired(_l("Enter when it ended."))])
