"""Touches made ready for judging: whom each reached, by which route, and in which words.

"Contact" here is a touch with everything worked out that several rules ask for, so that no rule scans twice.
"""

from collections.abc import Mapping, Sequence

from portal.policy.facts import RECRUITER, Facts, Note, Review, Touch
from portal.policy.moments import micros

WRITTEN = frozenset({"email", "letter", "handwritten_note", "linkedin_message", "text_message"})
"""Channels that carry words."""
REQUESTS = {
    "linkedin": "linkedin_request",
    "facebook": "facebook_request",
    "instagram": "instagram_request",
    "x": "x_follow",
}
"""Network → the channel of a connection request on it."""
REQUEST_CHANNELS = frozenset(REQUESTS.values())
ROUTED = frozenset({"thank_you", "clarification", "check_in", "value_add"})
"""Kinds of touch that have a route."""
_TOUCH_KIND = {"call_script": "other", "reference_briefing": "other", "linkedin_request": "connect"}
"""What a touch is whose only kind is its draft's, where that is a kind of drafts alone."""


class Contact:
    """A touch, when it was (microseconds), and whom it reached.

    ``direct``: people at the employer it was addressed to. ``people``: those, and under route ``via_agency`` also whom
    a written touch to the recruiter reaches. ``free``: counts in none of the rules about frequency and novelty
    (logistics, or it keeps a promise).
    """

    __slots__ = (
        "_looked",
        "_words",
        "at",
        "channel",
        "direct",
        "free",
        "id",
        "kind",
        "note",
        "people",
        "to_recruiter",
        "touch",
        "written",
    )

    def __init__(
        self,
        touch: Touch,
        at: int,
        *,
        note: Note | None,
        routes: Mapping[str, str],
        everyone: Sequence[str],
        keepers: frozenset[str],
    ) -> None:
        """``everyone``: the required people; ``keepers``: ids of touches that keep a promise."""
        self.touch = touch
        self.id = touch.id
        self.at = at
        self.note = note
        self.channel: str = touch.channel
        self.kind: str = kind_of(touch, note)
        self.written = touch.channel in WRITTEN
        self.to_recruiter = RECRUITER in touch.to
        self.direct: tuple[str, ...] = (
            tuple(dict.fromkeys(p for p in touch.to if p != RECRUITER))
            if self.to_recruiter or len(touch.to) > 1
            else touch.to
        )
        self.people = self.direct
        if self.to_recruiter and self.written and routes.get(self.kind) == "via_agency":
            named = [p for p in note.to if p != RECRUITER] if note is not None else []
            self.people = tuple(dict.fromkeys((*self.direct, *(named or everyone))))
        self.free = self.kind == "logistics" or touch.id in keepers
        self._words: str | None = None
        self._looked = False

    @property
    def words(self) -> str | None:
        """The words that were sent, as far as they are known.

        Its own body; else the approved body of its note; else (nothing was approved) the revision last submitted
        before it went, or the note's body.
        """
        if not self._looked:
            self._words = self._find_words()
            self._looked = True
        return self._words

    def _find_words(self) -> str | None:
        if self.touch.body is not None:
            return self.touch.body
        if self.note is None:
            return None
        approved = [r for r in self.note.reviews if approved_by(r, self.at)]
        earlier = approved or [r for r in self.note.reviews if micros(r.submitted_at) <= self.at]
        if earlier:
            last = max(earlier, key=lambda r: micros(r.decided_at or r.submitted_at))
            return last.body if last.body is not None else self.note.body
        return self.note.body

    @property
    def offers(self) -> tuple[str, ...]:
        """Links and attachments that went with it."""
        return self.touch.offers or (self.note.offers if self.note is not None else ())


def kind_of(touch: Touch, note: Note | None) -> str:
    """Why the touch was made: its own kind, else its draft's."""
    if touch.kind is not None:
        return touch.kind
    if note is None or note.kind is None:
        return "other"
    return _TOUCH_KIND.get(note.kind, note.kind)


def approved_by(review: Review, at: int) -> bool:
    """Whether ``review`` had approved its revision by the instant ``at``."""
    return review.decision == "approved" and review.decided_at is not None and micros(review.decided_at) <= at


def keepers_of(facts: Facts) -> frozenset[str]:
    """Ids of the touches that keep a promise."""
    if not facts.promises:
        return frozenset()
    return frozenset(p.touch for p in facts.promises if p.touch is not None)
