"""The form that assigns an interview: whom, for which position, whom they will meet, and what is agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, FieldList, Form, FormField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Length, Optional

from portal.employers.operations import ContactFacts
from portal.interviews.forms_plan import PlanForm
from portal.interviews.words import ROLES
from portal.models import Contact, PersonRole
from portal.web.fields import KeyField, choices

NEW = "new"
MOST_NEW = 12
"""New people that one form takes."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A contact of the employer, as the form shows them: ticked or not, in which role."""

    contact: Contact
    ticked: bool
    role: str


class NewPersonForm(Form):
    """Somebody whom the employer's list does not know yet."""

    name = StringField(_l("Name"), [Optional(), Length(max=200)])
    title = StringField(_l("What they do there"), [Optional(), Length(max=200)])
    email = EmailField(
        _l("Email address"),
        [Optional(), Email(_l("Enter an address like name@example.com.")), Length(max=254)],
    )
    role = SelectField(_l("Role"), [Optional()], choices=choices(ROLES.items()))

    def facts(self) -> ContactFacts:
        """What is known of them."""
        return ContactFacts(
            name=str(self.name.data).strip(),
            title=(self.title.data or "").strip() or None,
            email=(self.email.data or "").strip() or None,
        )


class AssignForm(PlanForm):
    """A new interview."""

    key = KeyField()
    candidate = SelectField(
        _l("Candidate"), [InputRequired(_l("Choose the candidate."))], validate_choice=False
    )
    job = SelectField(_l("Position"), [InputRequired(_l("Choose the position."))], validate_choice=False)
    new_job_employer = SelectField(_l("At which client?"), [Optional()], validate_choice=False)
    new_job_title = StringField(_l("Title of the new position"), [Optional(), Length(max=200)])
    shown_for = HiddenField()
    new_people = FieldList(FormField(NewPersonForm), label=_l("Somebody else"), max_entries=MOST_NEW)

    people: Sequence[Offered] = ()

    def offer(
        self,
        candidates: Iterable[tuple[UUID, str]],
        jobs: Iterable[tuple[str, UUID, str]],
        employers: Iterable[tuple[UUID, str]],
    ) -> None:
        """Fill in what to choose from."""
        self.candidate.choices = choices([("", _("Choose …")), *candidates])
        self.job.choices = [
            *choices([("", _("Choose …")), (NEW, _("A position that is not listed"))]),
            *(SelectChoice(str(key), title, optgroup=employer) for employer, key, title in jobs),
        ]
        self.new_job_employer.choices = choices([("", _("Choose …")), *employers])

    def offer_people(self, contacts: Sequence[Contact], ticked: dict[str, str] | None = None) -> None:
        """Show an employer's people as they were ticked; ``ticked`` is where a fresh form begins: role by id."""
        typed = self.is_submitted()
        chosen = set(request.form.getlist("met")) if typed else set(ticked or {})
        roles = request.form if typed else {f"role-{key}": role for key, role in (ticked or {}).items()}
        self.people = [
            Offered(
                contact, str(contact.id) in chosen, roles.get(f"role-{contact.id}") or PersonRole.INTERVIEWER
            )
            for contact in contacts
        ]

    def met(self) -> list[tuple[UUID, PersonRole]]:
        """Whom they will meet, of those who were ticked; ids that are none are left out."""
        found = []
        for text in dict.fromkeys(request.form.getlist("met")):
            try:
                role = PersonRole(request.form.get(f"role-{text}") or PersonRole.INTERVIEWER)
                found.append((UUID(text), role))
            except ValueError:
                continue
        return found

    def newcomers(self) -> list[tuple[ContactFacts, PersonRole]]:
        """New people with a name."""
        return [
            (entry.form.facts(), PersonRole(entry.form.role.data or PersonRole.INTERVIEWER))
            for entry in self.new_people.entries
            if (entry.form.name.data or "").strip()
        ]

    def complete(self) -> bool:
        """Whether a new position and new people say what they have to; faults stand with their fields."""
        if self.job.data == NEW:
            if not self.new_job_employer.data:
                self.new_job_employer.errors = [_("Choose the client that the new position is at.")]
            if not (self.new_job_title.data or "").strip():
                self.new_job_title.errors = [_("Enter the title of the new position.")]
        for entry in self.new_people.entries:
            if (entry.form.email.data or entry.form.title.data) and not (entry.form.name.data or "").strip():
                entry.form.name.errors = [_("Enter the person's name, or empty the whole line.")]
        return not self.errors

    def press(self, action: str) -> bool:
        """Do what a button for lines asks; whether it was one."""
        if action == "add_new_people" and len(self.new_people) < MOST_NEW:
            self.new_people.append_entry()
        elif action.startswith("remove_new_people_"):
            keep = [
                entry.data
                for place, entry in enumerate(self.new_people.entries)
                if str(place) != action.rpartition("_")[2]
            ]
            while len(self.new_people):
                self.new_people.pop_entry()
            for data in keep:
                self.new_people.append_entry(data)
        else:
            return action == "show_people"
        return True
