"""The forms of coming in: sign-in, a new password, the notice."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, PasswordField
from wtforms.validators import Email, EqualTo, InputRequired, Length, Optional

from portal.accounts.addresses import LONGEST
from portal.web.typed import trimmed


class SignInForm(FlaskForm):  # type: ignore[misc]
    """One address; staff type their password to it, everybody can have a link mailed."""

    next = HiddenField()
    email = EmailField(
        _l("Email address"),
        [
            InputRequired(_l("Enter your email address.")),
            Email(_l("Enter an address like name@example.com.")),
            Length(max=LONGEST),
        ],
        filters=[trimmed],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [Optional(), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """A password chosen by somebody who holds a mailed link."""

    password = PasswordField(
        _l("New password"),
        [InputRequired(_l("Choose a password."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("The same once more"),
        [
            InputRequired(_l("Type the password once more.")),
            EqualTo("password", _l("This is not the same as the first one.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )


class NoticeForm(FlaskForm):  # type: ignore[misc]
    """The candidate agrees to what is kept."""

    next = HiddenField()
    agree = BooleanField(
        _l("I have read this, and I agree that it is kept as described."),
        [InputRequired(_l("Tick the box to go on, or choose “Not now”."))],
    )
