"""Sign-in, sign-out, mailed links and the first-use notice."""

from flask import Blueprint, flash, redirect, render_template, request, session
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission
from portal.accounts import operations
from portal.accounts.forms import AskLinkForm, NoticeForm, SignInForm
from portal.accounts.session import begin, signed_in
from portal.audit.operations import record
from portal.extensions import db
from portal.models import User
from portal.web.guards import guarded, public, safe_next

blueprint = Blueprint("accounts", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/signin")
@public
def sign_in() -> Page:
    """The sign-in page: a password for staff, a link by mail for candidates."""
    if current_user.is_authenticated:
        return redirect("/")
    target = safe_next(request.args.get("next"))
    return render_template(
        "accounts/sign_in.html", form=SignInForm(next=target), ask=AskLinkForm(next=target, prefix="ask")
    )


@blueprint.post("/signin")
@public
def sign_in_with_password() -> Page:
    """Sign staff in."""
    form, ask = SignInForm(), AskLinkForm(formdata=None, prefix="ask")
    if form.validate_on_submit():
        users = operations.staff_by_password(str(form.email.data).strip().lower(), str(form.password.data))
        if users:
            return _enter(users[0], safe_next(form.next.data))
        form.email.errors = [
            _("No account has this address and password. Check both, or ask for a new password.")
        ]
    return render_template("accounts/sign_in.html", form=form, ask=ask), 422


@blueprint.post("/signout")
@guarded(Permission.USE_PORTAL, before_notice=True)
def sign_out() -> Page:
    """End this browser's sign-in; its drafts leave with it."""
    now = clock.now()
    current_user.sign_in.ended_at = now
    record(current_user.user.agency_id, "sign_in.ended", by_id=current_user.user.id, now=now)
    db.session.commit()
    logout_user()
    session.clear()
    answer = redirect("/signin")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@blueprint.get("/l/<token>")
@public
def mailed_link(token: str) -> Page:
    """What a mailed link shows: whom it is for, and a button. Opening it changes nothing."""
    link = operations.find_link(token, clock.now())
    if link is None:
        return render_template("accounts/link_spent.html", ask=AskLinkForm(prefix="ask")), 410
    return render_template("accounts/link.html", link=link, token=token)


@blueprint.post("/l/<token>")
@public
def use_mailed_link(token: str) -> Page:
    """The button of a mailed link: signs the candidate in."""
    now = clock.now()
    link = operations.find_link(token, now)
    if link is None:
        return render_template("accounts/link_spent.html", ask=AskLinkForm(prefix="ask")), 410
    operations.use_link(link, now)
    return _enter(link.user, safe_next(link.next_path))


@blueprint.get("/notice")
@guarded(Permission.SEE_TODAY, before_notice=True)
def notice() -> Page:
    """What is kept about a candidate, why, who sees it, and that it is coaching."""
    return render_template("accounts/notice.html", form=NoticeForm(next=safe_next(request.args.get("next"))))


@blueprint.post("/notice")
@guarded(Permission.SEE_TODAY, before_notice=True)
def agree_to_notice() -> Page:
    """Record the candidate's agreement."""
    form = NoticeForm()
    if not form.validate_on_submit():
        return render_template("accounts/notice.html", form=form), 422
    if current_user.must_read_notice:
        operations.agree(current_user.candidate, clock.now())
        db.session.commit()
    return redirect(safe_next(form.next.data))


def _enter(user: User, target: str) -> Response:
    now = clock.now()
    row = begin(user, request.user_agent.string, now)
    record(user.agency_id, "sign_in.begun", by_id=user.id, now=now, subject=user)
    db.session.commit()
    session.clear()
    session.permanent = True
    person = signed_in(f"{row.agency_id.hex}.{row.id.hex}")
    if person is None:
        flash(_("This account is not active. Ask your agency."), "error")
        return redirect("/signin")
    login_user(person)
    return redirect(target)
