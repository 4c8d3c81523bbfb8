"""A person's own settings, and the list of where they are signed in."""

import re
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts import addresses
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.models import Candidate, SignIn, User

MOST_ADDRESSES = 5

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def change_look(user: User, *, theme: str, language: str) -> None:
    """Set how the portal looks and speaks; empty is what the device or the agency says."""
    user.theme = theme or None
    user.language = language or None


def change_reach(candidate: Candidate, *, timezone: str, phone: str, sending: str, now: datetime) -> None:
    """Set a candidate's timezone, phone and the further addresses (one a line) that they write from.

    Raises :class:`Invalid` with the line that is no address.
    """
    found: list[str] = []
    for line in filter(None, (part.strip() for part in re.split(r"[\n,;]", sending))):
        try:
            one = addresses.normal(line)
        except Invalid as fault:
            raise Invalid(
                str(fault), {"sending_addresses": _("“%(line)s” is not an email address.", line=line)}
            ) from fault
        if one not in found and one != candidate.user.email:
            found.append(one)
    if len(found) > MOST_ADDRESSES:
        raise Invalid(
            _("These are too many addresses."),
            {"sending_addresses": _("Keep at most %(most)s addresses.", most=MOST_ADDRESSES)},
        )
    if found != candidate.sending_addresses:
        record(
            candidate.agency_id,
            "candidate.addresses_changed",
            by_id=candidate.user_id,
            now=now,
            subject=candidate,
        )
    candidate.sending_addresses = found
    candidate.timezone = timezone
    candidate.phone = phone.strip() or None


def open_sign_ins(user: User, now: datetime) -> Sequence[SignIn]:
    """Where ``user`` is signed in, the latest first."""
    return db.session.scalars(
        select(SignIn)
        .where(
            SignIn.agency_id == user.agency_id,
            SignIn.user_id == user.id,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
        )
        .order_by(SignIn.id.desc())
    ).all()


def device_name(agent: str | None) -> str:
    """What a browser says of itself, in words: ``Firefox on Windows``."""
    browser = next((name for mark, name in BROWSERS if mark in (agent or "")), "")
    system = next((name for mark, name in SYSTEMS if mark in (agent or "")), "")
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("An unknown device"))
