"""The forms of the two pages of a recap.

Days and times are texts here: a draft keeps what was typed, whatever it is, and faults are told when it is handed in.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import Email, Length, Optional, StopValidation

from portal.models import PersonMet, PersonRole
from portal.recaps.draft import Draft
from portal.web.instants import DayField, MomentField, choice

MOST = 40
"""Rows that a list may have."""
YES_NO = [choice("yes", _l("Yes")), choice("no", _l("No"))]
PREFERS = [
    choice("", _l("They did not say")),
    choice("email", _l("Email")),
    choice("letter", _l("A letter by post")),
    choice("handwritten_note", _l("A handwritten card")),
    choice("phone_call", _l("A phone call")),
    choice("text_message", _l("A text message")),
    choice("linkedin_message", _l("A message on LinkedIn")),
]
ROLES = [
    choice("interviewer", _l("Interviewed me")),
    choice("helped", _l("Helped me: reception, scheduling")),
    choice("other", _l("Somebody else I met")),
]


def _short() -> Length:
    return Length(max=300, message=_l("Keep this under 300 characters."))


def _long() -> Length:
    return Length(max=5000, message=_l("Keep this under 5,000 characters."))


class ContactDetails(Form):
    """How somebody can be reached, and how they want to be."""

    email = EmailField(
        _l("Email"), [Optional(), Email(_l("Enter an address like name@example.com.")), Length(max=254)]
    )
    phone = TelField(_l("Phone"), [Length(max=60, message=_l("Keep this under 60 characters."))])
    address = TextAreaField(_l("Postal address"), [Length(max=500)], render_kw={"rows": 3})
    prefers = SelectField(_l("How do they like to hear from you?"), choices=PREFERS)


class PersonForm(ContactDetails):
    """Somebody on the panel, or added earlier."""

    there = BooleanField(_l("Was there"))
    helpful = BooleanField(_l("Was helpful to me"))


class OtherForm(ContactDetails):
    """Somebody whom nobody had foreseen."""

    name = StringField(_l("Name"), [_short()])
    role = SelectField(_l("What did they do?"), choices=ROLES)

    def validate_name(self, field: Field) -> None:
        """A person needs a name as soon as anything else is said of them."""
        if not field.data and any((self.email.data, self.phone.data, self.address.data)):
            raise StopValidation(_("Enter this person's name, or empty the other fields."))


class QuestionForm(Form):
    """A question of theirs and what became of it."""

    asked = TextAreaField(_l("They asked"), [_long()], render_kw={"rows": 2})
    answered = TextAreaField(_l("I answered"), [_long()], render_kw={"rows": 3})
    stumbled = BooleanField(_l("I stumbled here"))
    better_answer = TextAreaField(_l("What I would say now"), [_long()], render_kw={"rows": 3})


class PromiseForm(Form):
    """Something that the candidate said they would do."""

    text = StringField(_l("What you promised"), [_short()])
    due = MomentField(_l("By when"))


class ReferenceForm(Form):
    """Somebody named as a reference."""

    name = StringField(_l("Name"), [_short()])
    email = EmailField(_l("Email"), [Optional(), Email(_l("Enter an address like name@example.com."))])


class PageOne(FlaskForm):  # type: ignore[misc]
    """People, topics, questions."""

    others = FieldList(FormField(OtherForm), _l("Anybody else?"), max_entries=MOST)
    topics = FieldList(StringField(_l("Topic"), [_short()]), min_entries=2, max_entries=MOST)
    questions = FieldList(FormField(QuestionForm), min_entries=1, max_entries=MOST)


class PageTwo(FlaskForm):  # type: ignore[misc]
    """Impressions, requirements, dates, promises, references, interest."""

    good_points = FieldList(StringField(_l("Good point"), [_short()]), min_entries=1, max_entries=MOST)
    bad_points = FieldList(StringField(_l("Bad point"), [_short()]), min_entries=1, max_entries=MOST)
    first_impressions = TextAreaField(_l("First impressions"), [_long()])
    environment = TextAreaField(_l("The place and the way they work"), [_long()])
    requirements = FieldList(StringField(_l("Requirement"), [_short()]), min_entries=1, max_entries=MOST)
    asked_timeline = RadioField(_l("Did you ask when they decide?"), choices=YES_NO, validate_choice=False)
    decision_by = DayField(_l("They decide by"))
    asked_contact_preference = RadioField(
        _l("Did you ask whether and how they like to hear from you?"), choices=YES_NO, validate_choice=False
    )
    no_contact_before = DayField(_l("They asked not to hear from you before"))
    promises = FieldList(FormField(PromiseForm), min_entries=1, max_entries=MOST)
    references = FieldList(FormField(ReferenceForm), min_entries=1, max_entries=MOST)
    still_interested = RadioField(_l("Do you still want this job?"), choices=YES_NO, validate_choice=False)


PAGES: dict[int, type[FlaskForm]] = {1: PageOne, 2: PageTwo}


class RecapPage:
    """One page of the recap: its form, and on page 1 a form for each person known."""

    def __init__(self, number: int, people: list[PersonMet], draft: Draft, formdata: Any = None) -> None:
        self.number = number
        self.form = PAGES[number](formdata, data=draft)
        shown = people if number == 1 else []
        self.people = [(person, _person_form(person, draft, formdata)) for person in shown]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, in the shape of a draft."""
        typed = {name: value for name, value in self.form.data.items() if name != "csrf_token"}
        if self.number == 1:
            typed["people"] = {str(person.id): form.data for person, form in self.people}
        return _without_none(typed)  # type: ignore[no-any-return]

    def validate(self) -> bool:
        """Whether everything on the page can be handed in."""
        answers = [self.form.validate(), *(form.validate() for _person, form in self.people)]
        return all(answers)

    @property
    def faults(self) -> list[str]:
        """What is wrong with the people known, in sentences."""
        return [
            f"{person.contact.name}: {fault}"
            for person, form in self.people
            for faults in form.errors.values()
            for fault in faults
        ]

    @property
    def flat(self) -> dict[str, str | list[str]]:
        """Every control's name and value, as the browser has them."""
        found: dict[str, str | list[str]] = {}
        for form in (self.form, *(form for _person, form in self.people)):
            found |= _flat(form)
        return found

    def differing(self, theirs: "RecapPage") -> list[tuple[str, str]]:
        """Label and text of everything that ``theirs`` says otherwise."""
        labels, mine = theirs.labels, self.flat
        return [
            (labels[name], "\n".join([value] if isinstance(value, str) else value) or "–")
            for name, value in theirs.flat.items()
            if mine.get(name, "") != value
        ]

    @property
    def labels(self) -> dict[str, str]:
        """Every control's name and label; those of a person known, with their name."""
        found = _labels(self.form)
        for person, form in self.people:
            found |= {name: f"{person.contact.name}: {label}" for name, label in _labels(form).items()}
        return found

    def change_rows(self, verb: str, name: str, index: str | None) -> None:
        """One row more in the list ``name``, or its row ``index`` less; nothing where there is no such list or row."""
        rows = self.form._fields.get(name)
        if not isinstance(rows, FieldList):
            return
        if verb == "add" and len(rows.entries) < MOST:
            rows.append_entry()
        elif verb == "remove" and index is not None and int(index) < len(rows.entries):
            rows.entries.pop(int(index))


