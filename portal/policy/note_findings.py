"""What to change in a note before it goes: what its reading says, seen with the policy's rules and the case around it.

A finding points at the words where there are words to point at. Its ``level`` is that of the rule it comes from; what
no rule asks for (tone, pay, a wrong name) is a ``should``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.notes.phrases import GREETING, NOBODY
from portal.notes.reading import Reading, Span
from portal.notes.spelling import correction
from portal.notes.words import words
from portal.policy.contacts import ROUTED
from portal.policy.facts import RECRUITER, Note
from portal.policy.plan import Plan, Step
from portal.policy.view import View

CHECKED = ROUTED | {"logistics", "connect", "other", "linkedin_request"}
"""Kinds of drafts that go to the employer in writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFinding:
    """One thing to change. ``start`` and ``end`` count code points of the body; None where something is absent.

    ``certainty``: sure, or check (look at it, it may be right). ``suggestions``: words that could stand there instead.
    """

    kind: str
    message: str
    rule: str | None = None
    level: str = "should"
    start: int | None = None
    end: int | None = None
    text: str | None = None
    suggestions: tuple[str, ...] = ()
    certainty: str = "sure"


# kind of reading → (finding, rule, message): a thank-you that lacks it
_LACKING = {
    "thanks": ("no_thanks", "says_thanks", "Thank them for the conversation or their time."),
    "interest": ("no_interest", "restates_interest", "Say that you want the job."),
    "fit": ("no_fit", "shows_fit", "Tie one thing you have done to one thing they need."),
    "look_ahead": ("no_look_ahead", "looks_forward", "End on what comes next."),
}
# kind of reading → (finding, rule or None, message, certainty): words that should not stand there
_SPANS = {
    "placeholder": ("placeholder", "not_a_template", "Fill this gap or take it out.", "sure"),
    "stock": ("stock_letter", "not_a_template", "Say it in your own words.", "check"),
    "choppy": ("choppy", "well_written", "Join some of these short sentences.", "check"),
    "misspelling": ("misspelling", "well_written", "Check the spelling.", "sure"),
    "grammar": ("grammar", None, "A word stands here twice.", "sure"),
    "pushy": ("pushy", None, "This may read as pressing; say it more gently.", "check"),
    "too_casual": ("too_casual", None, "This may read as too casual for an interviewer.", "check"),
    "salary": ("mentions_salary", None, "Leave pay for the offer.", "check"),
}


def note_findings(view: View, plan: Plan, note: Note, body: str | None = None) -> list[NoteFinding]:
    """What to change in ``note`` (with ``body`` instead of its own words, while it is typed), in order of the text."""
    if note.kind is not None and note.kind not in CHECKED:
        return []
    text = (note.body or "") if body is None else body
    reading = view.readings.of(text)
    steps = {s.rule.id: s for s in plan.steps if not s.off_stage}
    found = [
        *_spans(text, reading, steps),
        *_lacking(view, note, reading, steps),
        *_length(note, reading, steps),
        *_names(view, note, text),
        *_others(view, note, text, steps),
        *_route(view, note, steps),
        *_timing(view, text, reading, steps),
    ]
    return sorted(found, key=lambda f: (f.start is None, f.start or 0, f.kind))


def _level(steps: dict[str, Step], rule: str | None) -> str:
    return steps[rule].level if rule in steps else "should"


def _spans(text: str, reading: Reading, steps: dict[str, Step]) -> Iterator[NoteFinding]:
    for span in reading.spans:
        if span.kind not in _SPANS:
            continue
        kind, rule, message, certainty = _SPANS[span.kind]
        if span.kind == "stock" and any(p.fullmatch(span.item) for p in NOBODY):
            kind, message, certainty = "addressed_to_nobody", "Address the person by name.", "sure"
        yield NoteFinding(
            kind=kind,
            message=message,
            rule=rule,
            level=_level(steps, rule),
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            suggestions=_instead(span, text),
            certainty=certainty,
        )


def _instead(span: Span, text: str) -> tuple[str, ...]:
    """What could stand there: the word that was meant, or the doubled word once."""
    words_there = text[span.start : span.end]
    if span.kind == "misspelling":
        meant = correction(words_there)
        return () if meant is None else (meant,)
    return (words_there.split()[0],) if span.kind == "grammar" else ()


