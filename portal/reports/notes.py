"""The notes as they were sent, sentence by sentence, and what changed since the first draft."""

from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from portal.notes.sentences import paragraphs
from portal.policy.facts import Facts, Note, Touch
from portal.reports.evidence import Sources
from portal.reports.words import CHANNELS, EVIDENCE, KINDS

LONGEST = 8000
"""Characters of a note that a report prints; a longer one is cut, and says so."""


def sent_notes(facts: Facts, as_of: datetime, sources: Sources) -> list[dict[str, Any]]:
    """Each written contact made whose words are known."""
    notes = {note.id: note for note in facts.notes}
    found = []
    for touch in sorted(facts.touches, key=lambda one: (one.at, one.id)):
        note = notes.get(touch.note or "")
        words = touch.body or (_approved(note, touch.at) if note else None)
        if touch.at <= as_of and touch.by == "candidate" and words:
            found.append(_sent(touch, note, words, sources))
    return found


def _sent(touch: Touch, note: Note | None, words: str, sources: Sources) -> dict[str, Any]:
    kind = touch.kind or (note.kind if note else None) or "other"
    facts = [f"{CHANNELS[touch.channel]}, {sources.at(touch.at)}."]
    if touch.evidence:
        facts.append(f"{EVIDENCE[touch.evidence]}.")
    if len(words) > LONGEST:
        facts.append(f"Cut after {LONGEST} characters.")
    return {
        "title": f"{KINDS[kind]} to {sources.people(touch.to)}",
        "facts": " ".join(facts),
        "subject": note.subject if note else None,
        "paragraphs": [
            [sentence.text for sentence in paragraph] for paragraph in paragraphs(words[:LONGEST])
        ],
        "changes": _changes(_first_draft(note), words) if note else [],
    }


def _approved(note: Note, at: datetime) -> str | None:
    """The words approved last before ``at``; of a note that went unreviewed, those that lay in review."""
    before = [review for review in note.reviews if review.submitted_at <= at]
    approved = [
        one for one in before if one.decision == "approved" and one.decided_at and one.decided_at <= at
    ]
    chosen = (approved or before)[-1:] if before else []
    return next((review.body or note.body for review in chosen), None)


def _first_draft(note: Note) -> str:
    first = next(iter(note.reviews), None)
    return (first.body if first else None) or note.body or ""


def _changes(before: str, after: str) -> list[dict[str, str]]:
    """What was taken out and put in, word by word; nothing where nothing changed."""
    if before == after or len(before) + len(after) > 2 * LONGEST:
        return []
    old, new = before.split(), after.split()
    parts: list[dict[str, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append({"kind": "same", "text": " ".join(old[i:j]) + " "})
            continue
        if j > i:
            parts.append({"kind": "del", "text": " ".join(old[i:j]) + " "})
        if m > k:
            parts.append({"kind": "ins", "text": " ".join(new[k:m]) + " "})
    return parts
