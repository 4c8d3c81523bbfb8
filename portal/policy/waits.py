"""The fair clock: how long a draft lay with the recruiter, which is never charged to the candidate."""

from portal.policy.facts import Note
from portal.policy.moments import micros


def review_wait(note: Note, until: int) -> int:
    """Microseconds before ``until`` (the sending, or ``as_of``) in which ``note`` lay in review; overlaps count once.

    Each round lasts from its submission to its decision (changes requested too), to the resubmission or withdrawal
    that ended it, or to ``until`` where nothing did.
    """
    rounds = [
        (micros(r.submitted_at), micros(r.decided_at) if r.decided_at else None)
        for r in note.reviews
        if micros(r.submitted_at) < until
    ]
    if not rounds:
        return 0
    rounds.sort(key=lambda each: each[0])
    waited = 0
    counted_to = 0
    for place, (start, decided) in enumerate(rounds):
        end = until
        if decided is not None and decided < until:
            end = decided
        elif place + 1 < len(rounds):
            end = rounds[place + 1][0]
        waited += max(end - max(start, counted_to), 0)
        counted_to = max(end, counted_to)
    return waited


def lies_in_review(note: Note, at: int) -> str | None:
    """The words (possibly empty) that lay in review at the instant ``at``, or None where nothing did."""
    submitted = [r for r in note.reviews if micros(r.submitted_at) <= at]
    if not submitted:
        return None
    last = max(submitted, key=lambda r: micros(r.submitted_at))
    if last.decided_at is not None and micros(last.decided_at) <= at:
        return None
    return last.body if last.body is not None else (note.body or "")
