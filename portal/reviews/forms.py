"""The answer to a submitted note or recap, a call to the client, and a verdict that a person changes."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.models import DecisionKind
from portal.web.instants import MomentField, choice


class AnswerForm(FlaskForm):  # type: ignore[misc]
    """A comment, and which of the two buttons was pressed."""

    decision = StringField(
        validators=[
            InputRequired(_l("Press one of the two buttons.")),
            AnyOf([kind.value for kind in DecisionKind], _l("Press one of the two buttons.")),
        ]
    )
    comment = TextAreaField(
        _l("Comment to the candidate"),
        [Length(max=10_000, message=_l("Shorten this to 10,000 characters."))],
        render_kw={"rows": "4"},
    )

    def validate_comment(self, field: TextAreaField) -> None:
        """Asking for changes says which."""
        if self.decision.data == DecisionKind.CHANGES_REQUESTED and not str(field.data or "").strip():
            raise ValidationError(_l("Say what to change: the candidate works from your words."))


class CalledForm(FlaskForm):  # type: ignore[misc]
    """The recruiter asked the client about the candidate."""

    key = HiddenField()
    people = SelectMultipleField(
        _l("Whom did you speak to?"),
        [InputRequired(_l("Choose whom you spoke to."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    channel = SelectField(
        _l("How?"),
        choices=[
            choice("phone_call", _l("By phone")),
            choice("email", _l("By email")),
            choice("linkedin_message", _l("By a message on LinkedIn")),
            choice("text_message", _l("By text message")),
        ],
    )
    at = MomentField(_l("When?"), [InputRequired(_l("Enter when it was."))])
    words = TextAreaField(
        _l("What came of it?"),
        [Length(max=5_000, message=_l("Shorten this to 5,000 characters."))],
        render_kw={"rows": "3"},
    )


class OverrideForm(FlaskForm):  # type: ignore[misc]
    """Another verdict, and why."""

    key = HiddenField()
    verdict = RadioField(
        _l("What should it be?"),
        [InputRequired(_l("Choose a verdict."))],
        choices=[
            choice("met", _l("Met")),
            choice("partly", _l("Partly")),
            choice("missed", _l("Missed")),
            choice("not_applicable", _l("Not applicable")),
        ],
        validate_choice=False,
    )
    why = TextAreaField(
        _l("Why?"),
        [
            InputRequired(_l("Say why: the candidate reads it beside the verdict.")),
            Length(max=2_000, message=_l("Shorten this to 2,000 characters.")),
        ],
        render_kw={"rows": "4"},
    )
