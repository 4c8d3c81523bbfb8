"""Where an interview stands, and whose move it is: one function, and the same in the database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from portal import clock
from portal.extensions import db
from portal.interviews import standing
from portal.interviews.state import GROUPS, Group, Standing, State, group_of, state_of
from portal.models import (
    Candidate,
    Decision,
    DecisionKind,
    Interview,
    NoteState,
    Outcome,
    Recap,
    RecapRevision,
    RecapSource,
    Touch,
    TouchRecipient,
    TouchRetraction,
    new_id,
)
from tests import factories as make
from tests.cast import Cast

END = datetime(2026, 3, 2, 15, tzinfo=UTC)
OVER = END + timedelta(hours=1)
WINDOW = timedelta(days=30)
DONE = Standing(starts_at=END - timedelta(hours=1), ends_at=END, recap_in=True)


@pytest.mark.parametrize(
    ("known", "now", "state"),
    [
        (DONE, END - timedelta(hours=2), State.PLANNED),
        (DONE, END - timedelta(minutes=5), State.RUNNING),
        (replace(DONE, starts_at=None), END - timedelta(minutes=5), State.PLANNED),
        (replace(DONE, recap_in=False), OVER, State.RECAP_DUE),
        (replace(DONE, recap_wanted=True, submitted=True), OVER, State.RECAP_DUE),
        (replace(DONE, approved=True, changes_wanted=True), OVER, State.TO_SEND),
        (replace(DONE, changes_wanted=True), OVER, State.NOTES_DUE),
        (replace(DONE, somebody_unthanked=True, submitted=True), OVER, State.NOTES_DUE),
        (replace(DONE, submitted=True), OVER, State.IN_REVIEW),
        (replace(DONE, recap_unread=True), OVER, State.IN_REVIEW),
        (DONE, OVER, State.FOLLOWING_UP),
        (DONE, END + WINDOW, State.CLOSED),
        (replace(DONE, decided=True, recap_in=False), OVER, State.CLOSED),
        (replace(DONE, decided=True), END - timedelta(hours=2), State.CLOSED),
        (replace(DONE, cancelled=True, decided=True), OVER, State.CANCELLED),
    ],
)
def test_each_state_has_its_facts(known: Standing, now: datetime, state: State):
    assert state_of(known, now, WINDOW) is state


def test_every_state_is_in_one_tab():
    assert sorted(state for states in GROUPS.values() for state in states) == sorted(State)
    assert group_of(State.TO_SEND) is Group.CANDIDATE


def recap(at: Interview, decision: DecisionKind | None, *, confirmed: bool = True) -> None:
    """A recap as it came in, read or not."""
    row = Recap(agency_id=at.agency_id, interview_id=at.id, draft={}, created_at=clock.now())
    db.session.add(row)
    db.session.flush()
    revision = RecapRevision(
        id=new_id(),
        agency_id=at.agency_id,
        recap_id=row.id,
        number=1,
        content={},
        content_hash="",
        source=RecapSource.TYPED if confirmed else RecapSource.PHONE,
        submitted_at=clock.now(),
        recorded_at=clock.now(),
        confirmed_at=clock.now() if confirmed else None,
    )
    db.session.add(revision)
    db.session.flush()
    if decision is not None:
        db.session.add(
            Decision(
                agency_id=at.agency_id,
                recap_revision_id=revision.id,
                kind=decision,
                decided_at=clock.now(),
                recorded_at=clock.now(),
            )
        )


def both(interview: Interview) -> set[State]:
    """What the function says of an interview, and what the database does."""
    db.session.flush()
    now = clock.now()
    column = standing.state_column(now, WINDOW)
    asked = db.session.query(column).select_from(Interview).filter(Interview.id == interview.id).scalar()
    return {state_of(standing.standing_of(interview), now, WINDOW), State(asked)}


def test_the_database_says_the_same_of_every_mixture(cast: Cast):
    ends = (timedelta(hours=-3), timedelta(minutes=-30), timedelta(hours=1), timedelta(days=40))
    recaps = (None, "unconfirmed", "unread", DecisionKind.APPROVED, DecisionKind.CHANGES_REQUESTED)
    seen = set()
    for ended, told, note in product(ends, recaps, (None, *NoteState)):
        interview = make.interview(cast.own.process, cast.own.recruiter, ended)
        person = make.person_met(interview, make.contact(cast.own.employer))
        if told is not None:
            kind = told if isinstance(told, DecisionKind) else None
            recap(interview, kind, confirmed=told != "unconfirmed")
        if note is not None:
            make.note(interview, person, state=note)
        found = both(interview)
        assert len(found) == 1, (ended, told, note)
        seen |= found
    assert seen == set(State) - {State.CANCELLED}
    for values in ({"outcome": Outcome.OFFER, "outcome_at": clock.now()}, {"cancelled_at": clock.now()}):
        assert len(both(make.interview(cast.own.process, **values))) == 1


def interviewed(cast: Cast, **employer: object) -> tuple[Interview, object]:
    """An interview whose recap is accepted, with one interviewer."""
    at = make.employer(cast.agency, **employer)
    candidate: Candidate = cast.own.candidate
    interview = make.interview(make.process(candidate, make.job(at)), cast.own.recruiter)
    recap(interview, DecisionKind.APPROVED)
    return interview, make.person_met(interview, make.contact(at))


def touch(interview: Interview, **values: object) -> Touch:
    row = Touch(
        id=new_id(),
        agency_id=interview.agency_id,
        interview_id=interview.id,
        **{"channel": "email", "made_by": "candidate", "kind": "thank_you", "offers": []} | values,
        at=clock.now(),
        recorded_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def test_a_thank_you_that_was_logged_counts_and_one_logged_by_mistake_does_not(cast: Cast):
    interview, person = interviewed(cast)
    assert both(interview) == {State.NOTES_DUE}
    made = touch(interview)
    db.session.add(TouchRecipient(agency_id=made.agency_id, touch_id=made.id, person_id=person.id))
    assert both(interview) == {State.FOLLOWING_UP}
    now = clock.now()
    db.session.add(TouchRetraction(agency_id=made.agency_id, touch_id=made.id, at=now, recorded_at=now))
    assert both(interview) == {State.NOTES_DUE}


def test_a_thank_you_through_the_recruiter_reaches_everybody(cast: Cast):
    interview, _person = interviewed(cast, routes=dict.fromkeys(make.ROUTES, "via_agency"))
    touch(interview, to_recruiter=True)
    assert both(interview) == {State.FOLLOWING_UP}


def test_an_employer_that_wants_no_contact_leaves_nobody_to_thank(cast: Cast):
    interview, _person = interviewed(cast, routes=dict.fromkeys(make.ROUTES, "none"))
    assert both(interview) == {State.FOLLOWING_UP}


def test_who_was_not_there_or_did_not_interview_needs_no_thanks(cast: Cast):
    interview, person = interviewed(cast)
    person.role = "support_staff"
    assert both(interview) == {State.FOLLOWING_UP}
    person.role, person.removed_at = "interviewer", clock.now()
    assert both(interview) == {State.FOLLOWING_UP}


def test_an_employer_from_a_case_without_a_route_takes_thanks(cast: Cast):
    interview, _person = interviewed(cast, routes=None)
    assert both(interview) == {State.NOTES_DUE}


def test_the_window_is_the_policy_s(cast: Cast):
    assert standing.window(cast.agency.id, clock.now()) == timedelta(days=30)
