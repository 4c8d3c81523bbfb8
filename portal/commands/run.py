"""`portal run`: everything one machine needs, in one terminal: migrations, web server and worker."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time

from portal.commands.address import Address, BadAddressError
from portal.commands.health import healthy
from portal.commands.supervision import Part, run_together

PATIENCE = 60.0  # seconds after which we say that the web server does not answer


class Announcement:
    """Prints where the portal is, once its web server answers."""

    def __init__(self, address: Address, afterwards: str) -> None:
        self.address = address
        self.afterwards = afterwards
        self.started = time.monotonic()
        self.done = False

    def __call__(self) -> None:
        """Look once whether the server answers by now."""
        if self.done:
            return
        if healthy(self.address):
            said = ["", f"The portal is at {self.address.url}", self.afterwards.rstrip(), "Ctrl+C stops it."]
            say("\n".join(said if self.afterwards else [*said[:2], said[3]]))
            self.done = True
        elif time.monotonic() - self.started > PATIENCE:
            say(f"{self.address.url}/healthz has not said for {PATIENCE:.0f} seconds that all is well.")
            self.done = True


def say(text: str) -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def portal(*words: str) -> list[str]:
    """Give the command line of another `portal` command."""
    return [sys.executable, "-m", "portal.cli", *words]


def main(argv: list[str]) -> int:
    """Migrate, load the demo if asked, serve until Ctrl+C. 0 stopped as asked, 1 a part failed, 2 bad settings."""
    parser = argparse.ArgumentParser(
        prog="portal run",
        description="Migrate the database, then run the web server (HOST:PORT of the environment) and the worker.",
    )
    parser.add_argument("--demo", action="store_true", help="load the demo agency if the database is empty")
    asked = parser.parse_args(argv)
    try:
        address = Address.from_environment()
        address.check_free()
    except BadAddressError as fault:
        parser.error(str(fault))
    os.environ.update(HOST=address.host, PORT=str(address.port))

    migrated = subprocess.run(portal("migrate"), check=False)
    if migrated.returncode != 0:
        return migrated.returncode
    sign_ins = ""
    if asked.demo:
        loaded = subprocess.run(
            portal("demo", "--first-time"), check=False, stdout=subprocess.PIPE, text=True
        )
        if loaded.returncode != 0:
            return loaded.returncode
        sign_ins = loaded.stdout
    return run_together(
        [
            Part("The web server", portal("web", "--log-level", "warning"), signal.SIGTERM),
            Part("The worker", portal("worker"), signal.SIGINT),
        ],
        Announcement(address, sign_ins),
        say,
    )
