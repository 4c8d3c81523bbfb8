"""The outbox for admins: what was mailed, what waits, what failed, and trying again."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission, load
from portal.audit.operations import record
from portal.extensions import db
from portal.models import Mail, MailState
from portal.models.mail import LINK
from portal.notifications import operations, queries
from portal.web.guards import actor, guarded
from portal.web.navigation import MENU, Entry

blueprint = Blueprint("notifications", __name__)

MENU.append(Entry(_l("Outbox"), "notifications.outbox", Permission.SEE_MAIL, place=70))

Page = str | Response


@blueprint.get("/mail")
@guarded(Permission.SEE_MAIL)
def outbox() -> Page:
    """Mails, the newest first."""
    asked = request.args.get("state", "")
    state = MailState(asked) if asked in set(MailState) else None
    agency_id = actor().agency_id
    found = queries.outbox(agency_id, state, _before())
    return render_template(
        "notifications/outbox.html",
        mails=found.mails,
        counts=queries.counts(agency_id),
        state=state,
        server=bool(current_app.config["PORTAL"].mail_url),
        older=url_for("notifications.outbox", state=state, before=found.older) if found.older else None,
        first=url_for("notifications.outbox", state=state) if _before() else None,
    )


@blueprint.get("/mail/<uuid:mail_id>")
@guarded(Permission.SEE_MAIL)
def mail(mail_id: UUID) -> Page:
    """One mail. The link in it is not shown: whoever holds it is signed in."""
    row = load(actor(), Permission.SEE_MAIL, Mail, mail_id)
    return render_template(
        "notifications/mail.html",
        mail=row,
        text=row.text.replace(LINK, _("[sign-in link]")),
        kept=queries.kept_file(row, current_app.config["PORTAL"]) is not None,
    )


@blueprint.get("/mail/<uuid:mail_id>.eml")
@guarded(Permission.SEE_MAIL)
def download(mail_id: UUID) -> Response:
    """The mail as a file, while no mail server is set and the file is how mails are delivered."""
    row = load(actor(), Permission.SEE_MAIL, Mail, mail_id)
    path = queries.kept_file(row, current_app.config["PORTAL"])
    if path is None:
        abort(404)
    answer = Response(path.read_bytes(), mimetype="message/rfc822")
    answer.headers["Content-Disposition"] = "attachment; filename=mail.eml"
    return answer


@blueprint.post("/mail/<uuid:mail_id>/again")
@guarded(Permission.SEE_MAIL)
def try_again(mail_id: UUID) -> Page:
    """Put a mail that failed back into the outbox."""
    row = load(actor(), Permission.SEE_MAIL, Mail, mail_id, lock=True)
    now = clock.now()
    operations.try_again(row, now)
    record(row.agency_id, "mail.tried_again", by_id=actor().user_id, now=now, subject=row)
    db.session.commit()
    flash(_("The mail waits to be sent again."), "success")
    return redirect(url_for("notifications.mail", mail_id=mail_id))


def _before() -> UUID | None:
    try:
        return UUID(request.args.get("before", ""))
    except ValueError:
        return None
