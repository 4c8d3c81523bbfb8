"""The packs that an agency can choose from, as plain data."""

from typing import Any

from portal.errors import NotFound
from portal.policy import packs
from portal.policy.document import read_document
from portal.policy.policy import Policy

DEFAULT = packs.DEFAULT


def choices() -> list[tuple[str, Policy]]:
    """Every pack with its name, the agency default first."""
    return [(name, packs.pack(name)) for name in packs.NAMES]


def document(name: str) -> dict[str, Any]:
    """The pack as plain JSON data, as a version keeps it; raises :class:`NotFound` for a name that is none."""
    if name not in packs.NAMES:
        raise NotFound(f"pack {name}")
    found: dict[str, Any] = read_document(packs.pack_text(name), name).value
    return found
