"""How a note comes across: what sounds pushy or too casual, asks for a decision, or talks about pay."""

import re

from portal.notes.reading import Span
from portal.notes.sentences import Sentence

_FLAGS = re.IGNORECASE
TONES = {
    "asks_decision": re.compile(
        r"\b(?:any|some) (?:news|update|decision|feedback)\b"
        r"|\b(?:have you|did you|when will you|when do you) (?:\w+ ){0,3}?(?:decided?|decision|chosen|choose)\b"
        r"|\b(?:made|make|reached) (?:a|your|the) (?:final )?decision\b"
        r"|\b(?:status|outcome) of (?:my|the) (?:application|interview|process)\b"
        r"|\b(?:did|have) i (?:get|got|gotten) (?:the|this) (?:job|position|role)\b",
        _FLAGS,
    ),
    "pushy": re.compile(
        r"!{2,}|\?{2,}|\bASAP\b|\bas soon as possible\b|\burgent(?:ly)?\b"
        r"|\b(?:just )?checking in again\b|\bstill waiting\b"
        r"|\b(?:i|you) (?:expect|demand|must|need) (?:an|your|to) (?:answer|reply|response|hear)\b"
        r"|\bplease (?:respond|reply|answer) (?:immediately|today|soon|by)\b"
        r"|\b(?:other|another) offers? .{0,40}\b(?:decide|answer|deadline)\b",
        _FLAGS,
    ),
    "too_casual": re.compile(
        r"(?<!\w)(?:hey|yo|sup|lol|omg|btw|gonna|wanna|gotta|kinda|dunno|thx|ur|u r|awesome|dude|guys|cya|xoxo|haha+)(?!\w)"
        r"|[\u2600-\u27bf\U0001f300-\U0001faff]|(?<!\w)[:;]-?[)(DP](?!\w)",
        _FLAGS,
    ),
    "salary": re.compile(
        r"\b(?:salary|salaries|compensation|pay (?:range|rate|rise)|wages?|hourly rate|bonus(?:es)?|benefits package|"
        r"paid time off|vacation days|stock options)\b",
        _FLAGS,
    ),
}
"""Kind of span → what shows it, searched in one sentence."""


def toned(part: Sentence) -> list[Span]:
    """The stretches of a sentence that come across wrongly."""
    return [
        Span(kind, part.start + match.start(), part.start + match.end(), match.group().lower())
        for kind, pattern in TONES.items()
        for match in pattern.finditer(part.text)
    ]
