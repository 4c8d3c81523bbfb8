"""Whom and what a case names, found in the agency or made: candidate, employer, job, contacts, people met."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.extensions import db
from portal.imports.writing import saved
from portal.models import (
    Agency,
    Candidate,
    Contact,
    Employer,
    Job,
    JobState,
    PersonMet,
    PersonRole,
    Process,
    Role,
    Team,
    TouchKind,
    User,
    new_id,
)
from portal.models.user import NO_ADDRESS
from portal.policy import facts as f

KINDS = tuple(kind.value for kind in TouchKind)
"""One route in a case file holds for all of these."""


def recruiter_of(agency: Agency, case: f.Facts, importer: User) -> User | None:
    """Whom the case's recruiter is here: the staff of that address, else who imports; nobody where it names nobody."""
    if case.recruiter is None:
        return None
    if case.recruiter.email:
        found = db.session.scalars(
            select(User).where(
                User.agency_id == agency.id,
                User.email == case.recruiter.email.lower(),
                User.role != Role.CANDIDATE,
            )
        ).one_or_none()
        if found is not None:
            return found
    return importer


def candidate_of(
    agency: Agency, case: f.Facts, team: Team, recruiter: User | None, now: datetime
) -> Candidate:
    """The candidate of that address, or a new one in ``team``."""
    email = (case.candidate.email or "").strip().lower()
    if email:
        found = db.session.scalars(
            select(Candidate)
            .join(User, (User.agency_id == Candidate.agency_id) & (User.id == Candidate.user_id))
            .where(User.agency_id == agency.id, User.email == email)
        ).one_or_none()
        if found is not None:
            return found
    user = saved(
        User(
            agency_id=agency.id,
            email=email or f"{new_id().hex}{NO_ADDRESS}",
            name=case.candidate.name,
            role=Role.CANDIDATE,
            created_at=now,
        )
    )
    return saved(
        Candidate(
            agency_id=agency.id,
            user_id=user.id,
            team_id=team.id,
            recruiter_id=recruiter.id if recruiter else None,
            timezone=case.interview.timezone or agency.timezone,
            sending_addresses=[],
            created_at=now,
        )
    )


def process_of(agency: Agency, case: f.Facts, candidate: Candidate, now: datetime) -> Process:
    """The candidate's way through the case's job, at an employer that judges as the case's does."""
    job = _job_of(agency, _employer_of(agency, case, now), case, now)
    found = db.session.scalars(
        select(Process).where(
            Process.agency_id == agency.id, Process.candidate_id == candidate.id, Process.job_id == job.id
        )
    ).one_or_none()
    return found or saved(
        Process(agency_id=agency.id, candidate_id=candidate.id, job_id=job.id, created_at=now)
    )


def people_of(
    agency: Agency, case: f.Facts, employer_id: UUID, interview_id: UUID, now: datetime
) -> dict[str, PersonMet]:
    """The people met, by their ids in the case; contacts with the same name and details are used again."""
    known = db.session.scalars(
        select(Contact).where(Contact.agency_id == agency.id, Contact.employer_id == employer_id)
    ).all()
    by_details = {_details(one): one for one in known}
    used: set[UUID] = set()
    met = {}
    for person in case.people:
        contact = by_details.get(_details(person))
        if contact is None or contact.id in used:
            contact = saved(
                Contact(
                    agency_id=agency.id,
                    employer_id=employer_id,
                    name=person.name,
                    email=person.email,
                    phone=person.phone,
                    address=person.address,
                    prefers=person.prefers,
                    created_at=now,
                )
            )
        used.add(contact.id)
        met[person.id] = saved(
            PersonMet(
                agency_id=agency.id,
                interview_id=interview_id,
                contact_id=contact.id,
                case_id=person.id,
                role=PersonRole(person.role),
                helpful=bool(person.helpful),
                created_at=now,
            )
        )
    return met


def _employer_of(agency: Agency, case: f.Facts, now: datetime) -> Employer:
    route = case.job.route
    routes = dict.fromkeys(KINDS, route) if isinstance(route, str) else dict(route) if route else None
    overrides = {rule: dict(given) for rule, given in case.job.overrides.items()}
    domains = [one.lower() for one in case.job.employer_domains]
    named = db.session.scalars(
        select(Employer)
        .where(Employer.agency_id == agency.id, Employer.name == case.job.employer)
        .order_by(Employer.id)
    ).all()
    for one in named:
        if (one.routes or None) == routes and one.overrides == overrides and list(one.domains) == domains:
            return one
    return saved(
        Employer(
            agency_id=agency.id,
            name=case.job.employer,
            domains=domains,
            routes=routes,
            overrides=overrides,
            created_at=now,
        )
    )


def _job_of(agency: Agency, employer: Employer, case: f.Facts, now: datetime) -> Job:
    titled = db.session.scalars(
        select(Job).where(
            Job.agency_id == agency.id, Job.employer_id == employer.id, Job.title == case.job.title
        )
    ).all()
    wanted = list(case.job.requirements)
    for one in titled:
        if list(one.requirements) == wanted:
            return one
    return saved(
        Job(
            agency_id=agency.id,
            employer_id=employer.id,
            title=case.job.title,
            requirements=wanted,
            state=JobState.OPEN,
            created_at=now,
        )
    )


def _details(one: Contact | f.Person) -> tuple[str | None, ...]:
    return (one.name, one.email or None, one.phone or None, one.address or None, one.prefers or None)
