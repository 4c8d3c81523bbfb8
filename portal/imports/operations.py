"""A case file's facts become an interview with everything that hangs on it, which scores as the file does."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.imports import people as known
from portal.imports.followups import add_diary, add_notes, add_recap, add_touches
from portal.models import (
    Agency,
    Format,
    Interview,
    InterviewChange,
    Outcome,
    Process,
    Stage,
    Team,
    User,
)
from portal.policy import facts as f


def import_case(case: f.Facts, name: str, importer: User, now: datetime) -> Interview:
    """Write the case into the importer's agency; ``name`` is what the file is called.

    Refuses (:class:`~portal.errors.Invalid`) what stands there already: the same candidate, job and end.
    """
    agency = db.session.get_one(Agency, importer.agency_id)
    recruiter = known.recruiter_of(agency, case, importer)
    team = _team_of(agency, recruiter or importer)
    candidate = known.candidate_of(agency, case, team, recruiter, now)
    process = known.process_of(agency, case, candidate, now)
    _refuse_double(process, case)
    interview = _interview(agency, case, process, recruiter, name, now)
    people = known.people_of(agency, case, process.job.employer_id, interview.id, now)
    person_ids = {key: person.id for key, person in people.items()}
    add_recap(agency, case, interview, now)
    notes = add_notes(agency, case, interview, person_ids, now)
    touches = add_touches(agency, case, interview, person_ids, notes, now)
    add_diary(agency, case, interview, touches, now)
    record(agency.id, "case.imported", by_id=importer.id, now=now, subject=interview, file=name)
    return interview


def _interview(
    agency: Agency, case: f.Facts, process: Process, recruiter: User | None, name: str, now: datetime
) -> Interview:
    said = case.interview
    zone = case.agency.timezone if case.agency else None
    interview = Interview(
        agency_id=agency.id,
        process_id=process.id,
        recruiter_id=recruiter.id if recruiter else None,
        case_name=name,
        stage=Stage(said.stage),
        format=Format(said.format) if said.format else None,
        timezone=said.timezone,
        day_zone=None if zone == agency.timezone else zone or said.ends_at.isoformat()[-6:],
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        asked_timeline=said.asked_timeline,
        asked_contact_preference=said.asked_contact_preference,
        decision_by=said.decision_by,
        no_contact_before=_instant(case),
        heard_back_at=said.heard_back_at,
        follow_up_after=said.follow_up_after,
        cancelled_at=said.cancelled_at,
        outcome=Outcome(said.outcome),
        outcome_at=said.outcome_at,
        next_interview_at=said.next_interview_at,
        prompted_at=now,
        created_at=now,
    )
    db.session.add(interview)
    db.session.flush()
    db.session.add(
        InterviewChange(
            agency_id=agency.id,
            interview_id=interview.id,
            kind="imported",
            values={"file": name, "ends_at": said.ends_at.isoformat()},
            happened_at=now,
            recorded_at=now,
        )
    )
    return interview


def _instant(case: f.Facts) -> datetime | None:
    """``no_contact_before`` as an instant: a date is its start."""
    given = case.interview.no_contact_before
    if given is None or isinstance(given, datetime):
        return given
    named = case.agency.timezone if case.agency else None
    return datetime.combine(given, time.min, ZoneInfo(named) if named else case.interview.ends_at.tzinfo)


def _refuse_double(process: Process, case: f.Facts) -> None:
    there: UUID | None = db.session.scalars(
        select(Interview.id).where(
            Interview.agency_id == process.agency_id,
            Interview.process_id == process.id,
            Interview.ends_at == case.interview.ends_at,
        )
    ).first()
    if there is not None:
        raise Invalid(
            f"{case.candidate.name}'s interview for {case.job.title} at {case.job.employer}, ended "
            f"{case.interview.ends_at.isoformat()}, is already here ({there}): nothing was imported"
        )


def _team_of(agency: Agency, staff: User) -> Team:
    query = select(Team).where(Team.agency_id == agency.id).order_by(Team.id)
    if staff.team_id is not None:
        query = query.where(Team.id == staff.team_id)
    team = db.session.scalars(query).first()
    if team is None:
        raise Invalid("the agency has no team yet: make one first")
    return team
