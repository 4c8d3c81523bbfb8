"""Read a note: one pass over its sentences, naming what each one does.

Plain and honest: phrases, light stems and a list of common misspellings; the same answer for the same words.
"""

from functools import lru_cache

from portal.notes import phrases
from portal.notes.reading import Context, Reading, Span
from portal.notes.sentences import Sentence, sentences
from portal.notes.spelling import misspelt
from portal.notes.tone import toned
from portal.notes.words import count_words, stems, telling, words

MOST_CHARACTERS = 50_000
"""A note is read this far; nobody sends longer ones."""
_SHORT = 5
_RUN = 3
_TOPIC, _QUESTION, _ANSWER = 0.5, 0.34, 0.4
_STOCK_PHRASES = 3
_TAIL = 400  # characters at the end in which a sign-off stands


def read(text: str, context: Context) -> Reading:
    """What ``text`` says, read against ``context``."""
    body = text[:MOST_CHARACTERS]
    parts = sentences(body)
    parted = [frozenset(stems(part.text)) for part in parts]
    spans: list[Span] = []
    for place, part in enumerate(parts):
        nearby = parted[place] | (parted[place + 1] if place + 1 < len(parts) else frozenset())
        spans += _said(part)
        spans += toned(part)
        spans += _about(part, nearby, context)
        spans += _fit(part, parted[place], context)
    spans += _clarified(body, frozenset().union(*parted), context)
    spans += misspelt(body, context)
    spans += _form(body, parts, topical=any(s.kind == "topic" for s in spans))
    kinds: dict[str, set[str]] = {}
    for span in spans:
        kinds.setdefault(span.kind, set()).add(span.item)
    return Reading(
        words=count_words(body),
        spans=tuple(spans),
        core=core(body, context.names),
        kinds={kind: frozenset(items) for kind, items in kinds.items()},
    )


def _said(part: Sentence) -> list[Span]:
    """What the sentence does by its phrases alone."""
    found: list[Span] = []
    if phrases.THANKS.search(part.text) and not phrases.NO_THANKS.search(part.text):
        found.append(Span("thanks", part.start, part.end))
    if phrases.INTEREST.search(part.text) and not phrases.NO_INTEREST.search(part.text):
        found.append(Span("interest", part.start, part.end))
    if phrases.LOOK_AHEAD.search(part.text):
        found.append(Span("look_ahead", part.start, part.end))
    links = list(phrases.LINK.finditer(part.text))
    found += [
        Span("addition", part.start + m.start(), part.start + m.end(), m.group().rstrip(".,;:!?").lower())
        for m in links
    ]
    if not links and phrases.ADDITION.search(part.text):
        found.append(Span("addition", part.start, part.end, " ".join(words(part.text))))
    return found


@lru_cache(maxsize=4096)
def _telling(text: str, *besides: str) -> frozenset[str]:
    return telling(text, [s for other in besides for s in stems(other)])


def _about(part: Sentence, nearby: frozenset[str], context: Context) -> list[Span]:
    """Topics and questions of the recap that the sentence (with the next one) takes up."""
    found = []
    for share, items in ((_TOPIC, context.topics), (_QUESTION, context.questions)):
        for item in items:
            tell = _telling(item, context.employer, context.title)
            if tell and len(tell & nearby) >= share * len(tell) and tell & frozenset(stems(part.text)):
                found.append(Span("topic", part.start, part.end, item))
    return found


def _fit(part: Sentence, own: frozenset[str], context: Context) -> list[Span]:
    """Whether the sentence ties the candidate's own skill to a need of the job."""
    if not phrases.OWN_SKILL.search(part.text):
        return []
    for requirement in context.requirements:
        tell = _telling(requirement)
        if tell and len(tell & own) >= _TOPIC * len(tell):
            return [Span("fit", part.start, part.end, requirement)]
    if phrases.THEIR_NEED.search(part.text) or _about(part, own, context):
        return [Span("fit", part.start, part.end)]
    return []


def _clarified(body: str, said: frozenset[str], context: Context) -> list[Span]:
    """Reworked answers that the note takes up anywhere: most of what tells the better answer apart is said."""
    found = []
    for question, answer in context.stumbles:
        tell = _telling(answer)
        known = tell & said
        if tell and len(known) >= max(_ANSWER * len(tell), min(2, len(tell))):
            found.append(Span("clarification", 0, len(body), question))
    return found


def _form(body: str, parts: list[Sentence], *, topical: bool) -> list[Span]:
    """Placeholders, stock phrases and choppy runs."""
    found = [Span("placeholder", m.start(), m.end(), m.group()) for m in phrases.PLACEHOLDER.finditer(body)]
    stock = [m for pattern in phrases.STOCK if (m := pattern.search(body))]
    nobody = [m for m in stock if m.re in phrases.NOBODY]
    if nobody or (len(stock) >= _STOCK_PHRASES and not topical):
        found += [Span("stock", m.start(), m.end(), m.group().lower()) for m in (nobody or stock)]
    run: list[Sentence] = []
    for part in [*parts, None]:
        if part is not None and part.text[-1] in ".!?" and count_words(part.text) <= _SHORT:
            run.append(part)
            continue
        if len(run) >= _RUN:
            found.append(Span("choppy", run[0].start, run[-1].end, str(run[0].start)))
        run = []
    return found


def core(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a note without greeting, sign-off and names."""
    body = phrases.GREETING.sub("", text, count=1) if phrases.GREETING.match(text) else text
    body = body[:-_TAIL] + phrases.SIGN_OFF.sub("", body[-_TAIL:])
    known = {word for name in names for word in words(name)}
    return tuple(word for word in words(body) if word not in known)
