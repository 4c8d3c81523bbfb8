"""The form by which an admin publishes a policy."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.web.zones import SelectChoice


class PublishForm(FlaskForm):  # type: ignore[misc]
    """Which pack, from when, and why. ``after`` is the version that the admin looked at."""

    after = HiddenField()
    pack = RadioField(_l("Policy"), [InputRequired(_l("Choose a policy."))])
    effective_from = DateField(
        _l("In force from"),
        [Optional()],
        description=_l("Empty: at once. Interviews that ended before keep the policy they had."),
    )
    reason = TextAreaField(
        _l("Why"),
        [InputRequired(_l("Say in a sentence why you change it.")), Length(max=1000)],
        description=_l("Everybody in the agency can read it beside the version, candidates too."),
        render_kw={"rows": 3},
    )

    def offer(self, packs: list[tuple[str, str]]) -> None:
        """Fill the list of packs: name and title."""
        self.pack.choices = [SelectChoice(name, title) for name, title in packs]
