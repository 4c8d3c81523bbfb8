"""The packs that an agency can choose from, as plain data."""

from importlib import resources
from typing import Any

import yaml

from portal.errors import NotFound

DEFAULT = "agency-default"


def names() -> list[str]:
    """Every pack's name, the agency default first."""
    found = (entry.name for entry in resources.files("portal.policy").joinpath("packs").iterdir())
    return sorted(
        (name.removesuffix(".yaml") for name in found if name.endswith(".yaml")),
        key=lambda name: (name != DEFAULT, name),
    )


def document(name: str) -> dict[str, Any]:
    """The pack as plain JSON data; raises :class:`NotFound` for a name that is none."""
    if name not in names():
        raise NotFound(f"pack {name}")
    text = resources.files("portal.policy").joinpath("packs", f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found