def _person_form(person: PersonMet, draft: Draft, formdata: Any) -> PersonForm:
    """The form of somebody known, without what is not the candidate's to say.

    One that the page did not show (added meanwhile) keeps what the draft says.
    """
    prefix = f"person-{person.id}"
    sent = formdata is not None and any(name.startswith(f"{prefix}-") for name in formdata)
    form = PersonForm(
        formdata if sent else None, prefix=prefix, data=draft.get("people", {}).get(str(person.id))
    )
    contact, candidate = person.contact, person.interview.process.candidate
    for name in ("email", "phone", "address"):
        if getattr(contact, name) and contact.added_by_id != candidate.user_id:
            delattr(form, name)
    if person.role is not PersonRole.SUPPORT_STAFF:
        del form.helpful
    return form


def _without_none(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_none(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_none(one) for one in value]
    return "" if value is None else value


def _controls(form: Any) -> Iterator[Any]:
    """The fields of a form, those inside lists and inside rows included."""
    for field in form:
        for entry in field.entries if isinstance(field, FieldList) else [field]:
            if isinstance(entry, FormField):
                yield from _controls(entry.form)
            elif entry.type != "CSRFTokenField":
                yield entry


def _flat(form: Any) -> dict[str, str | list[str]]:
    return {
        one.name: (["y"] if one.data else []) if isinstance(one, BooleanField) else str(one.data or "")
        for one in _controls(form)
    }


def _labels(form: Any) -> dict[str, str]:
    return {one.name: str(one.label.text) for one in _controls(form)}
