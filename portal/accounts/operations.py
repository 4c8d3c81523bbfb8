"""Signing in, mailed links, and the candidate's agreement."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.accounts.passwords import matches
from portal.accounts.session import NOTICE_VERSION
from portal.audit.operations import record
from portal.errors import WrongState
from portal.extensions import db
from portal.models import Candidate, LinkPurpose, MailedLink, NoticeAgreement, Role, SignIn, User

VALID: dict[LinkPurpose, timedelta] = {
    LinkPurpose.SIGN_IN: timedelta(days=7),
    LinkPurpose.INVITATION: timedelta(days=14),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=2),
}


def staff_by_password(email: str, password: str) -> list[User]:
    """The staff whom this address and password sign in: one, none, or one in each of several agencies."""
    users = db.session.scalars(
        select(User).where(User.email == email, User.role != Role.CANDIDATE, User.disabled_at.is_(None))
    ).all()
    if not users:
        matches(password, None)
    return [user for user in users if matches(password, user.password_hash)]


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
    link = db.session.scalars(
        select(MailedLink).where(MailedLink.token_hash == token_hash(token))
    ).one_or_none()
    if (
        link is None
        or link.used_at is not None
        or link.expires_at <= now
        or link.user.disabled_at is not None
    ):
        return None
    return link


def use_link(link: MailedLink, now: datetime) -> None:
    """Spend the link: of two who press at once, one gets in."""
    spent = db.session.execute(
        update(MailedLink)
        .where(MailedLink.agency_id == link.agency_id, MailedLink.id == link.id, MailedLink.used_at.is_(None))
        .values(used_at=now)
        .returning(MailedLink.id)
    ).all()
    if not spent:
        raise WrongState("This link has been used. Ask for a new one.")
    record(link.agency_id, f"link.{link.purpose}", by_id=link.user_id, now=now, subject=link.user)


def end_sign_ins(user: User, now: datetime, *, but: SignIn | None = None) -> None:
    """End every sign-in of ``user``, except one."""
    ending = update(SignIn).where(
        SignIn.agency_id == user.agency_id, SignIn.user_id == user.id, SignIn.ended_at.is_(None)
    )
    if but is not None:
        ending = ending.where(SignIn.id != but.id)
    db.session.execute(ending.values(ended_at=now))


def agree(candidate: Candidate, now: datetime) -> None:
    """Record that the candidate read the notice and agreed."""
    db.session.add(
        NoticeAgreement(
            agency_id=candidate.agency_id,
            candidate_id=candidate.id,
            version=NOTICE_VERSION,
            agreed_at=now,
            recorded_at=now,
        )
    )
    record(candidate.agency_id, "notice.agreed", by_id=candidate.user_id, now=now, subject=candidate)
