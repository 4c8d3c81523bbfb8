"""Where the sentences of a note begin and end.

A sentence ends at ``.``, ``!``, ``?`` or an ellipsis that is followed by white space and something that may begin a
sentence, unless what stands before the mark is an abbreviation, an initial or a number in a list; a line's end always
ends one. Positions are exact, so that a comment can hang on what it quotes. Linear in the length of the text.
"""

import re
from dataclasses import dataclass

_TITLES = re.compile(
    r"(?:mr|mrs|ms|mx|dr|prof|rev|hon|st|mt|messrs|gen|col|capt|lt|sgt|vs|approx|est|cf|e\.?g|i\.?e)",
    re.IGNORECASE,
)
"""Abbreviations that something always follows."""

_COUNTED = re.compile(
    r"(?:no|nos|fig|p|pp|vol|art|sec|ext|ch|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)", re.IGNORECASE
)
"""Abbreviations where a figure follows, and else words of their own."""

_EITHER = re.compile(
    r"(?:a\.m|p\.m|u\.s|u\.k|ph\.d|[bm]\.sc|[bm]\.a|m\.b\.a|inc|ltd|co|corp|llc|plc|etc|jr|sr|dept|ave|blvd|rd)",
    re.IGNORECASE,
)
"""Abbreviations that end a sentence where a capital letter follows."""

_END = re.compile(r"(?:[.!?]{1,9}|…)[\"'”’)\]]*(?=\s)")
_NEAR = 100  # characters around a mark that tell what it is: a longer look would make long lines slow
_OPENING = "\"'“‘([«"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written, without the white space around it, and where it stands in its text."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of ``text`` in order; white space between them belongs to none."""
    return [sentence for line in paragraphs(text) for sentence in line]


def paragraphs(text: str) -> list[list[Sentence]]:
    """The sentences line by line; empty lines are left out."""
    found = []
    position = 0
    for line in text.splitlines(keepends=True):
        inside = _split(line, position)
        if inside:
            found.append(inside)
        position += len(line)
    return found


def _split(line: str, offset: int) -> list[Sentence]:
    found: list[Sentence] = []
    start = 0
    for mark in _END.finditer(line):
        if _ends(line, start, mark):
            _keep(found, line, start, mark.end(), offset)
            start = mark.end()
    _keep(found, line, start, len(line), offset)
    return found


def _keep(found: list[Sentence], line: str, start: int, end: int, offset: int) -> None:
    piece = line[start:end]
    words = piece.strip()
    if words:
        first = offset + start + len(piece) - len(piece.lstrip())
        found.append(Sentence(words, first, first + len(words)))


def _ends(line: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a sentence that began at ``start`` ends with this mark."""
    after = line[mark.end() : mark.end() + _NEAR].lstrip().lstrip(_OPENING)
    if not after:
        return True
    signs = mark[0].rstrip("\"'”’)]")
    if set(signs) <= {".", "…"} and after[0].islower():
        return False
    if signs != ".":
        return True
    near = max(start, mark.start() - _NEAR)
    before = line[near : mark.start()].split()
    return _stop_ends(before, after, alone=near == start and len(before) == 1)


def _stop_ends(before: list[str], after: str, *, alone: bool) -> bool:
    """Whether a full stop behind the words ``before`` ends their sentence, with ``after`` behind it.

    ``alone``: the last of them is all there is since the sentence began.
    """
    word = before[-1].lstrip(_OPENING) if before else ""
    initial = len(word) == 1 and word.isalpha() and word != "I"
    item_of_a_list = alone and word.isdigit()
    if initial or item_of_a_list or _TITLES.fullmatch(word):
        return False
    if _COUNTED.fullmatch(word):
        return not after[0].isdigit()
    return not _EITHER.fullmatch(word) or after[0].isupper()
