"""Forms of employers, their people and their positions."""

import re
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, NumberRange, Optional, ValidationError

from portal.employers.operations import ContactFacts, EmployerFacts
from portal.employers.words import CHANNELS, KINDS, ROUTES
from portal.models import Contact, Employer, JobState, User
from portal.web.fields import KeyField, LinesField, choices

DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
DIFFERS = "by_kind"

_ways = choices(ROUTES.items())


def stripped(value: str | None) -> str | None:
    """A text without blanks at its ends; one that is empty is none."""
    return (value or "").strip() or None


class EmployerForm(FlaskForm):  # type: ignore[misc]
    """A client company. Its route is asked for every kind of message, and nothing is chosen beforehand."""

    key = KeyField()
    name = StringField(
        _l("Name of the company"), [InputRequired(_l("Enter the company's name.")), Length(max=200)]
    )
    domains = LinesField(
        _l("Mail domains of its people"),
        [Optional()],
        description=_l("One a line, such as acme.example. They help to recognise its people in mails."),
        render_kw={"rows": 2, "spellcheck": "false"},
    )
    same = RadioField(
        _l("The same for every kind of message?"),
        [Optional()],
        choices=[*_ways, *choices([(DIFFERS, _l("It differs: I answer for each kind below"))])],
    )
    route_thank_you = RadioField(KINDS["thank_you"], [Optional()], choices=_ways)
    route_clarification = RadioField(KINDS["clarification"], [Optional()], choices=_ways)
    route_check_in = RadioField(KINDS["check_in"], [Optional()], choices=_ways)
    route_value_add = RadioField(KINDS["value_add"], [Optional()], choices=_ways)
    touch_cap = IntegerField(
        _l("At most so many messages a person"),
        [Optional(), NumberRange(0, 20, _l("Enter a number from 0 to 20, or leave it empty."))],
        description=_l("Only where this company asked for another limit than your policy's."),
    )
    owner = SelectField(_l("Who looks after this client"), [Optional()])
    remarks = TextAreaField(_l("What staff should know"), [Optional(), Length(max=5000)])

    def offer(self, staff: list[User], chosen: Employer | None = None) -> None:
        """Fill in who may own the client, and an existing client's answers."""
        self.owner.choices = choices(
            [("", _("Nobody in particular")), *((one.id, one.name) for one in staff)]
        )
        if chosen is None or self.is_submitted():
            return
        routes = chosen.routes or {}
        ways = {routes.get(kind) for kind in KINDS}
        self.same.data = (ways.pop() if len(ways) == 1 else DIFFERS) if routes else None
        if self.same.data == DIFFERS:
            for kind in KINDS:
                self[f"route_{kind}"].data = routes.get(kind)
        self.touch_cap.data = chosen.overrides.get("touch_cap", {}).get("max")
        self.owner.data = str(chosen.owner_id or "")
        self.name.data, self.domains.data, self.remarks.data = chosen.name, chosen.domains, chosen.remarks

    def validate(self, extra_validators: Any = None) -> bool:
        """Every kind needs an answer, and the two ways to answer must agree."""
        valid = super().validate(extra_validators)
        return self._routes_answered() and valid

    def validate_domains(self, field: LinesField) -> None:
        """Domains without what people write around them."""
        names = [one.lower().rpartition("@")[2].rstrip(".") for one in field.data]
        wrong = [name for name in names if not DOMAIN.fullmatch(name)]
        if wrong:
            raise ValidationError(
                _("%(name)s is no mail domain. Enter what stands behind the @.", name=wrong[0])
            )
        field.data = list(dict.fromkeys(names))

    def _routes_answered(self) -> bool:
        same, valid = self.same.data, True
        kinds = {kind: self[f"route_{kind}"] for kind in KINDS}
        if not same and not any(field.data for field in kinds.values()):
            self.same.errors = [
                _(
                    "Say how this company wants to hear from candidates. Nothing is assumed: a message by the"
                    " wrong way costs your client's patience and the candidate's points."
                )
            ]
            return False
        for field in kinds.values():
            if same in ROUTES and field.data and field.data != same:
                field.errors = [_("Above you said that every kind goes the same way. Change one of the two.")]
                valid = False
            elif same not in ROUTES and not field.data:
                field.errors = [_("Choose the way for: %(kind)s.", kind=field.label.text)]
                valid = False
        return valid

    def facts(self) -> EmployerFacts:
        """What the form says, once it is valid."""
        one = self.same.data if self.same.data in ROUTES else None
        return EmployerFacts(
            name=str(self.name.data).strip(),
            domains=self.domains.data,
            routes={kind: one or self[f"route_{kind}"].data for kind in KINDS},
            touch_cap=self.touch_cap.data,
            remarks=stripped(self.remarks.data),
            owner_id=UUID(self.owner.data) if self.owner.data else None,
        )


class ContactForm(FlaskForm):  # type: ignore[misc]
    """A person at an employer."""

    key = KeyField()
    name = StringField(_l("Name"), [InputRequired(_l("Enter the person's name.")), Length(max=200)])
    title = StringField(
        _l("What they do there"), [Optional(), Length(max=200)], description=_l("Such as Head of Data.")
    )
    email = EmailField(
        _l("Email address"),
        [Optional(), Email(_l("Enter an address like name@example.com.")), Length(max=254)],
    )
    phone = TelField(_l("Phone"), [Optional(), Length(max=60)])
    address = TextAreaField(_l("Postal address"), [Optional(), Length(max=600)], render_kw={"rows": 4})
    prefers = SelectField(
        _l("How they want to hear from a candidate"),
        [Optional()],
        choices=choices([("", _l("They have not said")), *CHANNELS.items()]),
    )
    anyway = BooleanField(_l("This is another person: save them as well"), [Optional()])

    def warn(self, doubles: list[Contact]) -> bool:
        """Whether the same address stands with somebody else and nobody said that this is meant."""
        if not doubles or self.anyway.data:
            return False
        self.email.errors = [
            _(
                "%(name)s of %(employer)s has this address already. Correct it, or tick below that both are right.",
                name=doubles[0].name,
                employer=doubles[0].employer.name,
            )
        ]
        return True

    def facts(self) -> ContactFacts:
        """What the form says, once it is valid."""
        return ContactFacts(
            name=str(self.name.data).strip(),
            title=stripped(self.title.data),
            email=stripped(self.email.data),
            phone=stripped(self.phone.data),
            address=stripped(self.address.data),
            prefers=self.prefers.data or None,
        )


class JobForm(FlaskForm):  # type: ignore[misc]
    """A position at an employer."""

    key = KeyField()
    title = StringField(_l("Title"), [InputRequired(_l("Enter the position's title.")), Length(max=200)])
    requirements = LinesField(
        _l("What it asks for"),
        [Optional()],
        description=_l(
            "One a line, such as Kafka. Candidates are reminded of them, and notes may take them up."
        ),
        render_kw={"rows": 5},
    )
    state = RadioField(
        _l("Is it still to be filled?"),
        [InputRequired(_l("Say whether it is open."))],
        choices=choices([(JobState.OPEN, _l("Open")), (JobState.CLOSED, _l("Closed"))]),
        default=str(JobState.OPEN),
    )
