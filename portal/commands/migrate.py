"""`portal migrate`: bring the database to the tables of this release."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOCK = 7_067_465_126
"""PostgreSQL's advisory lock that whoever migrates holds; any number does, if it is always the same."""


def main(argv: list[str]) -> int:
    """Migrate up. 0 done or nothing to do, 2 bad settings, no database, or one of a newer release."""
    parser = argparse.ArgumentParser(
        prog="portal migrate",
        description="Bring the database to this release's tables. Nothing is lost by a repetition.",
    )
    parser.parse_args(argv)

    from sqlalchemy.exc import OperationalError

    from portal import create_app
    from portal.config import UnsafeSettings
    from portal.extensions import db

    try:
        app = create_app()
    except (UnsafeSettings, ValueError) as fault:
        parser.error(str(fault))
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                return migrate(connection)
        except OperationalError as fault:
            print(f"The database cannot be reached: {fault.orig}", file=sys.stderr)
            return 2
        finally:
            db.engine.dispose()


def migrate(connection: Connection) -> int:
    """Migrate the database that ``connection`` leads to, one machine at a time; gives the exit code."""
    from flask_migrate import upgrade
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        # Held until the connection closes. SQLite's migration begins by taking its one write lock.
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
    before, known, newest = revisions(connection)
    connection.commit()
    if before is not None and before not in known:
        print(
            f"The database is of a newer release (its tables are at {before}, this one knows them up to {newest}). "
            "Install that release, or restore a backup from before it.",
            file=sys.stderr,
        )
        return 2
    if before == newest:
        print(f"The database is up to date ({newest}).")
        return 0
    upgrade()
    print(f"The database is at {newest} now{f', from {before}' if before else ''}.")
    return 0


def revisions(connection: Connection) -> tuple[str | None, set[str], str | None]:
    """The database's revision (None for an empty one), those that this release knows, and its newest."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from flask import current_app

    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    known = {one.revision for one in script.walk_revisions()}
    return MigrationContext.configure(connection).get_current_revision(), known, script.get_current_head()
