"""What commands that work on the database share: the application, opened or refused with a plain sentence."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from portal.models import Agency, User


class Refused(Exception):
    """The command cannot go on; the message says why and what to do."""


@contextmanager
def opened(parser: argparse.ArgumentParser) -> Iterator[None]:
    """Inside the application's context. Bad settings, no database or a refusal end the process with 2."""
    from sqlalchemy.exc import DatabaseError

    from portal import create_app
    from portal.config import UnsafeSettings
    from portal.errors import PortalError
    from portal.extensions import db

    try:
        app = create_app()
    except (UnsafeSettings, ValueError) as fault:
        parser.error(str(fault))
    try:
        with app.app_context():
            try:
                yield
            finally:
                db.session.remove()
                db.engine.dispose()
    except Refused as refusal:
        stop(str(refusal))
    except PortalError as refusal:
        stop("\n".join([str(refusal), *(f"  {what}" for what in getattr(refusal, "faults", {}).values())]))
    except DatabaseError as fault:
        stop(f"The database cannot be used: {fault.orig}. If it is new, run: portal migrate")


def stop(message: str) -> None:
    """End the process with 2 after saying why."""
    print(message, file=sys.stderr)
    raise SystemExit(2)


def agency_named(name: str | None) -> Agency:
    """The agency of this name, or the only one there is."""
    from sqlalchemy import select

    from portal.extensions import db
    from portal.models import Agency

    found = db.session.scalars(select(Agency).order_by(Agency.name)).all()
    if name is not None:
        found = [one for one in found if one.name.casefold() == name.strip().casefold()]
        if not found:
            raise Refused(f"There is no agency named {name!r}.")
    if not found:
        raise Refused("There is no agency yet. Set one up with: portal init")
    if len(found) > 1:
        raise Refused(
            "There are several agencies. Name one with --agency: " + "; ".join(one.name for one in found)
        )
    return found[0]


def person(address: str, agency: str | None) -> User:
    """Whoever signs in with this address, in the agency named where there are several."""
    from sqlalchemy import select

    from portal.accounts import addresses
    from portal.extensions import db
    from portal.models import User

    found = db.session.scalars(select(User).where(User.email == addresses.normal(address))).all()
    if agency is not None:
        found = [one for one in found if one.agency_id == agency_named(agency).id]
    if not found:
        raise Refused(f"Nobody signs in with {address}. See who does: portal users list")
    if len(found) > 1:
        names = "; ".join(one.agency.name for one in found)
        raise Refused(f"Several agencies know {address}. Name one with --agency: {names}")
    if found[0].disabled_at is not None:
        raise Refused(f"The access of {found[0].name} has ended. An admin can let them in again under Staff.")
    return found[0]
