"""Who signs in, their sign-ins as rows that can be revoked, and the links that we mail."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.agency import Agency, Team
from portal.models.base import Base, Owned, belongs_to, refers


class Role(enum.StrEnum):
    """What somebody is in an agency."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    CANDIDATE = "candidate"


NO_ADDRESS = "@import.invalid"
"""How the address of a candidate ends whose case file gave none: nothing is ever mailed there."""


class User(Owned):
    """Somebody who signs in to one agency. A person with two agencies has two of these."""

    __tablename__ = "user"
    __table_args__ = (
        UniqueConstraint("agency_id", "email"),
        Index("ix_user_email", "email"),
        refers("team_id", "team"),
        refers("invited_by_id", "user"),
    )

    email: Mapped[str]
    """In lower case, as email-validator normalises it."""
    name: Mapped[str]
    role: Mapped[Role]
    team_id: Mapped[UUID | None]
    """Of staff; a candidate's team stands on the candidate."""
    password_hash: Mapped[str | None]
    """argon2id; empty for candidates and for staff who have not taken up their invitation."""
    timezone: Mapped[str | None]
    language: Mapped[str | None]
    theme: Mapped[str | None]
    """``light``, ``dark``, or empty for what the device says."""
    invited_by_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    password_changed_at: Mapped[datetime | None]

    team: Mapped[Team | None] = belongs_to("User.team_id", "Team")
    agency: Mapped[Agency] = relationship("Agency", viewonly=True)

    @property
    def known_email(self) -> str | None:
        """The address, unless a case file gave none."""
        return None if self.email.endswith(NO_ADDRESS) else self.email


class SignIn(Owned):
    """One browser's sign-in. It ends on sign-out, password change, disabling and expiry."""

    __tablename__ = "sign_in"
    __table_args__ = (refers("user_id", "user"), Index("ix_sign_in_user", "agency_id", "user_id"))

    user_id: Mapped[UUID]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str | None]
    """What the browser says of itself, cut to 200 characters."""

    user: Mapped[User] = belongs_to("SignIn.user_id", "User")


class LinkPurpose(enum.StrEnum):
    """What a mailed link is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105  (a name, not a password)


class MailedLink(Owned):
    """A link that was mailed. Only its token's hash is kept; opening it changes nothing, its button does."""

    __tablename__ = "mailed_link"
    __table_args__ = (refers("user_id", "user"), UniqueConstraint("token_hash"))

    user_id: Mapped[UUID]
    purpose: Mapped[LinkPurpose]
    token_hash: Mapped[str]
    """SHA-256 of the token, in hexadecimal."""
    next_path: Mapped[str | None]
    """Where the button leads afterwards: a path of this portal."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = belongs_to("MailedLink.user_id", "User")


class Attempt(Base):
    """A counter of tries (to sign in, to ask for a link) in one window, shared by all processes.

    The one table without an agency: a try comes before anybody knows whose it is. Keys are hashes.
    """

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(primary_key=True)
    window_start: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
