"""Misspellings: those that people make most, and words written twice.

No dictionary stands behind it. What is found is wrong beyond doubt and comes with its correction; a rare slip, or a real
word in the wrong place, is not found. Words of the recap, the job and names are always right.
"""

import re
from functools import cache, lru_cache
from pkgutil import get_data

from portal.notes.reading import Context, Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TWICE = re.compile(
    r"\b(the|a|an|and|to|of|in|for|with|that|is|are|you|your|i|my|we|on|at)\s+\1\b", re.IGNORECASE
)


@cache
def corrections() -> dict[str, str]:
    """Common misspelling → the word that was meant."""
    found = get_data("portal.notes", "misspellings.txt") or b""
    pairs = (line.split(" ", 1) for line in found.decode().splitlines())
    return {wrong: right for wrong, right in pairs}  # noqa: C416 - each pair is a list


def correction(word: str) -> str | None:
    """What was meant by a misspelt word, in its own capitals; None for a word that is not known to be wrong."""
    right = corrections().get(word.lower().replace("’", "'"))
    if right is None:
        return None
    return right.upper() if word.isupper() else right.capitalize() if word[0].isupper() else right


def misspelt(text: str, context: Context) -> list[Span]:
    """The misspellings of a text, and words written twice."""
    right = _right(context)
    found = [
        Span("misspelling", m.start(), m.end(), m.group().lower())
        for m in _WORD.finditer(text)
        if m.group().lower() not in right and correction(m.group()) is not None
    ]
    found += [Span("grammar", m.start(), m.end(), m.group().lower()) for m in _TWICE.finditer(text)]
    return found


@lru_cache(maxsize=256)
def _right(context: Context) -> frozenset[str]:
    written = (
        *(*context.topics, *context.questions, *context.requirements, *context.names),
        *(context.employer, context.title),
    )
    return frozenset(m.group().lower() for text in written for m in _WORD.finditer(text))
