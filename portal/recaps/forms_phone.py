"""The six fields of a recap taken down on the phone."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Length

from portal.web.instants import choice


def _words(label: str, hint: str, rows: int = 4) -> TextAreaField:
    return TextAreaField(
        label,
        [Length(max=20_000, message=_l("Keep this under 20,000 characters."))],
        description=hint,
        render_kw={"rows": str(rows)},
    )


class PhoneForm(FlaskForm):  # type: ignore[misc]
    """What the candidate says on the phone."""

    key = HiddenField()
    topics = _words(_l("What did you talk about?"), _l("One topic a line."))
    questions = _words(
        _l("What did they ask, and what did you say?"),
        _l("One question a line, the answer after its question mark."),
        6,
    )
    good_points = _words(_l("What speaks for the job?"), _l("One point a line."))
    bad_points = _words(_l("What speaks against it?"), _l("One point a line. No employer sees this."))
    impressions = _words(
        _l("How did it feel, and what is the place like?"),
        _l("First impressions; after an empty line, the place and how they work."),
    )
    requirements = _words(
        _l("What are they looking for, and what comes next?"),
        _l("One requirement a line; after an empty line, the next steps."),
    )
    still_interested = RadioField(
        _l("Does the candidate still want this job?"),
        choices=[choice("yes", _l("Yes")), choice("no", _l("No"))],
        validate_choice=False,
    )
