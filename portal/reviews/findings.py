"""What the policy says of a submission, while its reviewer reads it.

A note is judged as if it were sent now: once alone, for what it says, and once beside everything sent before, for how it
goes out. A recap is judged as it stands. Nothing here knows a rule; it only picks whose verdicts help to decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from portal.models import NoteRevision
from portal.policy import facts as f
from portal.policy.scoring import Judged, Result
from portal.policy.wording import because, rule_text
from portal.reviews.item import Item
from portal.scoring.facts import facts_of, names_of
from portal.scoring.queries import result_now

TEXT_FAMILIES = {"note_text", "note_form"}
RECAP_FAMILIES = {"before_leaving", "recap"}
ON_SENDING = {
    "sent_directly",
    "channel_fits",
    "written_for_each",
    "touch_cap",
    "respects_dates",
    "spaced_out",
    "offers_something_new",
}
"""Rules on a single message that need to know the others."""
ORDER = ["missed", "partly", "pending", "met"]
DRAFT = "this-note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's verdict: the rule in plain words, and why."""

    rule: str
    text: str
    verdict: str
    because: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What helps to decide (``here``), the most pressing first, and how the whole interview stands (``interview``)."""

    here: list[Finding]
    interview: list[Finding]


def findings(item: Item, now: datetime) -> Findings:
    """The verdicts that concern ``item`` at ``now``."""
    facts = facts_of(item.interview)
    standing = result_now(item.interview, now, facts)
    if isinstance(item.revision, NoteRevision):
        here = _of_note(item, item.revision, facts, now)
    else:
        here = _told(standing, (one for one in standing.rules if one.step.rule.family in RECAP_FAMILIES))
    return Findings(here, _told(standing, standing.rules))


def _of_note(item: Item, revision: NoteRevision, facts: f.Facts, now: datetime) -> list[Finding]:
    assert item.note is not None  # noqa: S101  (a note's revision comes with its note)
    name = names_of(item.interview)[item.note.id]
    note = next(one for one in facts.notes if one.id == name)
    sent = f.Touch(
        id=DRAFT,
        at=now,
        channel=note.channel or "email",
        to=note.to,
        kind=_kind(note.kind),
        body=revision.body,
        offers=tuple(revision.offers),
    )
    beside = result_now(item.interview, now, replace(facts, touches=(*facts.touches, sent)))
    found = _told(beside, (one for one in beside.rules if one.id in ON_SENDING and _says_something(one)))
    if note.kind == "thank_you":
        alone = result_now(item.interview, now, replace(facts, touches=(sent,)))
        words = (one for one in alone.rules if one.step.rule.family in TEXT_FAMILIES)
        found += _told(alone, (one for one in words if one.id not in ON_SENDING and _says_something(one)))
    return sorted(found, key=lambda one: ORDER.index(one.verdict))


def _says_something(judged: Judged) -> bool:
    """Leave out what only time will show, and what was not broken."""
    kept = judged.finding.verdict == "met" and judged.step.rule.prohibition
    return judged.finding.verdict != "pending" and not kept


def _kind(kind: str | None) -> f.Kind | None:
    return next((one for one in get_args(f.Kind) if one == kind), None)


def _told(result: Result, rules: Iterable[Judged]) -> list[Finding]:
    found = [
        Finding(one.id, rule_text(one.step), one.finding.verdict, because(one, result))
        for one in rules
        if one.finding.verdict != "not_applicable"
    ]
    return sorted(found, key=lambda one: ORDER.index(one.verdict))
