"""Links that are mailed: made as the mail goes out, kept as hashes, spent by a button, asked for anew."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from portal.audit.operations import record
from portal.errors import WrongState
from portal.extensions import db
from portal.models import LinkPurpose, Mail, MailedLink, Role, User
from portal.notifications.operations import write

VALID: dict[LinkPurpose, timedelta] = {
    LinkPurpose.SIGN_IN: timedelta(days=7),
    LinkPurpose.INVITATION: timedelta(days=14),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=2),
}


def token_hash(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(user: User, purpose: LinkPurpose, next_path: str | None, now: datetime) -> str:
    """A new link for ``user``: gives its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        MailedLink(
            agency_id=user.agency_id,
            user_id=user.id,
            purpose=purpose,
            token_hash=token_hash(token),
            next_path=next_path,
            created_at=now,
            expires_at=now + VALID[purpose],
        )
    )
    return token


def find_link(token: str, now: datetime) -> MailedLink | None:
    """The link, where it can still be used by a user who is not disabled."""
    link = find_spent(token)
    if link is None or link.used_at is not None or link.expires_at <= now:
        return None
    return link


def find_spent(token: str) -> MailedLink | None:
    """The link, also where it was used or has expired, unless its user is disabled."""
    link = db.session.scalars(
        select(MailedLink).where(MailedLink.token_hash == token_hash(token))
    ).one_or_none()
    return None if link is None or link.user.disabled_at is not None else link


def use_link(link: MailedLink, now: datetime) -> None:
    """Spend the link: of two who press at once, one gets in."""
    spent = db.session.execute(
        update(MailedLink)
        .where(MailedLink.agency_id == link.agency_id, MailedLink.id == link.id, MailedLink.used_at.is_(None))
        .values(used_at=now)
        .returning(MailedLink.id)
    ).all()
    if not spent:
        raise WrongState(_("This link has been used. Ask for a new one."))
    record(link.agency_id, f"link.{link.purpose}", by_id=link.user_id, now=now, subject=link.user)


def end_links(user: User, now: datetime) -> None:
    """Spend every link that still lies in a mailbox of ``user``."""
    db.session.execute(
        update(MailedLink)
        .where(
            MailedLink.agency_id == user.agency_id,
            MailedLink.user_id == user.id,
            MailedLink.used_at.is_(None),
        )
        .values(used_at=now)
    )


def ask_for_link(email: str, next_path: str | None, now: datetime) -> None:
    """Mail a link to everybody who signs in with ``email``, one from each agency; nothing for an unknown address."""
    for user in db.session.scalars(select(User).where(User.email == email, User.disabled_at.is_(None))):
        mail_link(user, next_path, now)


def mail_link(user: User, next_path: str | None, now: datetime) -> Mail:
    """Mail ``user`` the link that lets them in: candidates sign in by it, staff choose a password.

    At most one a minute, however often it is asked for.
    """
    minute = int(now.timestamp()) // 60
    if user.role is not Role.CANDIDATE:
        if user.password_hash is None:
            return invite(user, now)
        return write(
            user,
            "password_reset",
            f"password_reset:{user.id}:{minute}",
            now,
            link=LinkPurpose.PASSWORD_RESET,
            link_next=next_path,
        )
    return write(
        user,
        "sign_in_link",
        f"sign_in_link:{user.id}:{minute}",
        now,
        link=LinkPurpose.SIGN_IN,
        link_next=next_path,
        days=VALID[LinkPurpose.SIGN_IN].days,
    )


def invite(user: User, now: datetime, *, by: User | None = None) -> Mail:
    """Mail ``user`` their invitation: staff choose a password by it, candidates come in by it and read the notice."""
    return write(
        user,
        "candidate_invitation" if user.role is Role.CANDIDATE else "staff_invitation",
        f"invitation:{user.id}:{int(now.timestamp()) // 60}",
        now,
        link=LinkPurpose.INVITATION,
        by=by.name if by else None,
        days=VALID[LinkPurpose.INVITATION].days,
    )
