"""`portal users`: see who can sign in, invite staff, and let somebody in who is locked out."""

from __future__ import annotations

import argparse

from portal.commands.opening import Refused, agency_named, opened, person


def main(argv: list[str]) -> int:
    """List, invite or reset. 0 done, 2 refused."""
    parser = argparse.ArgumentParser(prog="portal users", description="Who can sign in.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    shown = verbs.add_parser("list", help="list who can sign in")
    shown.add_argument("--candidates", action="store_true", help="candidates too")
    invited = verbs.add_parser("invite", help="invite somebody to work here; the mail goes to the outbox")
    invited.add_argument("email")
    invited.add_argument("--name", required=True)
    invited.add_argument("--role", choices=("admin", "recruiter"), default="recruiter")
    invited.add_argument("--team", help="the team's name (recruiters need one)")
    reset = verbs.add_parser("reset", help="print a link by which a member of staff chooses a new password")
    reset.add_argument("email")
    for verb in (shown, invited, reset):
        verb.add_argument("--agency", help="which agency, where there are several")
    asked = parser.parse_args(argv)
    with opened(parser):
        {"list": _list, "invite": _invite, "reset": _reset}[asked.verb](asked)
    return 0


def _list(asked: argparse.Namespace) -> None:
    from sqlalchemy import select

    from portal.extensions import db
    from portal.models import Agency, Role, User

    query = select(User, Agency).join(Agency, Agency.id == User.agency_id)
    if asked.agency:
        query = query.where(Agency.id == agency_named(asked.agency).id)
    if not asked.candidates:
        query = query.where(User.role != Role.CANDIDATE)
    for user, agency in db.session.execute(query.order_by(Agency.name, User.role, User.name)):
        state = "disabled" if user.disabled_at else "invited" if _waits(user) else "active"
        print("\t".join((agency.name, user.role.value, state, user.email, user.name)))


def _waits(user: object) -> bool:
    from portal.models import Role, User

    return isinstance(user, User) and user.role is not Role.CANDIDATE and user.password_hash is None


def _invite(asked: argparse.Namespace) -> None:
    from sqlalchemy import select

    from portal import clock
    from portal.agency import staff
    from portal.extensions import db
    from portal.models import Role, Team

    agency = agency_named(asked.agency)
    team = db.session.scalars(
        select(Team).where(Team.agency_id == agency.id, Team.name == (asked.team or ""))
    ).one_or_none()
    if asked.team and team is None:
        raise Refused(f"There is no team named {asked.team!r}.")
    user = staff.add(
        agency.id,
        name=asked.name,
        email=asked.email,
        role=Role(asked.role),
        team_id=team.id if team else None,
        by=None,
        now=clock.now(),
    )
    db.session.commit()
    print(f"{user.name} is invited to {agency.name}; the mail goes out with the worker.")


def _reset(asked: argparse.Namespace) -> None:
    from portal import clock
    from portal.accounts.mailed_links import make_link
    from portal.audit.operations import record
    from portal.extensions import db
    from portal.links import absolute
    from portal.models import LinkPurpose, Role

    user, now = person(asked.email, asked.agency), clock.now()
    if user.role is Role.CANDIDATE:
        raise Refused("Candidates have no password. They have a link mailed on the sign-in page.")
    token = make_link(user, LinkPurpose.PASSWORD_RESET, None, now)
    record(user.agency_id, "link.printed", by_id=None, now=now, subject=user, kind="password_reset")
    db.session.commit()
    print(f"{user.name} chooses a new password here, once, within two hours:")
    print(absolute("accounts.mailed_link", token=token))
