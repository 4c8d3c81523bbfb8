"""A YAML or JSON text as plain values that know their line; whatever is doubtful in it is a named fault.

YAML is read event by event through the C parser: aliases are refused before anything is built from them, keys given
twice are found, depth and size are bounded, and plain words become values by YAML 1.2 (so ``No`` stays a word).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

MOST_CHARACTERS = 5_000_000
MOST_DEPTH = 40
MOST_NODES = 300_000
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which file, on which line (0: unknown), at which place, what, and what is allowed."""

    file: str
    line: int
    place: str
    wrong: str
    allowed: str = ""

    def __str__(self) -> str:
        """One line, like ``case.yaml:12: touches[2].to: …; allowed: …``."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        place = f"{self.place}: " if self.place else ""
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        return _one_line(f"{where}: {place}{self.wrong}{allowed}")


@dataclass(slots=True)
class Document:
    """The values of a text, the line of each place, and the faults found while reading."""

    name: str
    value: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line on which ``place`` stands, else that of the nearest one around it."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 0

    def fault(self, place: Place, wrong: str, allowed: str = "") -> None:
        """Note a fault at ``place``."""
        self.faults.append(Fault(self.name, self.line(place), spelled(place), wrong, allowed))


class UnreadableError(ValueError):
    """The text is no YAML or JSON that we read; the message says why, ``line`` where."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def spelled(place: Place) -> str:
    """A place as people write it: ``touches[2].to``."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_document(text: str, name: str) -> Document:
    """Read ``text`` (YAML, or JSON where it is that). Never raises: what is wrong stands in ``faults``."""
    document = Document(name)
    if len(text) > MOST_CHARACTERS:
        document.fault((), f"is longer than {MOST_CHARACTERS:,} characters")
        return document
    as_json = _json(text)
    try:
        document.value = _Reader(document).read(text)
    except UnreadableError as error:
        document.lines.setdefault((), error.line)
        if as_json is None:
            document.faults.append(Fault(name, error.line, "", str(error)))
    if as_json is not None:
        document.value = as_json
    return document


def _json(text: str) -> Any:
    """The values of a JSON object, or None where the text is not one (YAML reads what JSON cannot)."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return None
    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no number")


class _Reader:
    """Builds values from parser events."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.nodes = 0

    def read(self, text: str) -> Any:
        try:
            events = yaml.parse(text, Loader=yaml.CSafeLoader)
            started = [e for e in _take(events, 3) if isinstance(e, yaml.NodeEvent)]
            if not started:
                raise UnreadableError("is empty")
            value = self._node(started[0], events, ())
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    raise UnreadableError("holds more than one document", _line(event))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise UnreadableError(
                f"cannot be read: {error.problem or 'not well formed'}", mark.line + 1 if mark else 0
            ) from error
        except (yaml.YAMLError, ValueError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError("cannot be read: it holds characters that no text file has") from error
        return value

    def _node(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableError(f"uses the alias *{event.anchor}: write the value out", _line(event))
        if len(place) > MOST_DEPTH:
            raise UnreadableError(f"is nested deeper than {MOST_DEPTH} levels", _line(event))
        if self.nodes > MOST_NODES:
            raise UnreadableError(f"holds more than {MOST_NODES:,} values", _line(event))
        self.document.lines.setdefault(place, _line(event))
        if event.tag is not None and event.tag != "!":
            self.document.fault(place, f"has the tag {event.tag}", "plain values without tags")
        if isinstance(event, yaml.ScalarEvent):
            return plain_value(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            for inner in iter(events.__next__, None):
                if isinstance(inner, yaml.SequenceEndEvent):
                    return items
                items.append(self._node(inner, events, (*place, len(items))))
        return self._mapping(events, place)

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in iter(events.__next__, None):
            if isinstance(key, yaml.MappingEndEvent):
                break
            if not isinstance(key, yaml.ScalarEvent):
                raise UnreadableError("has a key that is not a word", _line(key))
            name = key.value
            here = (*place, name)
            doubled = name in found
            self.document.lines[here] = _line(key)
            value = self._node(next(events), events, here)
            if doubled:
                self.document.faults.append(
                    Fault(self.document.name, _line(key), spelled(here), "is given twice", "each key once")
                )
            found[name] = value
        return found


def _take(events: Iterator[Any], count: int) -> list[Any]:
    taken = []
    for event in events:
        taken.append(event)
        if len(taken) == count:
            break
    return taken


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


_INTEGER = re.compile(r"[-+]?\d{1,18}")
_DECIMAL = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d{1,3})?")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def plain_value(word: str) -> Any:
    """What an unquoted word means by YAML 1.2: nothing, true, false, a number, or the word itself."""
    if word in _WORDS:
        return None
    if word in _TRUTHS:
        return _TRUTHS[word]
    if _INTEGER.fullmatch(word) and not (len(word.lstrip("+-")) > 1 and word.lstrip("+-")[0] == "0"):
        return int(word)
    if _DECIMAL.fullmatch(word) and "." in word:
        return float(word)
    return word


def _one_line(text: str) -> str:
    """Text without line breaks or control characters, so that a fault stays one line."""
    return "".join(c if c.isprintable() else " " for c in text)
