"""Forms of people met: adding somebody, completing and correcting what is known."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.employers.operations import ContactFacts
from portal.employers.words import CHANNELS
from portal.interviews.words import ROLES
from portal.models import Contact, PersonRole
from portal.web.fields import KeyField, choices


def _stripped(value: str | None) -> str | None:
    return (value or "").strip() or None


class DetailsForm(FlaskForm):  # type: ignore[misc]
    """How somebody met is reached."""

    key = KeyField()
    name = StringField(_l("Name"), [InputRequired(_l("Enter the person's name.")), Length(max=200)])
    title = StringField(_l("What they do there"), [Optional(), Length(max=200)])
    email = EmailField(
        _l("Email address"),
        [Optional(), Email(_l("Enter an address like name@example.com.")), Length(max=254)],
        description=_l("On their card, in the invitation, or at the company's reception."),
    )
    phone = TelField(_l("Phone"), [Optional(), Length(max=60)])
    address = TextAreaField(_l("Postal address"), [Optional(), Length(max=600)], render_kw={"rows": 3})
    prefers = SelectField(
        _l("How they want to hear from you"),
        [Optional()],
        choices=choices([("", _l("They have not said")), *CHANNELS.items()]),
    )

    def facts(self) -> ContactFacts:
        """What the form says, once it is valid."""
        return ContactFacts(
            name=str(self.name.data).strip(),
            title=_stripped(self.title.data),
            email=_stripped(self.email.data),
            phone=_stripped(self.phone.data),
            address=_stripped(self.address.data),
            prefers=self.prefers.data or None,
        )

    def keep(self, contact: Contact, *, own: bool) -> None:
        """A candidate sees what staff entered, and fills in only what is missing."""
        for field in (self.name, self.title, self.email, self.phone, self.address):
            if not own and getattr(contact, field.name):
                field.render_kw = {**(field.render_kw or {}), "readonly": True}


class AddForm(DetailsForm):
    """Somebody who was there: from the employer's list, or new."""

    contact = SelectField(_l("Somebody the agency knows there"), [Optional()], validate_choice=False)
    name = StringField(_l("Name"), [Optional(), Length(max=200)])
    role = SelectField(
        _l("Role"), [InputRequired(_l("Choose what they did."))], choices=choices(ROLES.items())
    )

    def offer(self, contacts: list[Contact]) -> None:
        """Fill in whom the agency knows there."""
        self.contact.choices = choices([("", _("Somebody new")), *((one.id, one.name) for one in contacts)])

    def validate(self, extra_validators: Any = None) -> bool:
        """A name, or somebody from the list."""
        valid = super().validate(extra_validators)
        if not self.contact.data and not (self.name.data or "").strip():
            self.name.errors = [_("Enter the person's name.")]
            return False
        return bool(valid)


class RoleForm(FlaskForm):  # type: ignore[misc]
    """What somebody did in the interview."""

    role = SelectField(
        _l("Role"), [InputRequired(_l("Choose what they did."))], choices=choices(ROLES.items())
    )
    helpful = BooleanField(_l("They were helpful"), [Optional()])

    def chosen(self) -> PersonRole:
        """The role, once the form is valid."""
        return PersonRole(self.role.data)
