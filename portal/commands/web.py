"""`portal web`: the web server, the same for a laptop, a container and a service manager."""

from __future__ import annotations

import argparse
import os
import sys

from portal.commands.address import Address, BadAddressError


def server_command(address: Address, workers: int, log_level: str) -> list[str]:
    """
    Give the gunicorn command line for an address.

    No access log: addresses hold tokens of mailed links. No control socket: it would be one for all of a
    person's servers.
    """
    return [
        *(sys.executable, "-m", "gunicorn"),
        *("--bind", address.bind),
        *("--workers", str(workers)),
        *("--timeout", "60"),
        *("--graceful-timeout", "10"),
        *("--log-level", log_level),
        "--no-control-socket",
        "portal:create_app()",
    ]


def main(argv: list[str]) -> int:
    """Become the web server; 2 for an address or a number that cannot be."""
    parser = argparse.ArgumentParser(
        prog="portal web", description="Serve the portal on HOST:PORT of the environment (127.0.0.1:8000)."
    )
    parser.add_argument("--workers", type=int, default=2, help="processes that answer requests (default: 2)")
    parser.add_argument(
        "--log-level", choices=("debug", "info", "warning", "error"), default="info", help="(default: info)"
    )
    asked = parser.parse_args(argv)
    if asked.workers < 1:
        parser.error("--workers takes 1 or more")
    try:
        command = server_command(Address.from_environment(), asked.workers, asked.log_level)
    except BadAddressError as fault:
        parser.error(str(fault))
    os.execv(command[0], command)  # noqa: S606  # our own argument list, no shell