def _lacking(view: View, note: Note, reading: Reading, steps: dict[str, Step]) -> Iterator[NoteFinding]:
    def lack(kind: str, rule: str, message: str) -> NoteFinding:
        return NoteFinding(kind=kind, message=message, rule=rule, level=steps[rule].level, certainty="check")

    if note.kind in ("check_in", "value_add") and "offers_something_new" in steps:
        if not reading.count("addition") and not note.offers:
            yield lack("nothing_added", "offers_something_new", "Bring something they have not seen yet.")
        return
    if note.kind != "thank_you":
        return
    for kind, (finding, rule, message) in _LACKING.items():
        uninterested = kind == "interest" and view.recap is not None and view.recap.still_interested is False
        if rule in steps and not reading.count(kind) and not uninterested:
            yield lack(finding, rule, message)
    if "names_topics" in steps and reading.count("topic") < steps["names_topics"].params["min"]:
        yield lack("no_topic", "names_topics", "Take up something from your recap.")
    if "adds_something" in steps and not reading.count("addition") and not note.offers:
        yield lack("nothing_added", "adds_something", "You could add a link to an article or to your work.")
    if "clarifies_stumbles" in steps and view.readings.context.stumbles and not _clarified(view):
        yield lack("no_clarification", "clarifies_stumbles", "Give one stumble its better answer here.")


def _clarified(view: View) -> bool:
    drafts = [n.body for n in view.facts.notes if n.kind == "thank_you" and n.body]
    return any(view.readings.of(words_of).count("clarification") for words_of in drafts)


def _length(note: Note, reading: Reading, steps: dict[str, Step]) -> Iterator[NoteFinding]:
    step = steps.get("fits_length")
    if step is None or note.kind != "thank_you":
        return
    least, most = step.params["min_words"], step.params["max_words"]
    if reading.words < least:
        said = f"{reading.words} words; {least} or more say enough."
        yield NoteFinding(kind="too_short", message=said, rule="fits_length", level=step.level)
    elif reading.words > most:
        said = f"{reading.words} words; {most} or fewer get read."
        yield NoteFinding(kind="too_long", message=said, rule="fits_length", level=step.level)


def _names(view: View, note: Note, text: str) -> Iterator[NoteFinding]:
    """A greeting of somebody else, and an employer where the candidate also applied."""
    greeting = GREETING.match(text)
    readers = [view.people[p] for p in note.to if p in view.people]
    if greeting is not None and readers:
        greeted = set(words(greeting.group()))
        own = {w for p in readers for w in words(p.name)}
        strangers = [
            p for p in view.people.values() if p not in readers and greeted & (set(words(p.name)) - own)
        ]
        if strangers and not greeted & own:
            yield NoteFinding(
                kind="wrong_person",
                message=f"This greets {strangers[0].name}; the note goes to {readers[0].name}.",
                start=greeting.start(),
                end=greeting.end(),
                text=greeting.group(),
                suggestions=(f"Dear {readers[0].name.split(' ')[0]},",) if readers[0].name.strip() else (),
            )
    for application in view.facts.applications:
        other = application.employer
        if other and other.lower() != view.facts.job.employer.lower() and (at := text.find(other)) >= 0:
            yield NoteFinding(
                kind="wrong_employer",
                message=f"This interview was with {view.facts.job.employer}.",
                start=at,
                end=at + len(other),
                text=other,
                suggestions=(view.facts.job.employer,),
            )


def _others(view: View, note: Note, text: str, steps: dict[str, Step]) -> Iterator[NoteFinding]:
    step = steps.get("written_for_each")
    if step is None or note.kind != "thank_you" or not text.strip():
        return
    limit = float(step.params["max_similarity"])
    for other in view.facts.notes:
        if (
            other.id == note.id
            or other.kind != "thank_you"
            or not other.body
            or set(other.to) == set(note.to)
        ):
            continue
        if view.readings.similarity(text, other.body) >= limit:
            said = f"This is nearly the same as {other.id}; give each person a middle of their own."
            yield NoteFinding(kind="same_as_other_note", message=said, rule=step.rule.id, level=step.level)
            return


def _route(view: View, note: Note, steps: dict[str, Step]) -> Iterator[NoteFinding]:
    if note.kind not in ROUTED or not note.to:
        return
    way = view.routes[note.kind]
    direct = any(p != RECRUITER for p in note.to)
    if way == "direct" and not direct:
        said = "This goes to your recruiter alone; address the person you met."
    elif way == "none":
        said = "This employer wants no such contact."
    else:
        return
    yield NoteFinding(
        kind="not_direct", message=said, rule="sent_directly", level=_level(steps, "sent_directly")
    )


def _timing(view: View, text: str, reading: Reading, steps: dict[str, Step]) -> Iterator[NoteFinding]:
    if view.decision_ends is None or view.as_of >= view.decision_ends:
        return
    for span in reading.spans:
        if span.kind == "asks_decision":
            yield NoteFinding(
                kind="asks_decision_early",
                message="They have not had the time yet that they asked for.",
                rule="respects_dates",
                level=_level(steps, "respects_dates"),
                start=span.start,
                end=span.end,
                text=text[span.start : span.end],
                certainty="check",
            )
