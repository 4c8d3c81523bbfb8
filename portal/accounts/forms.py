"""The forms of signing in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, PasswordField
from wtforms.validators import Email, InputRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Staff sign in with address and password."""

    next = HiddenField()
    email = EmailField(
        _l("Email address"),
        [
            InputRequired(_l("Enter your email address.")),
            Email(_l("Enter an address like name@example.com.")),
            Length(max=254),
        ],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Enter your password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class AskLinkForm(FlaskForm):  # type: ignore[misc]
    """Candidates ask for a link by mail."""

    next = HiddenField()
    email = EmailField(
        _l("Email address"),
        [
            InputRequired(_l("Enter your email address.")),
            Email(_l("Enter an address like name@example.com.")),
            Length(max=254),
        ],
        render_kw={"autocomplete": "email"},
    )


class NoticeForm(FlaskForm):  # type: ignore[misc]
    """The candidate agrees to what is kept."""

    next = HiddenField()
    agree = BooleanField(_l("I have read this and agree."), [InputRequired(_l("Tick the box to go on."))])
