"""Signing in by password, ending sign-ins, new passwords, and the candidate's agreement."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select, update

from portal.accounts import password_rules
from portal.accounts.mailed_links import end_links, make_link
from portal.accounts.passwords import hashed, matches
from portal.accounts.session import NOTICE_VERSION
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.models import Candidate, NoticeAgreement, Role, SignIn, User
from portal.models.sqlite import reading
from portal.notifications.operations import write

__all__ = [
    "agree",
    "check_password",
    "end_sign_ins",
    "make_link",
    "own_words",
    "set_password",
    "staff_by_password",
]


def staff_by_password(email: str, password: str) -> list[tuple[UUID, UUID]]:
    """Whom this address and password sign in, as (agency, user): one, nobody, or one in each of several agencies.

    Hashing takes a tenth of a second, so no lock is held meanwhile: the transaction only reads, and is over when this
    returns. It takes as long for an address that nobody has.
    """
    with reading():
        found = [
            (row.agency_id, row.id, row.password_hash)
            for row in db.session.execute(
                select(User.agency_id, User.id, User.password_hash).where(
                    User.email == email, User.role != Role.CANDIDATE, User.disabled_at.is_(None)
                )
            )
        ]
        db.session.rollback()
    if not found:
        matches(password, None)
    return [(agency, user) for agency, user, kept in found if matches(password, kept)]


def set_password(user: User, password: str, now: datetime, *, keep: SignIn | None = None) -> None:
    """Give ``user`` a new password: every sign-in but ``keep`` ends, every mailed link is spent, and a mail tells them.

    Raises :class:`Invalid` as :func:`check_password` does.
    """
    check_password(user, password)
    first = user.password_hash is None
    user.password_hash = hashed(password)
    user.password_changed_at = now
    end_sign_ins(user, now, but=keep)
    end_links(user, now)
    record(
        user.agency_id, "password.set" if first else "password.changed", by_id=user.id, now=now, subject=user
    )
    if not first:
        write(user, "password_changed", f"password_changed:{user.id}:{now.timestamp():.0f}", now)


def check_password(user: User, password: str) -> None:
    """Raise :class:`Invalid` for a password that is easily guessed; the fault stands under ``password``."""
    fault = password_rules.fault(password, own_words(user))
    if fault:
        raise Invalid(_("This password will not do."), {"password": fault})


def own_words(user: User) -> tuple[str, ...]:
    """What somebody who knows ``user`` would try first."""
    return (user.name, user.email.rpartition("@")[0], user.agency.name)


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
