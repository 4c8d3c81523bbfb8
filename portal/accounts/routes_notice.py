"""The first-use notice: what is kept about a candidate and why, agreed to or not."""

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user

from portal import clock
from portal.access import Permission
from portal.accounts import operations
from portal.accounts.forms import NoticeForm
from portal.accounts.queries import agreement
from portal.accounts.routes_sign_in import Page, leave
from portal.extensions import db
from portal.web.guards import guarded, public, safe_next


@guarded(Permission.SEE_TODAY, before_notice=True)
def notice() -> Page:
    """What is kept about a candidate, why, who sees it, and that it is coaching."""
    return _page(NoticeForm(next=safe_next(request.args.get("next"))))


@guarded(Permission.SEE_TODAY, before_notice=True)
def agree_to_notice() -> Page:
    """Record the candidate's agreement."""
    form = NoticeForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    if current_user.must_read_notice:
        operations.agree(current_user.candidate, clock.now())
        db.session.commit()
    return redirect(safe_next(form.next.data))


@guarded(Permission.SEE_TODAY, before_notice=True)
def decline_notice() -> Page:
    """Not now: the candidate is signed out, and is told what happens."""
    agency, contact = current_user.agency.name, _contact()
    leave()
    session["declined"] = [agency, contact]
    return redirect(url_for("accounts.notice_declined"))


@public
def notice_declined() -> Page:
    """What happens to somebody who did not agree."""
    agency, contact = session.get("declined", [None, None])
    return render_template("accounts/notice_declined.html", agency_name=agency, contact=contact)


def _page(form: NoticeForm, status: int = 200) -> tuple[str, int]:
    candidate = current_user.candidate
    return render_template(
        "accounts/notice.html",
        form=form,
        agreed=agreement(candidate),
        contact=_contact(),
        team=candidate.team.name,
    ), status


def _contact() -> str:
    """Whom to ask: who the agency names for it, else the candidate's recruiter, else the agency."""
    recruiter = current_user.candidate.recruiter
    return str(
        current_user.agency.contact_person or (recruiter and recruiter.name) or current_user.agency.name
    )
