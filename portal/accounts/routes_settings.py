"""A person's own settings: look and clock, password, and where they are signed in."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from portal import clock
from portal.access import Permission, load
from portal.accounts import operations, preferences, throttle
from portal.accounts.forms_settings import CandidatePreferencesForm, ChangePasswordForm, PreferencesForm
from portal.accounts.passwords import matches
from portal.accounts.routes_sign_in import Page
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.models import SignIn
from portal.web.guards import actor, guarded


@guarded(Permission.USE_PORTAL)
def settings() -> Page:
    """The reader's settings."""
    return _page(_preferences_form(fill=True), ChangePasswordForm(formdata=None))


@guarded(Permission.USE_PORTAL)
def save_settings() -> Page:
    """Keep the reader's settings."""
    form = _preferences_form()
    if not form.validate_on_submit():
        return _page(form, ChangePasswordForm(formdata=None), 422)
    user, candidate = current_user.user, current_user.candidate
    preferences.change_look(user, theme=form.theme.data, language=form.language.data)
    try:
        if candidate is None:
            user.timezone = form.timezone.data or None
        else:
            preferences.change_reach(
                candidate,
                timezone=form.timezone.data,
                phone=form.phone.data or "",
                sending=form.sending_addresses.data or "",
                now=clock.now(),
            )
    except Invalid as fault:
        db.session.rollback()
        for name, words in fault.faults.items():
            form[name].errors = [words]
        return _page(form, ChangePasswordForm(formdata=None), 422)
    db.session.commit()
    flash(_("Your settings are saved."), "success")
    return redirect(url_for("accounts.settings"))


@guarded(Permission.USE_PORTAL)
def change_password() -> Page:
    """Give the reader, who is staff and knows the present password, a new one; other sign-ins end."""
    form, now = ChangePasswordForm(), clock.now()
    if current_user.candidate is not None:
        return redirect(url_for("accounts.settings"))
    if not form.validate_on_submit():
        return _page(_preferences_form(fill=True), form, 422)
    who = (str(current_user.user.id),)
    throttle.count(now, (throttle.OWN_PASSWORD, who))
    if not matches(str(form.present.data), current_user.user.password_hash):
        form.present.errors = [_("This is not your present password.")]
        return _page(_preferences_form(fill=True), form, 422)
    try:
        operations.set_password(current_user.user, str(form.password.data), now, keep=current_user.sign_in)
    except Invalid as fault:
        form.password.errors = list(fault.faults.values())
        return _page(_preferences_form(fill=True), form, 422)
    throttle.forget(now, throttle.OWN_PASSWORD, who)
    db.session.commit()
    flash(_("Your password is changed, and you are signed out everywhere else."), "success")
    return redirect(url_for("accounts.settings"))


@guarded(Permission.USE_PORTAL)
def end_other_sign_ins() -> Page:
    """Sign the reader out everywhere but here."""
    now = clock.now()
    operations.end_sign_ins(current_user.user, now, but=current_user.sign_in)
    record(current_user.user.agency_id, "sign_in.ended_elsewhere", by_id=current_user.user.id, now=now)
    db.session.commit()
    flash(_("You are signed out everywhere else."), "success")
    return redirect(url_for("accounts.settings"))


@guarded(Permission.USE_PORTAL)
def end_sign_in(sign_in_id: UUID) -> Page:
    """End one of the reader's sign-ins."""
    row = load(actor(), Permission.USE_PORTAL, SignIn, sign_in_id, lock=True)
    if row.ended_at is None:
        row.ended_at = clock.now()
        record(row.agency_id, "sign_in.ended", by_id=row.user_id, now=row.ended_at)
    db.session.commit()
    flash(_("That sign-in has ended."), "success")
    return redirect(url_for("accounts.settings"))


def _preferences_form(*, fill: bool = False) -> PreferencesForm:
    user, candidate, agency = current_user.user, current_user.candidate, current_user.agency
    kind = PreferencesForm if candidate is None else CandidatePreferencesForm
    if request.method == "POST" and not fill:
        form = kind()
    else:
        known = {
            "timezone": (candidate or user).timezone or "",
            "language": user.language or "",
            "theme": user.theme or "",
        }
        if candidate is not None:
            known |= {
                "phone": candidate.phone or "",
                "sending_addresses": "\n".join(candidate.sending_addresses),
            }
        form = kind(formdata=None, data=known)
    form.offer(agency.timezone, agency.language, own_timezone=candidate is not None)
    return form


def _page(form: PreferencesForm, password: ChangePasswordForm, status: int = 200) -> tuple[str, int]:
    now = clock.now()
    return render_template(
        "accounts/settings.html",
        form=form,
        password=password,
        sign_ins=[
            (row, preferences.device_name(row.device), row.id == current_user.sign_in.id)
            for row in preferences.open_sign_ins(current_user.user, now)
        ],
        is_candidate=current_user.candidate is not None,
        email=current_user.user.email,
    ), status
