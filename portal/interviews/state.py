"""Where an interview stands, from the facts in its rows, and whose move it is."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta


class State(enum.StrEnum):
    """From the assignment to the end, in the order of a usual interview."""

    PLANNED = "planned"
    RUNNING = "running"
    RECAP_DUE = "recap_due"
    NOTES_DUE = "notes_due"
    TO_SEND = "to_send"
    IN_REVIEW = "in_review"
    FOLLOWING_UP = "following_up"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Group(enum.StrEnum):
    """States by whose move it is: the tabs of the list."""

    UPCOMING = "upcoming"
    CANDIDATE = "candidate"
    AGENCY = "agency"
    FOLLOWING_UP = "following_up"
    CLOSED = "closed"


GROUPS: dict[Group, tuple[State, ...]] = {
    Group.UPCOMING: (State.PLANNED, State.RUNNING),
    Group.CANDIDATE: (State.RECAP_DUE, State.NOTES_DUE, State.TO_SEND),
    Group.AGENCY: (State.IN_REVIEW,),
    Group.FOLLOWING_UP: (State.FOLLOWING_UP,),
    Group.CLOSED: (State.CLOSED, State.CANCELLED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rows say about one interview.

    ``recap_in``: a recap counts (submitted, and confirmed where it was taken down on the phone). ``recap_wanted``: more
    was asked for in its latest revision. ``approved``, ``changes_wanted``, ``submitted``: some note is in that state.
    ``somebody_unthanked``: an interviewer has neither a thank-you in review, approved or sent, nor one logged, though
    the employer takes them. ``recap_unread``: the latest revision has no decision yet.
    """

    starts_at: datetime | None
    ends_at: datetime
    cancelled: bool = False
    decided: bool = False
    recap_in: bool = False
    recap_wanted: bool = False
    recap_unread: bool = False
    approved: bool = False
    changes_wanted: bool = False
    submitted: bool = False
    somebody_unthanked: bool = False


def state_of(standing: Standing, now: datetime, window: timedelta) -> State:
    """The state at ``now``; ``window`` is how long after its end the policy follows an interview."""
    if standing.cancelled:
        return State.CANCELLED
    if now < standing.ends_at and not standing.decided:
        return State.PLANNED if now < (standing.starts_at or standing.ends_at) else State.RUNNING
    if standing.decided or now >= standing.ends_at + window:
        return State.CLOSED
    return _open(standing)


def _open(standing: Standing) -> State:
    """What is to be done comes before waiting, and what is nearest to its goal first."""
    if not standing.recap_in or standing.recap_wanted:
        return State.RECAP_DUE
    if standing.approved:
        return State.TO_SEND
    if standing.changes_wanted or standing.somebody_unthanked:
        return State.NOTES_DUE
    if standing.submitted or standing.recap_unread:
        return State.IN_REVIEW
    return State.FOLLOWING_UP


def group_of(state: State) -> Group:
    """The tab that a state belongs to."""
    return next(group for group, states in GROUPS.items() if state in states)
