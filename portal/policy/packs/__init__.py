"""The packs that come with the portal: one for each article, and the agency default."""

from functools import cache
from pkgutil import get_data

from portal.policy.policy import Policy, load_policy

NAMES = ("agency-default", "gdh", "hn", "make", "five", "tp")
"""The packs by name, the default first."""
DEFAULT = NAMES[0]


class UnknownPackError(LookupError):
    """No pack has that name; the message lists those there are."""


def pack_text(name: str) -> str:
    """The YAML of a pack, as it is kept."""
    if name not in NAMES:
        raise UnknownPackError(f"There is no policy named {name!r}. There are: {', '.join(NAMES)}.")
    found = get_data(__name__, f"{name}.yaml")
    return found.decode() if found is not None else ""


@cache
def pack(name: str = DEFAULT) -> Policy:
    """A pack, loaded and checked; raise UnknownPackError for a name that none has."""
    return load_policy(pack_text(name), f"{name}.yaml")
