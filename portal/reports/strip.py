"""The strip of the clock: interview, recap, reviews, sending and the limit, and the reviewer's waiting apart."""

from datetime import datetime, tzinfo
from typing import Any

from portal.policy.facts import Facts
from portal.reports.words import moment

MOST = 9
"""Marks that a strip can hold."""
FOLLOWED_HOURS = 72.0
"""What happened later than this after the interview is not on the strip."""


def clock_strip(facts: Facts, as_of: datetime, limit: datetime | None, zone: tzinfo) -> dict[str, Any]:
    """Marks and waits, in hours after the interview's end, as the template draws them."""
    end = facts.interview.ends_at
    marks: list[tuple[datetime, str, str]] = [(end, "Interview over", "interview")]
    if facts.recap is not None and facts.recap.submitted_at is not None:
        marks.append((facts.recap.submitted_at, "Recap", "recap"))
    names = {person.id: person.name.split()[0] for person in facts.people}
    thanks = [note for note in facts.notes if note.kind == "thank_you" and note.reviews]
    kinds = {note.id: note.kind for note in facts.notes}
    waits: list[dict[str, Any]] = []
    for note in thanks:
        for review in note.reviews:
            until = review.decided_at or as_of
            marks.append((review.submitted_at, "To the recruiter", "submitted"))
            if review.decided_at is not None and review.decision in {"approved", "changes_requested"}:
                word = "Approved" if review.decision == "approved" else "Changes asked"
                marks.append(
                    (review.decided_at, word, "approved" if review.decision == "approved" else "other")
                )
            waits.append(_wait(end, review.submitted_at, until, first=not waits))
    for touch in facts.touches:
        kind: str | None = touch.kind or kinds.get(touch.note or "")
        if kind in {"thank_you", "check_in"} and touch.by == "candidate":
            whom = ", ".join(names.get(one, "the recruiter") for one in touch.to)
            marks.append((touch.at, f"Sent to {whom}", "sent" if kind == "thank_you" else "check_in"))
    if limit is not None:
        marks.append((limit, "Limit", "limit"))
    shown = sorted(
        {one for one in marks if one[0] <= as_of or one[2] == "limit"}, key=lambda one: (one[0], one[1])
    )
    shown = [one for one in shown if 0 <= _hours(end, one[0]) <= FOLLOWED_HOURS]
    kept = [one for one in shown if one[2] in {"interview", "limit", "recap", "sent"}]
    chosen = shown if len(shown) <= MOST else kept[:MOST]
    return {
        "marks": [
            {"label": label, "at": moment(at.astimezone(zone)), "kind": kind, "hours": _hours(end, at)}
            for at, label, kind in chosen
        ],
        "waits": [wait for wait in waits if wait["end"] <= FOLLOWED_HOURS],
    }


def _hours(end: datetime, at: datetime) -> float:
    return round((at - end).total_seconds() / 3600, 2)


def _wait(end: datetime, start: datetime, until: datetime, *, first: bool) -> dict[str, Any]:
    label = "With the recruiter, not charged" if first else "With the recruiter"
    return {"start": _hours(end, start), "end": _hours(end, until), "label": label}
