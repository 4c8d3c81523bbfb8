"""Forms of what the employer says, a class a kind."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from portal.interviews import said, times
from portal.interviews.changes import Told
from portal.interviews.forms_change import ChangeForm
from portal.interviews.words import OUTCOMES
from portal.models import Interview, Outcome
from portal.web.fields import TimeField, choices
from portal.web.instants import DayField, MomentField

ANSWERS = choices([("yes", _l("Yes")), ("no", _l("No")), ("unknown", _l("Not known"))])
TRUTH = {"yes": True, "no": False, "unknown": None}


class SaidForm(ChangeForm):
    """What the employer said; one kind takes no more than when."""

    def values(self, _interview: Interview, told: Told) -> said.Values:
        """The columns that it sets."""
        return said.heard_back(told)

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""


class WriteAgainForm(SaidForm):
    """Write again on a day."""

    day = DayField(_l("They want to be written to again on"), [InputRequired(_l("Enter the day."))])

    def values(self, _interview: Interview, _told: Told) -> said.Values:
        """The columns that it sets."""
        return said.write_again_on(date.fromisoformat(str(self.day.data)))

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""
        self.day.data = interview.follow_up_after.isoformat() if interview.follow_up_after else None


class NotBeforeForm(SaidForm):
    """Nothing before an instant."""

    day = DayField(
        _l("No contact before"), [Optional()], description=_l("Leave it empty to take an earlier wish back.")
    )
    time = TimeField(
        _l("Time of day"), [Optional()], description=_l("The start of the day if you leave it empty.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a time that the clocks jump over."""
        valid = super().validate(extra_validators)
        if valid and self.day.data:
            try:
                self._at()
            except times.Skipped:
                self.time.errors = [_("The clocks jump over this time that day. Enter another one.")]
                valid = False
        return valid

    def values(self, _interview: Interview, _told: Told) -> said.Values:
        """The columns that it sets."""
        return said.not_before(self._at())

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""
        if interview.no_contact_before is not None:
            there = interview.no_contact_before.astimezone(ZoneInfo(self.zone))
            self.day.data = there.date().isoformat()
            self.time.data = f"{there:%H:%M}" if there.time() != time() else ""

    def _at(self) -> datetime | None:
        if not self.day.data:
            return None
        at = time.fromisoformat(self.time.data) if self.time.data else time()
        return times.instant(date.fromisoformat(self.day.data), at, self.zone, fold=0)


class DecisionByForm(SaidForm):
    """When they will have decided."""

    day = DayField(
        _l("They decide by the end of"),
        [Optional()],
        description=_l("Leave it empty if the day no longer holds."),
    )

    def values(self, interview: Interview, _told: Told) -> said.Values:
        """The columns that it sets."""
        return said.decision_by(interview, date.fromisoformat(self.day.data) if self.day.data else None)

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""
        self.day.data = interview.decision_by.isoformat() if interview.decision_by else None


class NextRoundForm(SaidForm):
    """They want to see the candidate again."""

    begins_at = MomentField(
        _l("The next round starts at"),
        [Optional()],
        description=_l("Leave it empty if it is not arranged yet."),
    )

    def values(self, interview: Interview, told: Told) -> said.Values:
        """The columns that it sets."""
        begins = self.instant(self.begins_at) if self.begins_at.data else None
        return said.next_round(interview, begins, told)

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""
        if interview.next_interview_at is not None:
            self.begins_at.data = (
                f"{interview.next_interview_at.astimezone(ZoneInfo(self.zone)):%Y-%m-%dT%H:%M}"
            )


class OutcomeForm(SaidForm):
    """What they decided."""

    outcome = RadioField(
        _l("Outcome"), [InputRequired(_l("Choose what was decided."))], choices=choices(OUTCOMES.items())
    )

    def values(self, interview: Interview, told: Told) -> said.Values:
        """The columns that it sets."""
        return said.outcome(interview, Outcome(self.outcome.data), told)

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""
        self.outcome.data = None if interview.outcome is Outcome.PENDING else str(interview.outcome)


class AskedForm(SaidForm):
    """What the candidate asked before leaving."""

    timeline = RadioField(
        _l("Did the candidate ask when a decision falls?"),
        [InputRequired(_l("Choose one."))],
        choices=ANSWERS,
    )
    preference = RadioField(
        _l("Did they ask whether and how contact is welcome?"),
        [InputRequired(_l("Choose one."))],
        choices=ANSWERS,
    )

    def values(self, _interview: Interview, _told: Told) -> said.Values:
        """The columns that it sets."""
        return said.asked(timeline=TRUTH[self.timeline.data], preference=TRUTH[self.preference.data])

    def show(self, interview: Interview) -> None:
        """Begin with what stands."""
        words = {value: word for word, value in TRUTH.items()}
        self.timeline.data = words[interview.asked_timeline]
        self.preference.data = words[interview.asked_contact_preference]


FORMS: dict[str, type[SaidForm]] = {
    "heard_back": SaidForm,
    "write_again_on": WriteAgainForm,
    "not_before": NotBeforeForm,
    "decision_by": DecisionByForm,
    "next_round": NextRoundForm,
    "outcome": OutcomeForm,
    "asked": AskedForm,
}
