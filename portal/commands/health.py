"""`portal health`: whether the web server answers, for containers and service managers."""

from __future__ import annotations

import argparse
import http.client
import os
import sys
from http import HTTPStatus
from urllib.parse import urlsplit

from portal.commands.address import Address, BadAddressError


def healthy(address: Address) -> bool:
    """
    Ask the web server at an address once, on this machine; True when it answers that all is well.

    It is asked by the name people know it by (BASE_URL), since production answers to no other.
    """
    known_as = urlsplit(os.environ.get("BASE_URL", "")).netloc
    connection = http.client.HTTPConnection(address.reachable_host, address.port, timeout=3)
    try:
        connection.request("GET", "/healthz", headers={"Host": known_as} if known_as else {})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(argv: list[str]) -> int:
    """0 when the web server on HOST:PORT answers that all is well, 1 when not, 2 for an address that cannot be."""
    parser = argparse.ArgumentParser(
        prog="portal health",
        description="Ask the web server on HOST:PORT of the environment whether it is well.",
    )
    parser.parse_args(argv)
    try:
        address = Address.from_environment()
    except BadAddressError as fault:
        parser.error(str(fault))
    if healthy(address):
        return 0
    print(f"No healthy answer from {address.url}/healthz.", file=sys.stderr)
    return 1
