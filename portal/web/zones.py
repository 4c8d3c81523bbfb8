"""Timezones and languages that a form offers."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older

__all__ = ["LANGUAGES", "SelectChoice", "choices", "language_name", "languages", "places"]

REGIONS = (
    "America",
    "Europe",
    "Africa",
    "Asia",
    "Australia",
    "Atlantic",
    "Indian",
    "Pacific",
    "Antarctica",
)
LANGUAGES = ("en_US", "en_GB")
"""Languages that the portal speaks; they also decide how dates and times read."""


@cache
def places() -> tuple[SelectChoice, ...]:
    """Every IANA name as a choice among those of its region: ``America/Chicago`` reads “Chicago” under “America”."""
    names = sorted(available_timezones())
    return (
        *(
            SelectChoice(name, _city(name), optgroup=region)
            for region in REGIONS
            for name in names
            if name.startswith(f"{region}/")
        ),
        SelectChoice("UTC", "UTC", optgroup="UTC"),
    )


def choices(*, empty: Any = None) -> list[SelectChoice]:
    """The same, for a select field; ``empty`` is what an empty choice says, where there may be one."""
    return [*([SelectChoice("", empty)] if empty else []), *places()]


def languages(*, empty: Any = None) -> list[SelectChoice]:
    """Each language with its own name for itself; ``empty`` as in :func:`choices`."""
    return [
        *([SelectChoice("", empty)] if empty else []),
        *(SelectChoice(name, language_name(name)) for name in LANGUAGES),
    ]


def language_name(name: str) -> str:
    """What a language calls itself: ``English (United Kingdom)``."""
    return str(Locale.parse(name).get_display_name(name))


def _city(name: str) -> str:
    return name.partition("/")[2].replace("_", " ").replace("/", " – ")
