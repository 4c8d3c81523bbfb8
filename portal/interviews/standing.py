"""Where interviews stand, asked of the database: the same words and the same order as in ``state``."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from portal.errors import NotFound
from portal.extensions import db
from portal.interviews.state import Group, Standing, State
from portal.models import (
    Decision,
    DecisionKind,
    Employer,
    Interview,
    Job,
    Note,
    NoteKind,
    NoteRecipient,
    NoteState,
    PersonMet,
    PersonRole,
    Process,
    Recap,
    RecapRevision,
    RecapSource,
    Touch,
    TouchKind,
    TouchRecipient,
    TouchRetraction,
)
from portal.policies.queries import in_force

THANKING = (NoteState.SUBMITTED, NoteState.APPROVED, NoteState.SENT)
WINDOW = timedelta(days=30)
"""Where the policy names none."""


def window(agency_id: UUID, now: datetime) -> timedelta:
    """How long after its end the agency's policy of ``now`` follows an interview."""
    try:
        return timedelta(days=int(in_force(agency_id, now).document.get("window_days") or WINDOW.days))
    except NotFound:
        return WINDOW


def state_column(now: datetime, window: timedelta) -> ColumnElement[str]:
    """The state of each interview of a query, as :func:`portal.interviews.state.state_of` gives it."""
    begins = func.coalesce(Interview.starts_at, Interview.ends_at)
    ahead = and_(Interview.ends_at > now, Interview.outcome_at.is_(None))
    whens = (
        (Interview.cancelled_at.is_not(None), State.CANCELLED),
        (and_(ahead, begins > now), State.PLANNED),
        (ahead, State.RUNNING),
        (or_(Interview.outcome_at.is_not(None), Interview.ends_at <= now - window), State.CLOSED),
        (or_(~RECAP_IN, RECAP_WANTED), State.RECAP_DUE),
        (_note(NoteState.APPROVED), State.TO_SEND),
        (or_(_note(NoteState.CHANGES_REQUESTED), SOMEBODY_UNTHANKED), State.NOTES_DUE),
        (or_(_note(NoteState.SUBMITTED), RECAP_UNREAD), State.IN_REVIEW),
    )
    return case(
        *((when, literal(state.value)) for when, state in whens), else_=literal(State.FOLLOWING_UP.value)
    )


def within(group: Group, now: datetime, window: timedelta) -> ColumnElement[bool]:
    """The bounds that a group's interviews lie in, by columns alone: an index finds them among many that are closed."""
    still_open = and_(Interview.outcome_at.is_(None), Interview.cancelled_at.is_(None))
    if group is Group.CLOSED:
        return true()
    if group is Group.UPCOMING:
        return and_(still_open, Interview.ends_at > now)
    return and_(still_open, Interview.ends_at <= now, Interview.ends_at > now - window)


def standing_of(interview: Interview) -> Standing:
    """What the rows say about one interview, in one statement."""
    row = db.session.execute(
        select(
            RECAP_IN.label("recap_in"),
            RECAP_WANTED.label("recap_wanted"),
            RECAP_UNREAD.label("recap_unread"),
            _note(NoteState.APPROVED).label("approved"),
            _note(NoteState.CHANGES_REQUESTED).label("changes_wanted"),
            _note(NoteState.SUBMITTED).label("submitted"),
            SOMEBODY_UNTHANKED.label("somebody_unthanked"),
        )
        .select_from(Interview)
        .where(Interview.agency_id == interview.agency_id, Interview.id == interview.id)
    ).one()
    return Standing(
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        cancelled=interview.cancelled_at is not None,
        decided=interview.outcome_at is not None,
        **{name: bool(value) for name, value in row._mapping.items()},  # noqa: SLF001  (SQLAlchemy's public name)
    )


def _of_interview(model: Any) -> ColumnElement[bool]:
    return and_(model.agency_id == Interview.agency_id, model.interview_id == Interview.id)


def _note(state: NoteState) -> ColumnElement[bool]:
    return exists().where(_of_interview(Note), Note.state == state).correlate(Interview)


def _revision(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the interview's recap has a revision that fits."""
    joined = and_(RecapRevision.agency_id == Recap.agency_id, RecapRevision.recap_id == Recap.id)
    return exists().where(_of_interview(Recap), joined, *conditions).correlate(Interview)


def _latest() -> ColumnElement[bool]:
    later = aliased(RecapRevision)
    return ~exists().where(
        later.agency_id == RecapRevision.agency_id,
        later.recap_id == RecapRevision.recap_id,
        later.number > RecapRevision.number,
    )


def _decision(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Decision.agency_id == RecapRevision.agency_id,
        Decision.recap_revision_id == RecapRevision.id,
        *conditions,
    )


def _thanked() -> ColumnElement[bool]:
    """Whether a person met has a thank-you on its way or gone: by a note, by a touch, or through the recruiter."""
    person = and_(NoteRecipient.agency_id == PersonMet.agency_id, NoteRecipient.person_id == PersonMet.id)
    by_note = exists().where(
        person,
        Note.agency_id == NoteRecipient.agency_id,
        Note.id == NoteRecipient.note_id,
        Note.kind == NoteKind.THANK_YOU,
        Note.state.in_(THANKING),
    )
    counts = and_(
        Touch.agency_id == PersonMet.agency_id,
        Touch.interview_id == PersonMet.interview_id,
        or_(Touch.kind == TouchKind.THANK_YOU, and_(Touch.kind.is_(None), _of_thank_you())),
        ~exists().where(TouchRetraction.agency_id == Touch.agency_id, TouchRetraction.touch_id == Touch.id),
    )
    reached = exists().where(
        TouchRecipient.agency_id == Touch.agency_id,
        TouchRecipient.touch_id == Touch.id,
        TouchRecipient.person_id == PersonMet.id,
    )
    through_us = and_(Touch.to_recruiter.is_(True), Touch.note_id.is_(None))
    return or_(by_note, exists().where(counts, or_(reached, through_us)))


def _of_thank_you() -> ColumnElement[bool]:
    return exists().where(
        Note.agency_id == Touch.agency_id, Note.id == Touch.note_id, Note.kind == NoteKind.THANK_YOU
    )


def _takes_thanks() -> ColumnElement[bool]:
    """Whether the employer takes thank-yous at all."""
    route: Select[Any] = (
        select(Employer.routes["thank_you"].as_string())
        .join(Job, and_(Job.agency_id == Employer.agency_id, Job.employer_id == Employer.id))
        .join(Process, and_(Process.agency_id == Job.agency_id, Process.job_id == Job.id))
        .where(Process.agency_id == Interview.agency_id, Process.id == Interview.process_id)
        .correlate(Interview)
    )
    return func.coalesce(route.scalar_subquery(), "direct") != "none"


RECAP_IN = _revision(RecapRevision.confirmed_at.is_not(None))
RECAP_WANTED = _revision(_latest(), _decision(Decision.kind == DecisionKind.CHANGES_REQUESTED))
RECAP_UNREAD = _revision(_latest(), RecapRevision.source != RecapSource.IMPORTED, ~_decision())
SOMEBODY_UNTHANKED = and_(
    exists()
    .where(
        _of_interview(PersonMet),
        PersonMet.role == PersonRole.INTERVIEWER,
        PersonMet.removed_at.is_(None),
        ~_thanked(),
    )
    .correlate(Interview),
    _takes_thanks(),
)
