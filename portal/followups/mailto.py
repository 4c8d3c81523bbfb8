"""A note as a ``mailto:`` address (RFC 6068), which opens it in the candidate's own mail program."""

from dataclasses import dataclass
from urllib.parse import quote

LONGEST = 1600
"""Encoded characters beyond which mail programs cut or refuse an address."""
ADDRESS_SAFE = "@!$'*+-._~"
"""What may stand as it is in the address part: RFC 6068's ``some-delims`` and unreserved characters."""


@dataclass(frozen=True, slots=True)
class Mailto:
    """The address to open, and whether the text fitted into it."""

    address: str
    complete: bool


def mailto(to: str, subject: str, body: str, copy_to: str | None = None) -> Mailto:
    """The address for one recipient; without the text where it would be longer than ``LONGEST``."""
    fields = [("subject", subject)]
    if copy_to:
        fields.append(("bcc", copy_to))
    whole = _address(to, [*fields, ("body", body)])
    if len(whole) <= LONGEST:
        return Mailto(whole, complete=True)
    return Mailto(_address(to, fields), complete=False)


def _address(to: str, fields: list[tuple[str, str]]) -> str:
    query = "&".join(f"{name}={_value(value)}" for name, value in fields if value)
    return f"mailto:{quote(to, safe=ADDRESS_SAFE)}{'?' if query else ''}{query}"


def _value(text: str) -> str:
    """Percent-encoded, with the line breaks that mail has."""
    return quote(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n"), safe="-._~")
