"""`portal demo`: a made-up agency in an empty database, to look around in."""

from __future__ import annotations

import argparse
import sys


def main(argv: list[str]) -> int:
    """Load the demo and print how to sign in; 1 where the database has data or the installation is in production."""
    parser = argparse.ArgumentParser(
        prog="portal demo",
        description="Load a made-up agency into an empty database and print how to sign in. Migrate first.",
    )
    parser.add_argument(
        "--first-time",
        action="store_true",
        help="where the database has data, load nothing; print the sign-ins again if it is the demo's",
    )
    asked = parser.parse_args(argv)

    from portal import clock, create_app
    from portal.config import UnsafeSettings, from_environment
    from portal.errors import WrongState

    try:
        settings = from_environment()
    except UnsafeSettings as unsafe:
        return refuse(str(unsafe))
    if settings.production:
        return refuse("The demo has a password that everybody knows: it is not for production.")
    app = create_app(settings)
    with app.app_context():
        from portal.demo import load, sign_ins
        from portal.extensions import db

        now = clock.now()
        if asked.first_time and not load.is_empty():
            if not sign_ins.is_demo(settings.instance):
                return 0
        else:
            try:
                load.load(now)
            except WrongState as refused:
                return refuse(str(refused))
        text = sign_ins.sign_ins(now)
        db.session.commit()
        sign_ins.keep(text, settings.instance)
    print(text, end="", flush=True)
    return 0


def refuse(why: str) -> int:
    """Say why not."""
    print(f"portal demo: {why}", file=sys.stderr)
    return 1
