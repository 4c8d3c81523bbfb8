"""The short forms of the log: one for each thing that a candidate may have done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms import TextAreaField as Words
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from portal import clock
from portal.models import Channel, TouchKind, new_id
from portal.web.instants import MomentField, choice

RECRUITER = "recruiter"
WHY = [
    (TouchKind.THANK_YOU, _l("To thank them")),
    (TouchKind.CLARIFICATION, _l("To clear something up")),
    (TouchKind.CHECK_IN, _l("To ask how it stands")),
    (TouchKind.VALUE_ADD, _l("To send something useful")),
    (TouchKind.LOGISTICS, _l("To arrange something: a time, a document they asked for")),
    (TouchKind.OTHER, _l("Something else")),
]
WRITTEN = [
    (Channel.EMAIL, _l("Email")),
    (Channel.LETTER, _l("Letter: when it was posted")),
    (Channel.HANDWRITTEN_NOTE, _l("Handwritten card: when it was posted")),
    (Channel.LINKEDIN_MESSAGE, _l("Message on LinkedIn")),
    (Channel.TEXT_MESSAGE, _l("Text message")),
]
NETWORKS = [
    (Channel.LINKEDIN_REQUEST, _l("LinkedIn")),
    (Channel.FACEBOOK_REQUEST, _l("Facebook")),
    (Channel.INSTAGRAM_REQUEST, _l("Instagram")),
    (Channel.X_FOLLOW, _l("X")),
    (Channel.COMPANY_FOLLOW, _l("Followed the company's page")),
]


def _few(most: int = 300) -> Length:
    return Length(max=most, message=_l("Keep this under %(max)d characters."))


class PeopleField(SelectMultipleField):
    """People met, to be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LogForm(FlaskForm):  # type: ignore[misc]
    """What every entry has: its key and when it was."""

    key = HiddenField(default=lambda: str(new_id()))
    at = MomentField(_l("When?"))

    def instant(self, timezone: str, now: datetime) -> datetime:
        """The time entered, as an instant; now for none."""
        return clock.local(self.at.data, timezone) if self.at.data else now

    @property
    def id_of_row(self) -> UUID:
        """The key, or a fresh one where it was tampered with."""
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return new_id()


class ContactForm(LogForm):
    """A contact made with people met."""

    to = PeopleField(_l("With whom?"))

    def validate_to(self, field: Field) -> None:
        """A contact has somebody at its other end."""
        if not field.data:
            raise StopValidation(_("Tick at least one person."))


class CallForm(ContactForm):
    """A phone call."""

    kind = SelectField(_l("What for?"), choices=[choice(kind, label) for kind, label in WHY])


class WrittenForm(ContactForm):
    """A message that did not begin as a note here."""

    channel = SelectField(_l("How?"), choices=[choice(one, label) for one, label in WRITTEN])
    kind = SelectField(_l("What for?"), choices=[choice(kind, label) for kind, label in WHY])
    words = Words(_l("What you wrote"), [_few(20_000)], render_kw={"rows": 8})


class RequestForm(ContactForm):
    """A request to connect, or a follow."""

    channel = SelectField(_l("Where?"), choices=[choice(one, label) for one, label in NETWORKS])
    reason = Words(_l("What reason did you give?"), [_few(2000)], render_kw={"rows": 3})

    def validate_to(self, field: Field) -> None:
        """Following the company reaches nobody in particular."""
        if self.channel.data == Channel.COMPANY_FOLLOW:
            field.data = []
        else:
            super().validate_to(field)


class ReferenceForm(LogForm):
    """A reference who was told."""

    row = RadioField(_l("Whom did you tell?"), validate_choice=False)
    name = StringField(_l("Somebody else: their name"), [_few()])

    def validate_name(self, field: Field) -> None:
        """Either somebody from the list or a name."""
        if not (field.data or "").strip() and self.row.data in {None, "", "new"}:
            raise StopValidation(_("Choose a reference, or enter a name."))


class PromiseForm(LogForm):
    """A promise that was kept."""

    row = RadioField(_l("Which promise?"), [InputRequired(_l("Choose a promise."))])
    touch = SelectField(_l("By which message or call?"))


class LearningForm(LogForm):
    """Something learned about the company."""

    text = Words(_l("What did you learn about them?"), [InputRequired(_l("Write a sentence.")), _few(5000)])


class ApplicationForm(LogForm):
    """An application or interview elsewhere."""

    employer = StringField(_l("Company"), [_few()])
    title = StringField(_l("Job"), [_few()])


class PostForm(LogForm):
    """A public post."""

    network = StringField(_l("Where?"), [InputRequired(_l("Enter where you posted it.")), _few(100)])
    about_company = BooleanField(_l("It is about the company or addressed to it"))
    mentions_interview = BooleanField(_l("It mentions the interview or the job"))


class HeardForm(LogForm):
    """An answer from the employer."""

    words = Words(_l("What did they say?"), [_few(5000)], render_kw={"rows": 4})


class RetractForm(FlaskForm):  # type: ignore[misc]
    """Why an entry was a mistake."""

    reason = StringField(
        _l("What was wrong with it?"), [InputRequired(_l("Say in a few words why.")), _few()]
    )


FORMS: dict[str, type[LogForm]] = {
    "written": WrittenForm,
    "call": CallForm,
    "request": RequestForm,
    "reference": ReferenceForm,
    "promise": PromiseForm,
    "heard": HeardForm,
    "learning": LearningForm,
    "application": ApplicationForm,
    "post": PostForm,
}
LABELS: dict[str, Any] = {
    "written": _l("I wrote to somebody"),
    "call": _l("I called somebody"),
    "request": _l("I asked to connect online"),
    "reference": _l("I told a reference"),
    "promise": _l("I kept a promise"),
    "heard": _l("They answered"),
    "learning": _l("I learned something about them"),
    "application": _l("I applied elsewhere"),
    "post": _l("I posted in public"),
}
