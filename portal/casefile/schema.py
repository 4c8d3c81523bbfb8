"""Reads plain values into the fields of the facts' own types, noting every fault with its place.

The types in ``portal.policy.facts`` are the schema: a field added there is read, checked and written with no further
word here. (A second set of model classes would say each field twice; reading the types also starts faster.)
Texts are taken as they are; nothing is converted except that YAML's yes and no are accepted for true and false.
"""

import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

from portal.policy.document import Document, Place
from portal.policy.facts import Facts, Route, Touch

FIRST_YEAR, LAST_YEAR = 1970, 2199
ALSO_REQUIRED = {Facts: ("people",), Touch: ()}
BAD: Any = object()
"""Stands for a value that could not be read; its fault is noted."""
Parsed = dict[str, Any]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = "an instant like 2026-03-02T14:00:00-06:00, with its offset"
_YES = {"yes": True, "on": True, "no": False, "off": False}


@cache
def fields_of(kind: type) -> dict[str, tuple["Field[Any]", Any]]:
    """Field name → (field, its type) of one of the facts' types."""
    hints = typing.get_type_hints(kind)
    return {f.name: (f, hints[f.name]) for f in fields(kind)}


def read_object(document: Document, kind: type, value: Any, place: Place) -> Any:
    """Read a mapping into the fields of ``kind``: field → parsed value, without those left out; BAD for no mapping."""
    known = fields_of(kind)
    if not isinstance(value, dict):
        return _bad(document, place, value, f"the keys {', '.join(known)}")
    parsed: Parsed = {}
    for key, given in value.items():
        here = (*place, key)
        if key not in known:
            if not (kind is Facts and key == "case"):
                document.fault(here, "is no key that belongs here", ", ".join(known))
        elif given is not None:
            found = read_value(document, known[key][1], given, here)
            if found is not BAD:
                parsed[key] = found
    for name, (field, _) in known.items():
        if value.get(name) is None and (_required(field) or name in ALSO_REQUIRED.get(kind, ())):
            document.fault((*place, name), "is missing", _allowed(known[name][1]))
    return parsed


def _required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def read_value(document: Document, kind: Any, value: Any, place: Place) -> Any:
    """Read one value of the type ``kind``; ``BAD`` with a fault noted where it is not one."""
    form = get_origin(kind)
    if form in _FORMS:
        return _FORMS[form](document, kind, value, place)
    if is_dataclass(kind):
        return read_object(document, typing.cast("type", kind), value, place)
    return _SCALARS[kind](document, value, place)


def _read_word(document: Document, kind: Any, value: Any, place: Place) -> Any:
    if isinstance(value, str) and value in get_args(kind):
        return value
    return _bad(document, place, value, _allowed(kind))


def _read_union(document: Document, kind: Any, value: Any, place: Place) -> Any:
    choices = [choice for choice in get_args(kind) if choice is not NoneType]
    if Route in choices:
        return _read_route(document, value, place)
    if set(choices) == {datetime, date}:
        day = isinstance(value, str) and _DATE.fullmatch(value)
        return read_value(document, date if day else datetime, value, place)
    return read_value(document, choices[0], value, place)


def _read_list(document: Document, kind: Any, value: Any, place: Place) -> Any:
    if not isinstance(value, list):
        return _bad(document, place, value, "a list")
    inner = get_args(kind)[0]
    return tuple(read_value(document, inner, item, (*place, number)) for number, item in enumerate(value))


def _read_route(document: Document, value: Any, place: Place) -> Any:
    routes = get_args(Route)
    if isinstance(value, str) and value in routes:
        return value
    kinds = ("thank_you", "clarification", "check_in", "value_add", "logistics", "connect", "other")
    allowed = f"one of {', '.join(routes)}; or by kind ({', '.join(kinds)})"
    if not isinstance(value, dict):
        return _bad(document, place, value, allowed)
    for key, route in value.items():
        if key not in kinds or route not in routes:
            document.fault((*place, key), f"is {_shown(route)}", allowed)
    return value


def _read_overrides(document: Document, _kind: Any, value: Any, place: Place) -> Any:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        return _bad(document, place, value, "rule: {parameter: value}")
    return value


def _read_text(document: Document, value: Any, place: Place) -> Any:
    if not isinstance(value, str):
        quoted = isinstance(value, (int, float))
        return _bad(document, place, value, "text" + (" (put it in quotes)" if quoted else ""))
    if any((ord(c) < ord(" ") and c not in "\t\n\r") or "\ud800" <= c <= "\udfff" for c in value):
        return _bad(document, place, "a text with control characters", "readable text")
    return value


def _read_truth(document: Document, value: Any, place: Place) -> Any:
    if isinstance(value, str):
        value = _YES.get(value.lower(), value)
    return value if isinstance(value, bool) else _bad(document, place, value, "true or false")


def _read_share(document: Document, value: Any, place: Place) -> Any:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if good else _bad(document, place, value, "a number from 0 to 1")


def _read_day(document: Document, value: Any, place: Place) -> Any:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return _within(document, date.fromisoformat(value), place)
        except ValueError:
            pass
    return _bad(document, place, value, "a date like 2026-03-13")


def _read_instant(document: Document, value: Any, place: Place) -> Any:
    if not isinstance(value, str):
        return _bad(document, place, value, _INSTANT)
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return _bad(document, place, value, _INSTANT)
    if instant.tzinfo is None:
        document.fault(place, f"has no offset ({_shown(value)})", _INSTANT)
        return BAD
    return _within(document, instant, place)


def _within(document: Document, when: date, place: Place) -> Any:
    if FIRST_YEAR < when.year < LAST_YEAR:
        return when
    return _bad(
        document, place, f"in the year {when.year}", f"a year after {FIRST_YEAR} and before {LAST_YEAR}"
    )


_FORMS: Mapping[Any, Callable[[Document, Any, Any, Place], Any]] = {
    typing.Union: _read_union,
    UnionType: _read_union,
    tuple: _read_list,
    Literal: _read_word,
    Mapping: _read_overrides,
}
_SCALARS = {
    str: _read_text,
    bool: _read_truth,
    float: _read_share,
    date: _read_day,
    datetime: _read_instant,
}


def _allowed(kind: Any) -> str:
    if get_origin(kind) in (typing.Union, UnionType):
        return _allowed(next(choice for choice in get_args(kind) if choice is not NoneType))
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(get_args(kind))
    if get_origin(kind) is tuple:
        return "a list"
    if is_dataclass(kind):
        return f"the keys {', '.join(fields_of(typing.cast('type', kind)))}"
    return {str: "text", datetime: _INSTANT, date: "a date like 2026-03-13"}.get(kind, "a value")


def _bad(document: Document, place: Place, value: Any, allowed: str) -> Any:
    document.fault(place, f"is {_shown(value)}", allowed)
    return BAD


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004 - enough to recognise it
