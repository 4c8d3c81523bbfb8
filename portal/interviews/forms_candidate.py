"""Forms of candidates: who they are, who looks after them."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, StringField, TelField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.interviews.candidates import Person
from portal.web.fields import KeyField, ZoneField


class PersonForm(FlaskForm):  # type: ignore[misc]
    """Who a candidate is, and how they are reached."""

    key = KeyField()
    name = StringField(
        _l("Name"),
        [InputRequired(_l("Enter the candidate's name.")), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )
    email = EmailField(
        _l("Email address"),
        [
            InputRequired(_l("Enter the address that their invitation goes to.")),
            Email(_l("Enter an address like name@example.com.")),
            Length(max=254),
        ],
        render_kw={"autocomplete": "off"},
    )
    phone = TelField(_l("Phone"), [Optional(), Length(max=60)], render_kw={"autocomplete": "off"})
    timezone = ZoneField(
        _l("Timezone"),
        [InputRequired(_l("Choose the candidate's timezone."))],
        description=_l("Times in their mails and pages are shown in it."),
    )

    def person(self) -> Person:
        """What the form says, once it is valid."""
        return Person(
            name=str(self.name.data).strip(),
            email=str(self.email.data).strip(),
            phone=(self.phone.data or "").strip() or None,
            timezone=str(self.timezone.data),
        )


class OwnerForm(FlaskForm):  # type: ignore[misc]
    """Who looks after a candidate."""

    owner = SelectField(_l("Looked after by"), [InputRequired(_l("Choose who looks after them."))])

    def offer_owners(self, owners: list[tuple[str, str, str]], chosen: str | None = None) -> None:
        """Fill in the choices, by team."""
        self.owner.choices = [
            SelectChoice(value, name or _("Nobody in particular yet"), optgroup=team)
            for team, value, name in owners
        ]
        values = [value for _team, value, _name in owners]
        if not self.is_submitted():
            self.owner.data = chosen if chosen in values else None


class CandidateForm(PersonForm, OwnerForm):
    """A new candidate."""

    def offer(self, owners: list[tuple[str, str, str]], chosen: str, zone: str, now: datetime) -> None:
        """Fill in the choices; ``zone`` is the agency's."""
        self.offer_owners(owners, chosen)
        self.timezone.offer([zone], now)
        if not self.is_submitted():
            self.timezone.data = zone


def owner_value(candidate: Any) -> str:
    """How a form names who looks after ``candidate`` now."""
    if candidate.recruiter_id is not None:
        return f"user:{candidate.recruiter_id}"
    return f"team:{candidate.team_id}"
