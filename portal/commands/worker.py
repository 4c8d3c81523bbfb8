"""`portal worker`: sends mail, scores, renders reports, and keeps the schedule."""

from __future__ import annotations

import argparse
import os


def main(argv: list[str]) -> int:
    """Work until SIGINT or SIGTERM. 0 stopped as asked, 2 bad settings."""
    parser = argparse.ArgumentParser(
        prog="portal worker",
        description="Do the background work: mails, scores, reports, what is due by the clock.",
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=min(os.cpu_count() or 1, 4),
        help="processes that work (default: %(default)s)",
    )
    asked = parser.parse_args(argv)
    if asked.workers < 1:
        parser.error("--workers takes 1 or more")

    from sqlalchemy.exc import OperationalError

    from portal import create_app
    from portal.commands.migrate import revisions
    from portal.config import UnsafeSettings
    from portal.extensions import db
    from portal.notifications.ways import way_out
    from portal.tasks.worker import run

    try:
        app = create_app()
        way_out(app.config["PORTAL"])
        _ = app.extensions["portal_transport"].huey
    except (UnsafeSettings, ValueError) as fault:
        parser.error(str(fault))
    except Exception as fault:  # noqa: BLE001  # each kind of queue has its own
        parser.error(f"The queue that QUEUE_URL names cannot be opened: {fault}")
    with app.app_context():
        try:
            with db.engine.connect() as connection:
                there, _known, newest = revisions(connection)
        except OperationalError as fault:
            parser.error(f"The database cannot be reached: {fault.orig}")
    if there != newest:
        parser.error(
            f"The database's tables are at {there}, and this release needs {newest}. Run portal migrate."
        )
    run(app, asked.workers)
    return 0
