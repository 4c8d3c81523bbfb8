"""Where the web server listens: HOST and PORT of the environment, read once and checked."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass


class BadAddressError(ValueError):
    """The address cannot be listened on; the message says what to do."""


@dataclass(frozen=True)
class Address:
    """A host (name, IPv4 or IPv6 address) and a TCP port."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Address:
        """Read HOST (default 127.0.0.1) and PORT (default 8000); raise BadAddressError for what is no port."""
        host = os.environ.get("HOST", "").strip().strip("[]") or "127.0.0.1"
        text = os.environ.get("PORT", "").strip() or "8000"
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):  # noqa: PLR2004  # ports are 16 bits
            raise BadAddressError(f"PORT is {text!r}. Set it to a number from 1 to 65535.")
        return cls(host, int(text))

    @property
    def reachable_host(self) -> str:
        """The host a browser on this machine uses: a server listening everywhere is asked on loopback."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104  # compared, not bound

    @property
    def url(self) -> str:
        """The address to open in a browser on this machine."""
        return f"http://{bracketed(self.reachable_host)}:{self.port}"

    @property
    def bind(self) -> str:
        """The address as gunicorn's --bind takes it."""
        return f"{bracketed(self.host)}:{self.port}"

    def check_free(self) -> None:
        """Raise BadAddressError when the address is not this machine's or something listens there already."""
        try:
            family, kind, protocol, _name, place = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except OSError as fault:
            raise BadAddressError(
                f"Cannot listen on {self.bind}: {fault.strerror or fault}. "
                "Stop what listens there, or set PORT (and HOST) to another address."
            ) from fault


def bracketed(host: str) -> str:
    """Give the host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host
