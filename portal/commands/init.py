"""`portal init`: set up an empty agency with its first admin."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from portal.commands import migrate
from portal.commands.opening import Refused, opened


def main(argv: list[str]) -> int:
    """Set up. 0 done, 2 refused (an agency is there, or something given cannot be)."""
    parser = argparse.ArgumentParser(
        prog="portal init",
        description="Set up an empty agency with its first admin, its first team and the default rules. "
        "Asks for what is not given.",
    )
    parser.add_argument("--agency", help="the agency's name")
    parser.add_argument("--timezone", help="its timezone by IANA name, such as America/Chicago")
    parser.add_argument("--admin-name", help="the first admin's name")
    parser.add_argument("--admin-email", help="the address with which they sign in")
    parser.add_argument(
        "--another", action="store_true", help="set up one more where there is an agency already"
    )
    asked = parser.parse_args(argv)
    if (code := migrate.main([])) != 0:
        return code
    with opened(parser):
        from portal import clock
        from portal.agency.operations import set_up
        from portal.extensions import db
        from portal.links import absolute
        from portal.models import Agency

        there = db.session.query(Agency).first()
        if there is not None and not asked.another:
            raise Refused(
                f"There is an agency already: {there.name}. To set up one more, say --another; to get into this one: "
                "portal users reset ADDRESS"
            )
        db.session.rollback()
        agency, admin = set_up(
            answer("Name of the agency", asked.agency),
            answer("Timezone (IANA name)", asked.timezone, "America/New_York"),
            answer("Name of the first admin", asked.admin_name),
            answer("Their email address", asked.admin_email),
            password(),
            clock.now(),
        )
        db.session.commit()
        print(
            f"{agency.name} is set up. {admin.name} signs in with {admin.email} at {absolute('accounts.sign_in')}"
        )
        print("Start the portal with: portal run")
    return 0


def answer(question: str, given: str | None, proposed: str = "") -> str:
    """What was given, else what a person at a terminal types; without a terminal a refusal that names the switch."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Refused(f"{question}? Give it on the command line; portal init --help names the switches.")
    return input(f"{question}{f' [{proposed}]' if proposed else ''}: ").strip() or proposed


def password() -> str:
    """The first admin's password: from the environment, else typed twice."""
    found = os.environ.get("PORTAL_ADMIN_PASSWORD")
    if found:
        return found
    if not sys.stdin.isatty():
        raise Refused("Set PORTAL_ADMIN_PASSWORD to the first admin's password (12 characters or more).")
    while True:
        first = getpass.getpass("Their password (12 characters or more): ")
        if getpass.getpass("Once more: ") == first:
            return first
        print("These were not the same.")
