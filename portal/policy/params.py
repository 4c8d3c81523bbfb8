"""What a rule may be told: each parameter's unit, bounds, meaning and how it reads in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal.policy.contacts import REQUESTS, WRITTEN

STAGES = ("phone", "first", "second", "final")
CHANNELS = (*sorted(WRITTEN), "phone_call")
SECTIONS = (
    "topics",
    "good_points",
    "bad_points",
    "first_impressions",
    "environment",
    "people",
    "requirements",
)
ROUTES = ("direct", "via_agency", "none")
NETWORKS = tuple(REQUESTS)
REQUIRED: object = object()
"""Stands for a parameter without a default."""


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: ``unit`` (what its numbers count), what it means, and the functions that judge and word a value.

    ``fault(value)`` is None for an allowed value, else what is allowed; ``ready(value)`` is what the rule's function
    receives; ``say(value)`` how it reads in a sentence.
    """

    unit: str
    about: str
    fault: Callable[[Any], str | None]
    ready: Callable[[Any], Any]
    say: Callable[[Any], str]
    default: Any = REQUIRED


def number(
    unit: str,
    about: str,
    least: float = 0,
    most: float = 1_000_000,
    default: Any = REQUIRED,
    noun: str = "",
) -> Param:
    """A number of ``unit`` (hours may have a fraction, everything else is whole)."""
    whole = unit != "hours"
    allowed = f"a {'whole ' if whole else ''}number of {unit} from {least:g} to {most:g}"

    def fault(value: Any) -> str | None:
        kinds = int if whole else (int, float)
        good = isinstance(value, kinds) and not isinstance(value, bool) and least <= value <= most
        return None if good else allowed

    def say(value: Any) -> str:
        name = noun or unit.removesuffix("s")
        return f"{value:g}" if unit == "words" else f"{value:g} {name if value == 1 else unit}"

    return Param(unit, about, fault, lambda value: value, say, default)


def share(about: str, default: Any = REQUIRED) -> Param:
    """A share from 0 to 1, exact in decimals."""

    def fault(value: Any) -> str | None:
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
        return None if good else "a share from 0 to 1"

    return Param("share", about, fault, lambda v: Fraction(str(v)), lambda v: f"{round(v * 100)} %", default)


def chosen(
    unit: str, about: str, among: tuple[str, ...], default: Any = REQUIRED, *, all_word: bool = False
) -> Param:
    """Some of a fixed list of words; with ``all_word`` also the word ``all``."""
    allowed = f"a list of {', '.join(among)}" + (" (or: all)" if all_word else "")

    def fault(value: Any) -> str | None:
        if all_word and value == "all":
            return None
        good = isinstance(value, (list, tuple)) and all(v in among for v in value)
        return None if good and len(set(value)) == len(value) else allowed

    def ready(value: Any) -> frozenset[str]:
        return frozenset(among) if value == "all" else frozenset(value)

    def say(value: Any) -> str:
        return listed([plain(v) for v in (among if value == "all" else value)]) or "none"

    return Param(unit, about, fault, ready, say, default)


def one_of(unit: str, about: str, among: tuple[str, ...], default: Any = REQUIRED) -> Param:
    """One word of a fixed list."""

    def fault(value: Any) -> str | None:
        return None if isinstance(value, str) and value in among else f"one of {', '.join(among)}"

    return Param(unit, about, fault, lambda value: value, plain, default)


def stage_days(about: str, default: Any = REQUIRED) -> Param:
    """Stage → first and last day (counted after the interview's local day) of a window."""

    def fault(value: Any) -> str | None:
        if isinstance(value, Mapping) and all(
            stage in STAGES
            and isinstance(days, (list, tuple))
            and [type(d) for d in days] == [int, int]
            and 0 <= days[0] <= days[1] <= 365  # noqa: PLR2004 - a year is where a follow-up ends
            for stage, days in value.items()
        ):
            return None
        return f"for any of {', '.join(STAGES)} a first and a last day, like [5, 8], from 0 to 365"

    def ready(value: Any) -> dict[str, tuple[int, int]]:
        return {stage: (days[0], days[1]) for stage, days in value.items()}

    def say(value: Any) -> str:
        return listed([f"{stage} {days[0]}–{days[1]} days" for stage, days in value.items()]) or "no stage"

    return Param("days by stage", about, fault, ready, say, default)


def plain(word: str) -> str:
    """A word of the data as people say it."""
    return _PLAIN.get(word, word.replace("_", " "))


def listed(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


_PLAIN = {
    "handwritten_note": "handwritten note",
    "linkedin_message": "LinkedIn message",
    "linkedin_request": "LinkedIn request",
    "facebook_request": "Facebook request",
    "instagram_request": "Instagram request",
    "x_follow": "follow on X",
    "phone_call": "phone call",
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "x": "X",
    "via_agency": "through the agency",
    "direct": "straight to the employer",
    "thank_you": "thank-you",
    "check_in": "check-in",
    "value_add": "useful extra",
    "none": "no contact",
}
