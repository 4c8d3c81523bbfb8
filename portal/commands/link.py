"""`portal link`: print a link that signs somebody in, for a demo or while developing."""

from __future__ import annotations

import argparse

from portal.commands.opening import Refused, opened, person


def main(argv: list[str]) -> int:
    """Print the link. 0 done, 2 refused (in production without --yes, or nobody of that address)."""
    parser = argparse.ArgumentParser(
        prog="portal link",
        description="Print a link that signs somebody in, as it would be mailed. It is noted in the audit trail.",
    )
    parser.add_argument("email", help="the address with which they sign in")
    parser.add_argument("--agency", help="which agency, where there are several")
    parser.add_argument("--next", help="the page it leads to, such as /today")
    parser.add_argument("--yes", action="store_true", help="also in production")
    asked = parser.parse_args(argv)
    with opened(parser):
        from flask import current_app

        from portal import clock
        from portal.accounts.mailed_links import make_link
        from portal.audit.operations import record
        from portal.extensions import db
        from portal.links import absolute
        from portal.models import LinkPurpose

        if current_app.config["PORTAL"].production and not asked.yes:
            raise Refused(
                "In production this would let you in as somebody else. If that is meant, say --yes."
            )
        user, now = person(asked.email, asked.agency), clock.now()
        token = make_link(user, LinkPurpose.SIGN_IN, asked.next, now)
        record(user.agency_id, "link.printed", by_id=None, now=now, subject=user, kind="sign_in")
        db.session.commit()
        print(absolute("accounts.mailed_link", token=token))
    return 0
