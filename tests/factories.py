"""Rows for tests: a function a table, with sensible values for what a test does not care about."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from portal.accounts.passwords import hashed
from portal.accounts.session import NOTICE_VERSION
from portal.extensions import db
from portal.models import (
    Agency,
    Candidate,
    Contact,
    Employer,
    Format,
    Interview,
    Job,
    JobState,
    Note,
    NoteKind,
    NoteRecipient,
    NoteState,
    NoticeAgreement,
    PersonMet,
    PersonRole,
    Process,
    Role,
    Stage,
    Team,
    User,
)

_number = count(1)
PASSWORD = "correct horse battery"
ROUTES = dict.fromkeys(("thank_you", "clarification", "check_in", "value_add"), "direct")


def now() -> datetime:
    """The present, as what is recorded by default bears it."""
    return datetime.now(UTC)


def _saved(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row


def agency(name: str = "Harbour Staffing", **values: Any) -> Agency:
    return _saved(Agency(**({"name": name, "timezone": "America/Chicago", "created_at": now()} | values)))


def team(of: Agency, name: str = "Technology", **values: Any) -> Team:
    return _saved(Team(**({"agency_id": of.id, "name": name, "created_at": now()} | values)))


_hash: list[str] = []


def user(of: Agency, role: Role = Role.RECRUITER, name: str = "Tom Reed", **values: Any) -> User:
    """A user; staff with ``PASSWORD``."""
    if not _hash:
        _hash.append(hashed(PASSWORD))
    defaults = {
        "agency_id": of.id,
        "role": role,
        "name": name,
        "email": f"{name.split(maxsplit=1)[0].lower()}{next(_number)}@example.net",
        "password_hash": None if role is Role.CANDIDATE else _hash[0],
        "created_at": now(),
    }
    return _saved(User(**(defaults | values)))


def candidate(
    of: Agency,
    group: Team,
    recruiter: User | None = None,
    name: str = "Priya Nair",
    *,
    agreed: bool = True,
    **values: Any,
) -> Candidate:
    """A candidate with their user; who has agreed to the notice unless told otherwise."""
    person = user(of, Role.CANDIDATE, name)
    row = _saved(
        Candidate(
            **(
                {
                    "agency_id": of.id,
                    "user_id": person.id,
                    "team_id": group.id,
                    "recruiter_id": recruiter.id if recruiter else None,
                    "timezone": of.timezone,
                    "sending_addresses": [],
                    "created_at": now(),
                }
                | values
            )
        )
    )
    if agreed:
        _saved(
            NoticeAgreement(
                agency_id=of.id,
                candidate_id=row.id,
                version=NOTICE_VERSION,
                agreed_at=now(),
                recorded_at=now(),
            )
        )
    return row


def employer(of: Agency, name: str = "Acme Logistics", **values: Any) -> Employer:
    defaults = {"domains": ["acme.example"], "routes": dict(ROUTES), "overrides": {}, "created_at": now()}
    return _saved(Employer(**({"agency_id": of.id, "name": name} | defaults | values)))


def contact(at: Employer, name: str = "Dana Whitfield", **values: Any) -> Contact:
    defaults = {"email": f"{name.split(maxsplit=1)[0].lower()}@acme.example", "created_at": now()}
    return _saved(
        Contact(**({"agency_id": at.agency_id, "employer_id": at.id, "name": name} | defaults | values))
    )


def job(at: Employer, title: str = "Data Engineer", **values: Any) -> Job:
    defaults = {"requirements": ["Kafka", "Python"], "state": JobState.OPEN, "created_at": now()}
    return _saved(
        Job(**({"agency_id": at.agency_id, "employer_id": at.id, "title": title} | defaults | values))
    )


def process(who: Candidate, position: Job, **values: Any) -> Process:
    defaults = {"candidate_id": who.id, "job_id": position.id, "created_at": now()}
    return _saved(Process(**({"agency_id": who.agency_id} | defaults | values)))


def interview(
    of: Process, recruiter: User | None = None, ended: timedelta = timedelta(hours=1), **values: Any
) -> Interview:
    """An interview of an hour that ended ``ended`` ago (negative: that is still to end)."""
    end = now() - ended
    defaults = {
        "process_id": of.id,
        "recruiter_id": recruiter.id if recruiter else None,
        "stage": Stage.FIRST,
        "format": Format.ONSITE,
        "timezone": "America/Chicago",
        "starts_at": end - timedelta(hours=1),
        "ends_at": end,
        "created_at": end - timedelta(days=3),
    }
    return _saved(Interview(**({"agency_id": of.agency_id} | defaults | values)))


def person_met(
    at: Interview, who: Contact, role: PersonRole = PersonRole.INTERVIEWER, **values: Any
) -> PersonMet:
    defaults = {"interview_id": at.id, "contact_id": who.id, "role": role, "created_at": now()}
    return _saved(PersonMet(**({"agency_id": at.agency_id} | defaults | values)))


def note(at: Interview, *to: PersonMet, **values: Any) -> Note:
    """A draft of a thank-you by email to ``to``."""
    defaults = {
        "interview_id": at.id,
        "kind": NoteKind.THANK_YOU,
        "channel": "email",
        "state": NoteState.DRAFT,
        "subject": "Thank you",
        "body": "Dear Dana,\n\nThank you for the talk about streaming.\n\nPriya",
        "offers": [],
        "created_at": now(),
    }
    row = _saved(Note(**({"agency_id": at.agency_id} | defaults | values)))
    for person in to:
        _saved(NoteRecipient(agency_id=at.agency_id, note_id=row.id, person_id=person.id))
    return row
