"""Who a browser is: its cookie names a sign-in row, which can be ended from here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_login import AnonymousUserMixin, UserMixin
from sqlalchemy import select

from portal import clock
from portal.access import Actor
from portal.extensions import db, login_manager
from portal.models import Agency, Candidate, NoticeAgreement, Role, SignIn, User

NOTICE_VERSION = "1"
"""Of the text that candidates agree to; a new one asks them again."""

LENGTH = timedelta(days=14)
"""How long a sign-in holds."""

SEEN_EVERY = timedelta(minutes=5)


@dataclass(eq=False)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The person behind a request, as Flask-Login keeps them: by the sign-in, not by the user."""

    sign_in: SignIn
    user: User
    agency: Agency
    candidate: Candidate | None
    agreed: bool

    def get_id(self) -> str:
        """The key of the sign-in row: the one thing that the cookie holds."""
        return f"{self.sign_in.agency_id.hex}.{self.sign_in.id.hex}"

    @property
    def must_read_notice(self) -> bool:
        """A candidate who has not agreed to the present notice."""
        return self.candidate is not None and not self.agreed

    @property
    def theme(self) -> str | None:
        """Light, dark, or none for what the device says."""
        return self.user.theme

    @property
    def actor(self) -> Actor:
        """The same person as operations need to know them."""
        own = self.candidate.timezone if self.candidate else self.user.timezone
        return Actor(
            agency_id=self.user.agency_id,
            user_id=self.user.id,
            role=self.user.role,
            name=self.user.name,
            timezone=own or self.agency.timezone,
            team_id=self.user.team_id,
            candidate_id=self.candidate.id if self.candidate else None,
        )


class Nobody(AnonymousUserMixin):  # type: ignore[misc]
    """Who is not signed in."""

    must_read_notice = False
    theme = None


login_manager.anonymous_user = Nobody


@login_manager.user_loader  # type: ignore[untyped-decorator]
def signed_in(key: str) -> SignedIn | None:
    """The person whose sign-in the cookie names, unless it has ended, expired, or the user is disabled."""
    try:
        agency_id, sign_in_id = (UUID(part) for part in key.split("."))
    except ValueError:
        return None
    now = clock.now()
    row = db.session.execute(
        select(SignIn, User, Agency, Candidate, NoticeAgreement.id)
        .join(User, (User.agency_id == SignIn.agency_id) & (User.id == SignIn.user_id))
        .join(Agency, Agency.id == SignIn.agency_id)
        .outerjoin(Candidate, (Candidate.agency_id == User.agency_id) & (Candidate.user_id == User.id))
        .outerjoin(
            NoticeAgreement,
            (NoticeAgreement.agency_id == Candidate.agency_id)
            & (NoticeAgreement.candidate_id == Candidate.id)
            & (NoticeAgreement.version == NOTICE_VERSION),
        )
        .where(
            SignIn.agency_id == agency_id,
            SignIn.id == sign_in_id,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            User.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None or (row.User.role is Role.CANDIDATE) != (row.Candidate is not None):
        return None
    return SignedIn(row.SignIn, row.User, row.Agency, row.Candidate, row[4] is not None)


def begin(user: User, device: str | None, now: datetime) -> SignIn:
    """A new sign-in of ``user`` by a browser that calls itself ``device``."""
    sign_in = SignIn(
        agency_id=user.agency_id,
        user_id=user.id,
        created_at=now,
        last_seen_at=now,
        expires_at=now + LENGTH,
        device=(device or "")[:200] or None,
    )
    db.session.add(sign_in)
    return sign_in


def seen(sign_in: SignIn, now: datetime) -> None:
    """Note that the sign-in was used now; written with whatever the request writes."""
    if now - sign_in.last_seen_at > SEEN_EVERY:
        sign_in.last_seen_at = now
