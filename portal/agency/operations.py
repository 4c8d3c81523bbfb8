"""Setting an agency up, and changing its settings and teams."""

import re
from datetime import datetime
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.access import Actor, Permission, load
from portal.accounts import addresses
from portal.accounts.operations import set_password
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.models import Agency, Paper, Role, Team, User
from portal.policies.operations import ensure_first

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
CONTRAST = 4.5
"""Of white on the agency's colour, at least, as WCAG 2.2 asks of text."""


def set_up(
    name: str, timezone: str, admin_name: str, admin_email: str, password: str | None, now: datetime
) -> tuple[Agency, User]:
    """An empty agency with its first team, its first policy and its first admin; all or nothing.

    Raises :class:`Invalid` with every fault by its field (name, timezone, admin_name, email, password).
    """
    faults = {}
    if not name.strip():
        faults["name"] = _("Give the agency a name.")
    if timezone not in available_timezones():
        faults["timezone"] = _("Give an IANA timezone, such as America/Chicago.")
    if not admin_name.strip():
        faults["admin_name"] = _("Give the first admin’s name.")
    try:
        email = addresses.normal(admin_email)
    except Invalid as fault:
        faults |= fault.faults
    if faults:
        raise Invalid(_("The agency cannot be set up like this."), faults)
    agency = Agency(name=" ".join(name.split()), timezone=timezone, created_at=now)
    db.session.add(agency)
    db.session.flush()
    team = Team(agency_id=agency.id, name=_("Recruiting"), created_at=now)
    db.session.add(team)
    db.session.flush()
    admin = User(
        agency_id=agency.id,
        email=email,
        name=" ".join(admin_name.split()),
        role=Role.ADMIN,
        team_id=team.id,
        created_at=now,
    )
    db.session.add(admin)
    db.session.flush()
    if password is not None:
        set_password(admin, password, now)
    ensure_first(agency, now)
    record(agency.id, "agency.set_up", by_id=None, now=now)
    return agency, admin


def change_settings(
    agency: Agency,
    actor: Actor,
    now: datetime,
    *,
    name: str,
    timezone: str,
    language: str,
    paper: Paper,
    colour: str,
    mail_from: str,
    inbound_domain: str,
    contact_person: str,
) -> list[str]:
    """Change the agency's settings; gives the names of those that changed. Raises :class:`Invalid` with every fault."""
    faults = {}
    if not COLOUR.fullmatch(colour) or contrast_with_white(colour) < CONTRAST:
        faults["colour"] = _("Choose a darker colour: white words have to be readable on it.")
    sender = domain = None
    if mail_from.strip():
        try:
            sender = addresses.normal(mail_from)
        except Invalid as fault:
            faults["mail_from"] = fault.faults["email"]
    if inbound_domain.strip():
        domain = mail_domain(inbound_domain)
        if domain is None:
            faults["inbound_domain"] = _(
                "Enter a domain like copies.example.com, without @ and without https."
            )
    if faults:
        raise Invalid(_("Some settings cannot be kept."), faults)
    new = {
        "name": " ".join(name.split()),
        "timezone": timezone,
        "language": language,
        "paper": paper,
        "colour": colour.lower(),
        "mail_from": sender,
        "inbound_domain": domain,
        "contact_person": " ".join(contact_person.split()) or None,
    }
    changed = [key for key, value in new.items() if getattr(agency, key) != value]
    for key in changed:
        setattr(agency, key, new[key])
    if changed:
        record(agency.id, "agency.changed", by_id=actor.user_id, now=now, settings=changed)
    return changed


def mail_domain(text: str) -> str | None:
    """A mail domain in the form in which it is kept, or None for what is none."""
    try:
        return str(validate_email(f"x@{text.strip()}", check_deliverability=False).domain).lower()
    except EmailNotValidError:
        return None


def contrast_with_white(colour: str) -> float:
    """How much white stands out on ``#rrggbb``: 1 not at all, 21 as on black (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004  (sRGB)
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def create_team(actor: Actor, name: str, now: datetime) -> Team:
    """A new team; raises :class:`Invalid` for a name that is empty or taken."""
    team = Team(agency_id=actor.agency_id, name=_free_name(actor, name, None), created_at=now)
    db.session.add(team)
    db.session.flush()
    record(actor.agency_id, "team.created", by_id=actor.user_id, now=now, subject=team, name=team.name)
    return team


def rename_team(actor: Actor, team: Team, name: str, now: datetime) -> None:
    """Give the team another name; raises :class:`Invalid` as :func:`create_team` does."""
    found = load(actor, Permission.MANAGE_STAFF, Team, team.id, lock=True)
    new = _free_name(actor, name, found)
    if new != found.name:
        record(
            actor.agency_id,
            "team.renamed",
            by_id=actor.user_id,
            now=now,
            subject=found,
            old=found.name,
            new=new,
        )
        found.name = new


def _free_name(actor: Actor, name: str, own: Team | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("The team needs a name."), {"name": _("Enter a name.")})
    others = select(Team.id).where(Team.agency_id == actor.agency_id, func.lower(Team.name) == name.lower())
    if own is not None:
        others = others.where(Team.id != own.id)
    if db.session.execute(others).first():
        raise Invalid(
            _("There is a team of this name."),
            {"name": _("There is a team “%(name)s” already.", name=name)},
        )
    return name
