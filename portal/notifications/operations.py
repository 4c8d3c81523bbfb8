"""Writing mails to the outbox."""

import re
from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.errors import WrongState
from portal.extensions import db
from portal.idempotency import add_once
from portal.models import Agency, LinkPurpose, Mail, MailState, User, new_id
from portal.models.mail import LINK
from portal.tasks.transport import Reference, after_commit

EMPTY_LINES = re.compile(r"\n{3,}")


def write(
    to: User,
    kind: str,
    key: str,
    now: datetime,
    *,
    link: LinkPurpose | None = None,
    link_next: str | None = None,
    **values: Any,
) -> Mail:
    """Write the mail of this ``key`` to the outbox, once.

    The words are ``templates/emails/<kind>.txt`` (whose first line is the subject) and ``.html``, in the reader's
    language, with ``values``, ``to``, ``agency`` and ``link`` (what the link's address will stand for). With ``link``
    the mail carries a link of that purpose that leads to the path ``link_next``.
    """
    agency = db.session.get_one(Agency, to.agency_id)
    known = {"to": to, "agency": agency, "link": LINK if link else None, **values}
    with force_locale(to.language or agency.language):
        words = current_app.jinja_env.get_template(f"emails/{kind}.txt").render(known).strip()
        subject, _newline, text = words.partition("\n")
        text = EMPTY_LINES.sub("\n\n", text)
        html = current_app.jinja_env.get_template(f"emails/{kind}.html").render(
            known, subject=subject.strip()
        )
    row_id = new_id()
    mail, new = add_once(
        Mail(
            id=row_id,
            agency_id=to.agency_id,
            kind=kind,
            key=key,
            user_id=to.id,
            to_address=to.email,
            subject=subject.strip(),
            text=text.strip(),
            html=html,
            link_purpose=link,
            link_next=link_next,
            message_id=f"<{row_id}@{current_app.config['PORTAL'].mail_domain}>",
            state=MailState.WAITING,
            next_try_at=now,
            created_at=now,
        ),
        column="key",
    )
    if new:
        after_commit(Reference("mail", mail.agency_id, mail.id, now))
    return mail


def try_again(mail: Mail, now: datetime) -> None:
    """Put a mail that failed back into the outbox, to go out at once; raises :class:`WrongState` for any other."""
    if mail.state is not MailState.FAILED:
        raise WrongState(
            _("Only a mail that failed can be tried again; this one %(state)s.", state=_STATES[mail.state])
        )
    mail.state = MailState.WAITING
    mail.attempts = 0
    mail.next_try_at = now
    mail.error = None
    after_commit(Reference("mail", mail.agency_id, mail.id, now))


_STATES = {MailState.WAITING: _l("waits to be sent"), MailState.SENT: _l("was sent")}
