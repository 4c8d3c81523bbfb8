"""Links from mails: opening one changes nothing, its button does; one that is spent is replaced by one press."""

from flask import redirect, render_template, request, session, url_for

from portal import clock
from portal.accounts import addresses, mailed_links, operations, throttle
from portal.accounts.forms import NewPasswordForm
from portal.accounts.routes_sign_in import Page, enter
from portal.errors import Invalid
from portal.extensions import db
from portal.models import LinkPurpose, MailedLink, Role
from portal.web.guards import public, safe_next


@public
def mailed_link(token: str) -> Page:
    """What a mailed link shows: whom it is for, and a button. Opening it changes nothing."""
    link = mailed_links.find_link(token, clock.now())
    if link is None:
        return _spent(token)
    return _link_page(link, token)


@public
def use_mailed_link(token: str) -> Page:
    """The button of a mailed link: signs the candidate in; staff also choose a password here."""
    now = clock.now()
    link = mailed_links.find_link(token, now)
    if link is None:
        return _spent(token)
    if not _asks_for_password(link):
        mailed_links.use_link(link, now)
        return enter(link.user, safe_next(link.next_path))
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _link_page(link, token, form)
    try:
        operations.check_password(link.user, str(form.password.data))
    except Invalid as fault:
        form.password.errors = list(fault.faults.values())
        return _link_page(link, token, form)
    mailed_links.use_link(link, now)
    operations.set_password(link.user, str(form.password.data), now)
    return enter(link.user, safe_next(link.next_path))


@public
def renew_mailed_link(token: str) -> Page:
    """Mail a new link to where a spent one went: its holder types nothing."""
    now = clock.now()
    here = throttle.network(request.remote_addr)
    throttle.count(
        now, (throttle.LINK_NETWORK, (here,)), (throttle.LINK_ADDRESS, (mailed_links.token_hash(token),))
    )
    link = mailed_links.find_spent(token)
    if link is None:
        return _spent(token)
    mailed_links.mail_link(link.user, link.next_path, now)
    db.session.commit()
    session["asked_for"] = addresses.masked(link.user.email)
    return redirect(url_for("accounts.link_sent"))


def _link_page(link: MailedLink, token: str, form: NewPasswordForm | None = None) -> tuple[str, int]:
    asks = _asks_for_password(link)
    return render_template(
        "accounts/link_password.html" if asks else "accounts/link.html",
        link=link,
        token=token,
        current_agency=link.user.agency,
        form=(form or NewPasswordForm()) if asks else None,
    ), (422 if form else 200)


def _asks_for_password(link: MailedLink) -> bool:
    return link.user.role is not Role.CANDIDATE and link.purpose is not LinkPurpose.SIGN_IN


def _spent(token: str) -> tuple[str, int]:
    link = mailed_links.find_spent(token)
    return render_template(
        "accounts/link_spent.html",
        token=token,
        email=addresses.masked(link.user.email) if link else None,
        current_agency=link.user.agency if link else None,
    ), 410
