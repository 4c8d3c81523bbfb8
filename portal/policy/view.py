"""One case as seen under one policy at one instant: everything that several rules ask for, worked out once.

Reading of the catalogue where it leaves room:

* The case has a *last day*: the latest of the policy's window, the check-in window and the limit of ``thanked_within``,
  all known without the outcome. It closes there, or at the outcome where that is earlier; an outcome that comes
  after the last day does not open it again. Nothing dated after the last day is judged (except by ``recap_reread``
  and ``promises_kept``, which have limits of their own), so a closed case stays as it is.
* ``window_days`` is a window in days: it closes with the local day.
* Where ``starts_at`` is unknown, what comes before the interview's end is no follow-up.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from portal.policy.contacts import Contact, keepers_of
from portal.policy.facts import Facts, Note, Person, Recap
from portal.policy.frame import Frame, Window, routes_of
from portal.policy.lazy import lazy
from portal.policy.moments import HOUR, day_after, day_start, local_day, micros, zone_of
from portal.policy.reading import Readings, context_of
from portal.policy.waits import lies_in_review, review_wait

_LATE = 1 << 62


class View:
    """A case under a policy at an instant. All instants are microseconds; what is not seen yet is not in it."""

    def __init__(self, facts: Facts, frame: Frame, as_of: int, readings: Readings | None = None) -> None:
        """``readings``: of the case's texts, against what is seen of it at ``as_of``; without them they are read."""
        interview = facts.interview
        self.facts = facts
        self.frame = frame
        self.as_of = as_of
        self.zone = zone_of(facts)
        self.ended = micros(interview.ends_at)
        self.started = micros(interview.starts_at) if interview.starts_at else self.ended
        self.end_day: date = local_day(self.ended, self.zone)
        self.silent_until = self._instant(interview.no_contact_before)
        self.clock_start = max(self.ended, self.silent_until or 0)
        self.decision_ends = day_after(interview.decision_by, self.zone, 1) if interview.decision_by else None
        self.window = self._check_in_window()
        self.thank_limit = self.clock_start + round(
            HOUR * (frame.thank_hours if frame.thank_hours is not None else 24)
        )
        self.last_day = self._last_day()
        self.outcome_at = self._seen(interview.outcome_at if interview.outcome != "pending" else None)
        self.closes_at = self.last_day if self.outcome_at is None else min(self.outcome_at, self.last_day)
        self.closed = as_of >= self.closes_at
        self.over = as_of >= self.last_day
        self.heard_at = self._seen(interview.heard_back_at)
        self.recap = self._seen_recap()
        self.readings = readings if readings is not None else Readings(context_of(facts, self.recap))
        self.people: Mapping[str, Person] = {p.id: p for p in facts.people}
        self.required: tuple[str, ...] = tuple(
            p.id
            for p in facts.people
            if p.role == "interviewer" or (frame.support_staff and p.role == "support_staff" and p.helpful)
        )
        self.routes = routes_of(facts, frame.route)
        self.notes: Mapping[str, Note] = {n.id: n for n in facts.notes}
        self.contacts, self.by_recruiter = self._contacts()
        self.first_thanks, self.thanks = self._thanks()

    # -- what is seen -------------------------------------------------------------------------------------------------

    def _instant(self, when: datetime | date | None) -> int | None:
        if when is None:
            return None
        return micros(when) if isinstance(when, datetime) else day_start(when, self.zone)

    def _seen(self, when: datetime | None) -> int | None:
        if when is None:
            return None
        at = micros(when)
        return at if at <= self.as_of else None

    def seen(self, when: datetime | None) -> bool:
        """Whether something dated ``when`` counts yet; undated facts always do."""
        return when is None or micros(when) <= min(self.as_of, self.last_day)

    def _seen_recap(self) -> Recap | None:
        recap = self.facts.recap
        return recap if recap is not None and self.seen(recap.submitted_at) else None

    def _check_in_window(self) -> Window | None:
        frame, interview = self.frame, self.facts.interview
        if frame.grace_days is None:
            return None
        days = frame.grace_days
        if interview.follow_up_after is not None:
            due = interview.follow_up_after
            return Window(day_start(due, self.zone), day_after(due, self.zone, days + 1), "follow_up")
        if interview.decision_by is not None:
            due = interview.decision_by
            return Window(day_after(due, self.zone, 1), day_after(due, self.zone, days + 1), "decision")
        if frame.stage_days is None:
            return None
        first, last = frame.stage_days
        return Window(
            day_after(self.end_day, self.zone, first), day_after(self.end_day, self.zone, last + 1), "stage"
        )

    def _last_day(self) -> int:
        last = day_after(self.end_day, self.zone, self.frame.window_days + 1)
        if self.window is not None:
            last = max(last, self.window.ends)
        if self.frame.thank_hours is not None:
            last = max(last, self.thank_limit)
        return last

    # -- touches ------------------------------------------------------------------------------------------------------

    def _contacts(self) -> tuple[list[Contact], list[Contact]]:
        """The candidate's touches that count, and the recruiter's own, each in order of time."""
        keepers = keepers_of(self.facts)
        latest = min(self.as_of, self.last_day)
        own: list[Contact] = []
        recruiters: list[Contact] = []
        for touch in self.facts.touches:
            at = micros(touch.at)
            if at < self.started or at > latest:
                continue
            note = self.notes.get(touch.note) if touch.note else None
            contact = Contact(
                touch, at, note=note, routes=self.routes, everyone=self.required, keepers=keepers
            )
            (recruiters if touch.by == "recruiter" else own).append(contact)
        if len(own) > 1:
            own.sort(key=_order)
        return own, recruiters

    def _thanks(self) -> tuple[dict[str, Contact], list[tuple[Contact, str]]]:
        """Required person → first thank-you; and every (thank-you, required person) in order of time."""
        first: dict[str, Contact] = {}
        pairs: list[tuple[Contact, str]] = []
        for contact in self.contacts:
            if contact.kind == "thank_you":
                for person in contact.people:
                    if person in self.required:
                        first.setdefault(person, contact)
                        pairs.append((contact, person))
        return first, pairs

    # -- limits -------------------------------------------------------------------------------------------------------

    def standing(self, limit: int) -> str:
        """What has become of something not done whose own limit is ``limit``.

        ``open`` (it can still be done), ``lost`` (its time is over) or ``void`` (the case closed before its time was
        over: it asks nothing any more).
        """
        if self.closed and limit > self.closes_at:
            return "void"
        return "lost" if self.as_of >= limit else "open"

    def charged_limit(self, person: str | None = None) -> int:
        """The limit of a first thank-you not sent yet: the real one plus the wait of the draft that waited longest.

        ``person``: only drafts to them count; without one every draft does, for any may become the first thank-you.
        """
        until = min(self.as_of, self.closes_at)
        waits = [
            # A draft that still lies in review has its limit ahead of it: it grows as time passes.
            review_wait(note, until) + (lies_in_review(note, until) is not None)
            for note in self.facts.notes
            if note.reviews and (person is None or person in note.to)
        ]
        return self.thank_limit + max(waits, default=0)

    def wait_before(self, contact: Contact, until: int = _LATE) -> int:
        """How long the draft of ``contact`` lay in review before it went (and before ``until``)."""
        return review_wait(contact.note, min(contact.at, until)) if contact.note is not None else 0

    # -- shared by families -------------------------------------------------------------------------------------------

    @lazy
    def text_settled_at(self) -> int:
        """Until when thank-yous are read: everyone required is thanked, or the case is closed with one sent."""
        sent = [c.at for c in self.first_thanks.values()]
        if not sent:
            return _LATE
        closed = max(min(sent), self.closes_at)
        return min(max(sent), closed) if len(sent) == len(self.required) else closed

    @lazy
    def counted(self) -> dict[str, list[Contact]]:
        """Person → the touches on counted channels that reached them, in order; logistics and kept promises left out."""
        counts = self.frame.counts
        found: dict[str, list[Contact]] = {}
        for contact in self.contacts:
            if contact.channel in counts and not contact.free:
                for person in contact.people:
                    found.setdefault(person, []).append(contact)
        return found

    @lazy
    def read_thanks(self) -> list[tuple[Contact, str, str]]:
        """(thank-you, required person, words) of those whose words are known, until the texts are settled."""
        settled = self.text_settled_at
        return [
            (contact, person, contact.words)
            for contact, person in self.thanks
            if contact.at <= settled and contact.words is not None
        ]

    @lazy
    def brought(self) -> dict[str, bool | None]:
        """Touch → whether it brought something not sent before; None where its words are not known."""
        sent: set[str] = set()
        found: dict[str, bool | None] = {}
        for contact in self.contacts:
            if not contact.people:
                continue
            fresh = set(contact.offers)
            if contact.words is not None:
                fresh |= self.readings.of(contact.words).kinds.get("addition", frozenset())
            known = contact.words is not None or bool(contact.offers)
            found[contact.id] = bool(fresh - sent) if known else None
            sent |= fresh
        return found

    @lazy
    def calls(self) -> list[Contact]:
        """Phone calls to people at the employer."""
        return [c for c in self.contacts if c.channel == "phone_call" and c.direct]

    @lazy
    def check_in(self) -> Contact | None:
        """The one check-in made inside the window: the first there, by the candidate."""
        window = self.window
        if window is None:
            return None
        for contact in self.contacts:
            if contact.kind == "check_in" and contact.people and window.opens <= contact.at < window.ends:
                return contact
        return None


def real_limit(view: View, kind: str) -> int | None:
    """The real limit for a touch of ``kind``, in microseconds: of the thank-you, or of the check-in window."""
    if kind == "thank_you":
        return view.thank_limit if view.frame.thank_hours is not None else None
    if kind == "check_in" and view.window is not None:
        return view.window.ends
    return None


def ids(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """The ids of touches, each once, in order."""
    return tuple({c.id: None for c in contacts})


def _order(contact: Contact) -> tuple[int, str]:
    return contact.at, contact.id
