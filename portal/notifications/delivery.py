"""Sending what waits in the outbox: one worker a mail, tried again for days, never lost.

A worker claims a mail by one conditional update that counts the attempt and puts the next one off; then it sends, then it
records what came of it. One that is killed between sending and recording has the mail sent again under the same
Message-ID; one that is killed before, has it sent after the pause.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select, update

from portal.extensions import db
from portal.links import absolute
from portal.models import Agency, Candidate, LinkPurpose, Mail, MailState, User
from portal.notifications.message import message
from portal.notifications.ways import Refused, Unreachable, way_out
from portal.tasks.transport import Reference

CLAIMED = timedelta(minutes=3)
"""For how long the mail is one worker's: longer than the server's patience."""
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=15)
GIVEN_UP = timedelta(days=4)
"""After so long, a mail that could not be handed over has failed."""
USUAL_WAIT = timedelta(seconds=3)
LONG_WAIT = timedelta(minutes=2)
AT_ONCE = 200

MakeLink = Callable[[User, LinkPurpose, str | None, datetime], str]

log = logging.getLogger(__name__)


def deliver(agency_id: UUID, mail_id: UUID, now: datetime, make_link: MakeLink) -> None:
    """Send the mail if it waits and its time has come; commits.

    ``make_link`` makes the token of its link, which thus exists nowhere but in the mail itself.
    """
    attempt = _claim(agency_id, mail_id, now)
    if attempt is None:
        return
    mail = db.session.get_one(Mail, (agency_id, mail_id))
    age = now - mail.created_at
    try:
        out = _compose(mail, now, make_link)
        db.session.commit()  # the link works before it arrives, and no transaction stays open while we talk
        way_out(current_app.config["PORTAL"]).send(out)
    except (Refused, ValueError) as error:
        db.session.rollback()
        _record(agency_id, mail_id, attempt, state=MailState.FAILED, error=str(error))
    except Unreachable as error:
        given_up = {"state": MailState.FAILED} if age > GIVEN_UP else {}
        _record(agency_id, mail_id, attempt, next_try_at=now + pause(attempt), error=str(error), **given_up)
        log.warning("mail %s waits: %s", mail_id, type(error.__cause__).__name__)
    else:
        _record(agency_id, mail_id, attempt, state=MailState.SENT, sent_at=now, error=None)


def _compose(mail: Mail, now: datetime, make_link: MakeLink) -> EmailMessage:
    link = None
    if mail.user is not None:
        if mail.user.disabled_at is not None:
            raise Refused("the person's account was closed before the mail went out")
        if mail.link_purpose is not None:
            token = make_link(mail.user, mail.link_purpose, mail.link_next, now)
            link = absolute("accounts.mailed_link", token=token)
    agency = db.session.get_one(Agency, mail.agency_id)
    sender = current_app.config["PORTAL"].mail_from
    return message(mail, agency, sender, now, link=link, reply_to=_recruiter(mail))


def _recruiter(mail: Mail) -> User | None:
    """Who answers what a candidate writes back: the recruiter who looks after them."""
    if mail.user_id is None:
        return None
    return db.session.scalars(
        select(User)
        .join(Candidate, (Candidate.agency_id == User.agency_id) & (Candidate.recruiter_id == User.id))
        .where(
            Candidate.agency_id == mail.agency_id,
            Candidate.user_id == mail.user_id,
            User.disabled_at.is_(None),
        )
    ).one_or_none()


def find_waiting(now: datetime, *, queue_is_empty: bool) -> list[Reference]:
    """Mails whose time has come and whom nobody has taken for longer than is usual."""
    wait = USUAL_WAIT if queue_is_empty else LONG_WAIT
    rows = db.session.execute(
        select(Mail.agency_id, Mail.id, Mail.next_try_at)
        .where(Mail.state == MailState.WAITING, Mail.next_try_at <= now - wait)
        .order_by(Mail.next_try_at)
        .limit(AT_ONCE)
    ).all()
    db.session.rollback()
    return [Reference("mail", *row) for row in rows]


def pause(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def _claim(agency_id: UUID, mail_id: UUID, now: datetime) -> int | None:
    """Count an attempt and keep others off for a while; gives its number, None where there is nothing to send."""
    attempt = db.session.execute(
        update(Mail)
        .where(
            Mail.agency_id == agency_id,
            Mail.id == mail_id,
            Mail.state == MailState.WAITING,
            Mail.next_try_at <= now,
        )
        .values(attempts=Mail.attempts + 1, next_try_at=now + CLAIMED)
        .returning(Mail.attempts)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    db.session.commit()
    return attempt


def _record(agency_id: UUID, mail_id: UUID, attempt: int, **values: Any) -> None:
    """Write what came of an attempt, unless another has begun since."""
    db.session.execute(
        update(Mail)
        .where(
            Mail.agency_id == agency_id,
            Mail.id == mail_id,
            Mail.state == MailState.WAITING,
            Mail.attempts == attempt,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
