"""The answer to a submitted note or recap."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, ValidationError

from portal.models import DecisionKind


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
