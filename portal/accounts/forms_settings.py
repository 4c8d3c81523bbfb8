"""The forms of a person's own settings."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from portal.accounts.forms import NewPasswordForm
from portal.web import zones

THEMES = [
    zones.SelectChoice("", _l("As the device says")),
    zones.SelectChoice("light", _l("Light")),
    zones.SelectChoice("dark", _l("Dark")),
]


class PreferencesForm(FlaskForm):  # type: ignore[misc]
    """How the portal looks and which clock it shows."""

    timezone = SelectField(
        _l("Timezone"), description=_l("Times on your pages and in your mails are shown in it.")
    )
    language = SelectField(_l("Language"), description=_l("Also decides how dates and times are written."))
    theme = RadioField(_l("Colours"), choices=THEMES)

    def offer(self, agency_timezone: str, agency_language: str, *, own_timezone: bool) -> None:
        """Fill the lists; whoever needs no timezone of their own may take the agency's."""
        same = None if own_timezone else _l("As the agency: %(zone)s", zone=agency_timezone)
        self.timezone.choices = zones.choices(empty=same)
        self.language.choices = zones.languages(
            empty=_l("As the agency: %(language)s", language=zones.language_name(agency_language))
        )


class CandidatePreferencesForm(PreferencesForm):
    """The same for a candidate, with how they can be reached and where they write from."""

    phone = StringField(
        _l("Phone"),
        [
            Optional(),
            Length(max=40),
            Regexp(r"^[0-9+()./ \-]{5,}$", message=_l("Use digits, spaces and + ( ) - . / only.")),
        ],
        description=_l("So that your recruiter can take down your recap by phone. Nobody else sees it."),
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    sending_addresses = TextAreaField(
        _l("Other addresses that you write from"),
        [Length(max=1000)],
        description=_l(
            "One a line, up to five. If you thank an interviewer from another mailbox, the portal knows that it was you."
        ),
        render_kw={"rows": 3, "spellcheck": "false", "autocapitalize": "none"},
    )


class ChangePasswordForm(NewPasswordForm):
    """A new password, by somebody who knows the present one."""

    present = PasswordField(
        _l("Present password"),
        [InputRequired(_l("Enter your present password."))],
        render_kw={"autocomplete": "current-password"},
    )
