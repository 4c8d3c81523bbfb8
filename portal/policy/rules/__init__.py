"""The rules, one module a family, in the catalogue's order. Importing this package registers them all."""

from portal.policy.rules import (  # noqa: I001 - the order is the catalogue's
    before_leaving,
    recap,
    thank_you,
    note_text,
    note_form,
    afterwards,
    conduct,
    online,
    keeping_on,
)

__all__ = [
    "afterwards",
    "before_leaving",
    "conduct",
    "keeping_on",
    "note_form",
    "note_text",
    "online",
    "recap",
    "thank_you",
]
