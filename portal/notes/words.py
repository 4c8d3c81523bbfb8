"""Words and stems of an English text."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP_WORDS = """a about after again all also always am an and any are as at be because been before being both but by can could
    did do does doing done each else ever every few for from get gets got had has have having he her here him his how i
    if in into is it its just like made make many may me might more most much must my never no nor not now of off often
    on once one only or other our out over own really said same say see she should so some still such than that the
    their them then there these they thing things this those through to too two under until up us use used using very
    want was way we well were what when where which while who whom why will with would yes yet you your"""
_STOP = frozenset(_STOP_WORDS.split())
_GENERIC = """answer ask better company describe experience explain good great handle help hire interview job know learn
    opportunity people place position project question role talk team tell think time today week work year"""
_ENDINGS = (
    *("ization", "ational", "fulness", "ousness", "iveness", "ations", "ments", "ation", "ities", "ings"),
    *(
        "ment",
        "ness",
        "ally",
        "able",
        "ible",
        "ing",
        "ies",
        "ity",
        "ers",
        "ors",
        "ion",
        "ed",
        "er",
        "or",
        "ly",
    ),
    *("es", "al", "s", "e", "y"),
)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending: light, for English; "streaming" and "streams" meet in "stream"."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 - shorter says nothing
                word = word.removesuffix(ending)
                break
        else:
            break
    if len(word) > 3 and word[-1] == word[-2]:  # noqa: PLR2004 - "planned" and "plan"
        word = word[:-1]
    return word


def words(text: str) -> list[str]:
    """The words of a text, lower case, hyphenated ones whole."""
    return [m.group().lower() for m in _WORD.finditer(text)]


def stems(text: str) -> list[str]:
    """The stems of a text's words; a hyphenated word gives itself and its parts."""
    found: list[str] = []
    for word in words(text):
        if "-" in word:
            found.append(word.replace("-", ""))
            found.extend(stem(part) for part in word.split("-") if part not in _STOP)
        else:
            found.append(stem(word))
    return found


def telling(text: str, besides: Iterable[str] = ()) -> frozenset[str]:
    """The stems that tell what a text is about: no everyday words, nor those of interviews in general."""
    own: set[str] = set()
    for word in words(text):
        if word in _STOP or stem(word) in _GENERIC_STEMS:
            continue
        own.add(word.replace("-", "") if "-" in word else stem(word))
    return frozenset(own).difference(besides) or frozenset(own)


def count_words(text: str) -> int:
    """How many words a reader would count: runs between white space that hold a letter or digit."""
    return sum(1 for run in text.split() if any(c.isalnum() for c in run))


_GENERIC_STEMS = frozenset(stem(word) for word in _GENERIC.split())
