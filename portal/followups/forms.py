"""The forms of notes and of what was sent."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Length, StopValidation

from portal import clock
from portal.models import Channel, NoteKind
from portal.web.instants import MomentField, choice

WRITTEN = [
    (Channel.EMAIL, _l("Email")),
    (Channel.LETTER, _l("Letter by post")),
    (Channel.HANDWRITTEN_NOTE, _l("Handwritten card")),
    (Channel.LINKEDIN_MESSAGE, _l("Message on LinkedIn")),
    (Channel.TEXT_MESSAGE, _l("Text message")),
]
KINDS = [
    (NoteKind.THANK_YOU, _l("Thank them")),
    (NoteKind.CLARIFICATION, _l("Clear something up")),
    (NoteKind.CHECK_IN, _l("Ask how it stands")),
    (NoteKind.VALUE_ADD, _l("Send something useful")),
    (NoteKind.CALL_SCRIPT, _l("Prepare a call")),
    (NoteKind.LINKEDIN_REQUEST, _l("Ask to connect on LinkedIn")),
    (NoteKind.OTHER, _l("Something else")),
]
NAMES = {
    NoteKind.THANK_YOU: _l("Thank-you"),
    NoteKind.CLARIFICATION: _l("Clarification"),
    NoteKind.CHECK_IN: _l("Check-in"),
    NoteKind.VALUE_ADD: _l("Something useful"),
    NoteKind.CALL_SCRIPT: _l("Words for a call"),
    NoteKind.LINKEDIN_REQUEST: _l("Request to connect"),
    NoteKind.REFERENCE_BRIEFING: _l("Briefing for a reference"),
    NoteKind.OTHER: _l("Note"),
}
"""What a note of each kind is called."""
FIXED = {NoteKind.CALL_SCRIPT: Channel.PHONE_CALL, NoteKind.LINKEDIN_REQUEST: Channel.LINKEDIN_REQUEST}
"""Kinds of drafts that go by one channel only."""


def own_words(field: str) -> dict[str, str]:
    """Attributes of a control for ``field`` in which somebody writes at length."""
    return {"rows": "14", "spellcheck": "true", "autocapitalize": "sentences", "data-words": field}


class ChooseForm(FlaskForm):  # type: ignore[misc]
    """Whom to write to, and what for. Asked by GET, so it carries no token."""

    class Meta:
        """Nothing is changed by this form."""

        csrf = False

    to = RadioField(_l("To whom?"), [InputRequired(_l("Choose a person."))])
    kind = SelectField(_l("What for?"), choices=[choice(kind, label) for kind, label in KINDS])


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A note's draft."""

    key = HiddenField()
    channel = SelectField(
        _l("How will it go?"), choices=[choice(one, label) for one, label in WRITTEN], validate_choice=False
    )
    subject = StringField(
        _l("Subject"), [Length(max=200, message=_l("Keep the subject under 200 characters."))]
    )
    body = TextAreaField(
        _l("Your words"), [Length(max=10_000, message=_l("Keep the note under 10,000 characters."))]
    )
    offers = TextAreaField(
        _l("Links or attachments that it brings"), [Length(max=2000)], render_kw={"rows": 2}
    )

    def __init__(self, *args: Any, start: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start = start

    def validate_channel(self, field: Field) -> None:
        """Only channels that there are."""
        if field.data not in {one.value for one in Channel}:
            raise StopValidation(_("Choose how the note will go."))

    def validate_subject(self, field: Field) -> None:
        """A mail needs a subject."""
        if self.channel.data == Channel.EMAIL and not (field.data or "").strip():
            raise StopValidation(_("Enter a subject: it is the first thing that they read."))

    def validate_body(self, field: Field) -> None:
        """A note needs words of its own."""
        text = (field.data or "").strip()
        if not text or " ".join(text.split()) == " ".join(self.start.split()):
            raise StopValidation(
                _("There is nothing between greeting and sign-off yet. Write what you want to say.")
            )

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the draft keeps it."""
        offers = [line.strip() for line in (self.offers.data or "").splitlines() if line.strip()]
        return {
            "channel": self.channel.data or "",
            "subject": self.subject.data or "",
            "body": self.body.data or "",
            "offers": offers,
        }


class SentForm(FlaskForm):  # type: ignore[misc]
    """What went out: when, and in which words where they were changed."""

    key = HiddenField()
    at = MomentField(_l("When did you send it?"))
    words = TextAreaField(_l("The words as you sent them"), [Length(max=20_000)], render_kw={"rows": 8})

    def instant(self, timezone: str) -> datetime | None:
        """The time entered, as an instant; none for now."""
        return clock.local(self.at.data, timezone) if self.at.data else None
