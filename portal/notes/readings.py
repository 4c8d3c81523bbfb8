"""The readings of one case: read when first asked for, kept by their words, and compared with each other."""

from collections.abc import MutableMapping
from difflib import SequenceMatcher

from portal.notes.read import read
from portal.notes.reading import Context, Reading

_MOST_COMPARED = 800


class Readings:
    """Words → reading, against one context. ``known`` may hold readings kept from before, by their words."""

    def __init__(self, context: Context, known: MutableMapping[str, Reading] | None = None) -> None:
        self.context = context
        self.known: MutableMapping[str, Reading] = {} if known is None else known
        self._similar: dict[tuple[str, str], float] = {}

    def of(self, text: str) -> Reading:
        """The reading of ``text``."""
        found = self.known.get(text)
        if found is None:
            found = self.known[text] = read(text, self.context)
        return found

    def similarity(self, one: str, other: str) -> float:
        """How much of two texts is the same, 0 to 1, without greetings, sign-offs and names."""
        if one == other:
            return 1.0
        pair = (one, other) if one < other else (other, one)
        found = self._similar.get(pair)
        if found is None:
            cores = [self.of(text).core[:_MOST_COMPARED] for text in pair]
            matcher = SequenceMatcher(None, cores[0], cores[1], autojunk=False)
            found = self._similar[pair] = 1.0 if cores[0] == cores[1] else matcher.ratio()
        return found
