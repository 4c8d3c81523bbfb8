"""What a reading holds, and what it is read against."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known around a note. ``stumbles``: (question, better answer); ``names``: everyone and everything named."""

    topics: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    stumbles: tuple[tuple[str, str], ...] = ()
    requirements: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    employer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text (code points, end exclusive) and what it is; ``item``: which topic, link, … it is about."""

    kind: str
    start: int
    end: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says.

    ``kinds``: kind → its distinct items (a kind without items has the empty one). Kinds: ``thanks``, ``topic``,
    ``interest``, ``fit``, ``clarification``, ``addition``, ``look_ahead``, ``placeholder``, ``stock``, ``choppy``,
    ``misspelling``, ``grammar``, ``asks_decision``, ``pushy``, ``too_casual``, ``salary``. ``core``: the words without greeting, sign-off and names, for comparing texts.
    """

    words: int
    spans: tuple[Span, ...] = ()
    core: tuple[str, ...] = ()
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """How many distinct items of ``kind`` the text has."""
        found = self.kinds.get(kind)
        return len(found) if found else 0
