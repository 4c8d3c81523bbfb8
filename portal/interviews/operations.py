"""Assigning an interview, moving it, cancelling it, and letting it end later than planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.access import Actor
from portal.errors import Invalid, WrongState
from portal.extensions import db
from portal.idempotency import add_by_id
from portal.interviews import mails
from portal.interviews.changes import Told, judge, write_change, write_event, written
from portal.models import (
    Candidate,
    Contact,
    Format,
    Interview,
    Job,
    PersonMet,
    PersonRole,
    Process,
    Stage,
    new_id,
)

LONGEST = timedelta(hours=14)
"""Beyond which an interview's end is taken for a slip of the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is agreed about an interview."""

    stage: Stage
    round_name: str | None
    format: Format | None
    place: str | None
    timezone: str
    starts_at: datetime
    ends_at: datetime


def assign(
    actor: Actor,
    row_id: UUID,
    candidate: Candidate,
    job: Job,
    plan: Plan,
    people: Sequence[tuple[Contact, PersonRole]],
    now: datetime,
) -> Interview:
    """A new interview of ``candidate`` for ``job``, once for each ``row_id``; mails the candidate if it is to come."""
    _sensible(plan.starts_at, plan.ends_at)
    process = process_of(candidate, job, now)
    interview, new = add_by_id(
        Interview(
            id=row_id,
            agency_id=actor.agency_id,
            process_id=process.id,
            recruiter_id=actor.user_id,
            stage=plan.stage,
            round_name=plan.round_name,
            format=plan.format,
            place=plan.place,
            timezone=plan.timezone,
            starts_at=plan.starts_at,
            ends_at=plan.ends_at,
            created_at=now,
        )
    )
    if not new:
        return interview
    for contact, role in people:
        db.session.add(
            PersonMet(
                id=new_id(),
                agency_id=actor.agency_id,
                interview_id=interview.id,
                contact_id=contact.id,
                role=role,
                added_by_id=actor.user_id,
                created_at=now,
            )
        )
    db.session.flush()
    write_event(
        actor,
        interview,
        "assigned",
        now,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        timezone=plan.timezone,
        people=[str(contact.id) for contact, _role in people],
    )
    _tell_round_before(actor, interview, now)
    if plan.ends_at > now:
        mails.assigned(interview, now)
    judge(interview, now)
    return interview


def process_of(candidate: Candidate, job: Job, now: datetime) -> Process:
    """The candidate's way through the job: found, or begun."""
    query = select(Process).where(
        Process.agency_id == candidate.agency_id,
        Process.candidate_id == candidate.id,
        Process.job_id == job.id,
    )
    found = db.session.scalars(query).one_or_none()
    if found is not None:
        return found
    process = Process(agency_id=candidate.agency_id, candidate_id=candidate.id, job_id=job.id, created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(process)
            db.session.flush()
    except IntegrityError:
        return db.session.scalars(query).one()
    return process


def move(actor: Actor, interview: Interview, plan: Plan, told: Told) -> None:
    """Another time or place; the candidate is told where the interview is still to come."""
    if written(interview, told):
        return
    _not_cancelled(interview)
    _sensible(plan.starts_at, plan.ends_at)
    values = {
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "timezone": plan.timezone,
        "place": plan.place,
        "format": plan.format,
        "stage": plan.stage,
        "round_name": plan.round_name,
    }
    before, began = interview.ends_at, _begin(interview)
    if not write_change(actor, interview, "moved", values, told):
        return
    _tell_round_before(actor, interview, told.now, began)
    if max(before, plan.ends_at) > told.now:
        mails.moved(interview, told)
    judge(interview, told.now)


def cancel(actor: Actor, interview: Interview, told: Told) -> None:
    """The interview does not take place; the candidate is told."""
    if written(interview, told):
        return
    _not_cancelled(interview)
    if write_change(actor, interview, "cancelled", {"cancelled_at": told.happened_at or told.now}, told):
        _tell_round_before(actor, interview, told.now, _begin(interview))
        mails.cancelled(interview, told)
        judge(interview, told.now)


def overrun(actor: Actor, interview: Interview, ends_at: datetime, told: Told) -> None:
    """The interview ended later than planned: its end moves, and with it every clock that starts there."""
    if written(interview, told):
        return
    _not_cancelled(interview)
    fault = None
    if ends_at > told.now:
        fault = _("This lies in the future. Enter the end once the interview is over.")
    elif ends_at <= interview.ends_at:
        fault = _("This is not later than planned. To correct the times, use “Move”.")
    elif interview.starts_at is not None and ends_at - interview.starts_at > LONGEST:
        fault = _("This would make the interview longer than %(hours)s hours. Check the day.", hours=14)
    if fault:
        raise Invalid(fault, {"ends_at": fault})
    if write_change(actor, interview, "overrun", {"ends_at": ends_at}, told):
        judge(interview, told.now)


def _sensible(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        message = _("The end must come after the start.")
        raise Invalid(message, {"ends": message})
    if ends_at - starts_at > LONGEST:
        message = _("An interview of more than %(hours)s hours? Check the times.", hours=14)
        raise Invalid(message, {"ends": message})


def _not_cancelled(interview: Interview) -> None:
    if interview.cancelled_at is not None:
        raise WrongState(_("This interview was cancelled. Assign a new one instead."))


def _tell_round_before(
    actor: Actor, interview: Interview, now: datetime, was: datetime | None = None
) -> None:
    """Keep with the rounds before when their next one is (``was``: until now), as the recap is to be read by then."""
    db.session.flush()
    rounds = db.session.scalars(
        select(Interview)
        .where(
            Interview.agency_id == interview.agency_id,
            Interview.process_id == interview.process_id,
            Interview.cancelled_at.is_(None),
        )
        .order_by(Interview.ends_at)
    ).all()
    for one in rounds:
        following = min((_begin(later) for later in rounds if _begin(later) >= one.ends_at), default=None)
        said = one.next_interview_at
        if one.id == interview.id or following == said or (following is None and said != was):
            continue
        told = Told(row_id=new_id(), now=now)
        write_change(actor, one, "next_interview", {"next_interview_at": following}, told)
        judge(one, now)


def _begin(interview: Interview) -> datetime:
    return interview.starts_at or interview.ends_at
