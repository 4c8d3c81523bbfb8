"""Who appears in tests: Tom looks after Priya; Rita is of another team, Jo her candidate; Otto's agency is another one."""

from dataclasses import dataclass

from portal.models import (
    Agency,
    Candidate,
    Contact,
    Employer,
    Interview,
    Job,
    Note,
    PersonMet,
    Process,
    Role,
    Team,
    User,
)
from tests import factories as make


@dataclass(frozen=True)
class Desk:
    """A team with its recruiter, one candidate, and that candidate's interview an hour ago with a draft."""

    team: Team
    recruiter: User
    candidate: Candidate
    employer: Employer
    contact: Contact
    job: Job
    process: Process
    interview: Interview
    person: PersonMet
    note: Note


@dataclass(frozen=True)
class Cast:
    """An agency with an admin and two desks, and another agency with one."""

    agency: Agency
    admin: User
    own: Desk
    stranger: Desk
    other_agency: Agency
    other_admin: User
    other: Desk


def desk(of: Agency, group: str, recruiter: str, candidate: str) -> Desk:
    """A desk of an agency."""
    team = make.team(of, group)
    staff = make.user(of, Role.RECRUITER, recruiter, team_id=team.id)
    who = make.candidate(of, team, staff, candidate)
    company = make.employer(of)
    contact = make.contact(company)
    position = make.job(company)
    process = make.process(who, position)
    interview = make.interview(process, staff)
    person = make.person_met(interview, contact)
    draft = make.note(interview, person)
    return Desk(team, staff, who, company, contact, position, process, interview, person, draft)


def assemble() -> Cast:
    """Everybody, written but not committed."""
    here, there = make.agency(), make.agency("Outland Talent", timezone="Europe/Berlin")
    return Cast(
        agency=here,
        admin=make.user(here, Role.ADMIN, "Ada Marsh"),
        own=desk(here, "Technology", "Tom Reed", "Priya Nair"),
        stranger=desk(here, "Finance", "Rita Sand", "Jo Park"),
        other_agency=there,
        other_admin=make.user(there, Role.ADMIN, "Olga Stein"),
        other=desk(there, "Alle", "Otto Kern", "Wen Li"),
    )
