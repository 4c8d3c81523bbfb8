"""Coming in and going out: the start page, sign-in by password or mailed link, the choice of an agency, sign-out."""

import time
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission
from portal.accounts import addresses, mailed_links, operations, throttle
from portal.accounts.forms import SignInForm
from portal.accounts.session import begin, seen, signed_in
from portal.audit.operations import record
from portal.extensions import db
from portal.models import Role, User
from portal.web.guards import actor, guarded, public, safe_next

HOMES = {
    Role.CANDIDATE: "followups.today",
    Role.RECRUITER: "reviews.queue",
    Role.ADMIN: "agency.home",
}
SAME_TIME = 0.3
"""Seconds that an answer about a link takes, whether the address is known or not."""
CHOICE_SECONDS = 300
"""How long a password that fits in several agencies may wait for the choice of one."""

Page = str | Response | tuple[str, int]


@guarded(Permission.USE_PORTAL, before_notice=True)
def home() -> Page:
    """The reader's own start page."""
    return redirect(url_for(HOMES[actor().role]))


@public
def sign_in() -> Page:
    """The sign-in page: a password for staff, a link by mail for candidates and for who forgot."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")))
    return _sign_in_page(SignInForm(next=safe_next(request.args.get("next"))))


@public
def sign_in_with_password() -> Page:
    """Sign staff in; where the password fits in several agencies, ask for which."""
    form, now = SignInForm(), clock.now()
    if not form.validate_on_submit():
        return _sign_in_page(form, 422)
    if not form.password.data:
        form.password.errors = [_("Enter your password, or have a link mailed.")]
        return _sign_in_page(form, 422)
    email, here = addresses.normal(str(form.email.data)), throttle.network(request.remote_addr)
    throttle.count(
        now, (throttle.HERE, (email, here)), (throttle.ADDRESS, (email,)), (throttle.NETWORK, (here,))
    )
    found = operations.staff_by_password(email, str(form.password.data))
    if not found:
        form.email.errors = [
            _(
                "No account has this address and password. Check both, or have a link mailed to choose a new one."
            )
        ]
        return _sign_in_page(form, 422)
    throttle.forget(now, throttle.HERE, (email, here))
    target = safe_next(form.next.data)
    if len(found) > 1:
        db.session.commit()
        return _agency_page(found, target)
    return enter(db.session.get_one(User, found[0]), target)


@public
def choose_agency() -> Page:
    """Sign in to the agency chosen, by the signed statement that the password fitted there."""
    try:
        fitting, target = _choices().loads(request.form.get("choice", ""), max_age=CHOICE_SECONDS)
    except BadSignature:
        flash(_("That took too long. Please sign in again."), "warning")
        return redirect(url_for("accounts.sign_in"))
    keys = {user: (UUID(agency), UUID(user)) for agency, user in fitting}
    chosen = request.form.get("user", "")
    if chosen not in keys:
        return _agency_page(list(keys.values()), target)
    return enter(db.session.get_one(User, keys[chosen]), safe_next(target))


@public
def ask_for_link() -> Page:
    """Mail a link to the address, if anybody has it; the answer is the same, and takes as long, if nobody does."""
    began, now, form = time.monotonic(), clock.now(), SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, 422)
    email, here = addresses.normal(str(form.email.data)), throttle.network(request.remote_addr)
    throttle.count(now, (throttle.LINK_ADDRESS, (email,)), (throttle.LINK_NETWORK, (here,)))
    mailed_links.ask_for_link(email, safe_next(form.next.data), now)
    db.session.commit()
    session["asked_for"] = email
    time.sleep(max(0.0, SAME_TIME - (time.monotonic() - began)))
    return redirect(url_for("accounts.link_sent"))


@public
def link_sent() -> Page:
    """What happens now that a link was asked for."""
    settings = current_app.config["PORTAL"]
    return render_template(
        "accounts/link_sent.html",
        email=session.get("asked_for"),
        kept_here=not settings.mail_url and not settings.production,
    )


@guarded(Permission.USE_PORTAL, before_notice=True)
def sign_out() -> Page:
    """End this browser's sign-in; its drafts leave with it."""
    leave()
    return _cleared(redirect(url_for("accounts.sign_in")))


def leave() -> None:
    """End the present sign-in and forget it in this browser."""
    now = clock.now()
    current_user.sign_in.ended_at = now
    record(current_user.user.agency_id, "sign_in.ended", by_id=current_user.user.id, now=now)
    db.session.commit()
    logout_user()
    session.clear()


def enter(user: User, target: str) -> Response:
    """Sign ``user`` in with a fresh session and lead to ``target``; a sign-in that this browser had ends."""
    now = clock.now()
    if current_user.is_authenticated:
        current_user.sign_in.ended_at = now
    row = begin(user, request.user_agent.string, now)
    record(user.agency_id, "sign_in.begun", by_id=user.id, now=now, subject=user)
    db.session.commit()
    session.clear()
    session.permanent = True
    person = signed_in(f"{row.agency_id.hex}.{row.id.hex}")
    if person is None:
        flash(_("This account is not active. Ask your agency."), "error")
        return redirect(url_for("accounts.sign_in"))
    login_user(person)
    return redirect(target)


def note_activity() -> None:
    """Keep when a sign-in was last used to change something; reading leaves no trace."""
    if request.method == "POST" and request.endpoint != "static" and current_user.is_authenticated:
        seen(current_user.sign_in, clock.now())


def _sign_in_page(form: SignInForm, status: int = 200) -> tuple[str, int]:
    return render_template("accounts/sign_in.html", form=form), status


def _agency_page(fitting: list[tuple[UUID, UUID]], target: str) -> str:
    users = [db.session.get_one(User, key) for key in fitting]
    statement = _choices().dumps([[[str(agency), str(user)] for agency, user in fitting], target])
    return render_template(
        "accounts/choose_agency.html",
        users=sorted(users, key=lambda user: user.agency.name),
        choice=statement,
    )


def _choices() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="choice of an agency")


def _cleared(answer: Response) -> Response:
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer
