"""Writing employers, their people and their positions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal.access import Actor, Permission, load
from portal.audit.operations import record
from portal.errors import Invalid, NotFound
from portal.extensions import db
from portal.idempotency import add_by_id
from portal.models import Contact, Employer, Interview, Job, JobState, Process, Role, User
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score

JUDGED_AGAIN = timedelta(days=60)
"""How long after its end an interview is scored again by itself when its employer changes."""


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """What is known of a client company; ``routes`` holds an answer for every kind."""

    name: str
    domains: Sequence[str]
    routes: Mapping[str, str]
    touch_cap: int | None
    remarks: str | None
    owner_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What is known of a person at an employer."""

    name: str
    title: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    prefers: str | None = None


def add_employer(actor: Actor, row_id: UUID, facts: EmployerFacts, now: datetime) -> Employer:
    """A new employer, once for each ``row_id``."""
    employer, new = add_by_id(
        Employer(id=row_id, agency_id=actor.agency_id, created_at=now, **_columns(actor, facts, {}))
    )
    if new:
        record(actor.agency_id, "employer.added", by_id=actor.user_id, now=now, subject=employer)
    return employer


def change_employer(actor: Actor, employer: Employer, facts: EmployerFacts, now: datetime) -> None:
    """Other facts about an employer; its open interviews are scored anew where that changes what holds."""
    judged = (employer.routes, employer.overrides)
    for column, value in _columns(actor, facts, employer.overrides).items():
        setattr(employer, column, value)
    routes = None if judged[0] == employer.routes else employer.routes
    record(actor.agency_id, "employer.changed", by_id=actor.user_id, now=now, subject=employer, routes=routes)
    if judged != (employer.routes, employer.overrides):
        _judge_again(employer, now)


def archive_employer(actor: Actor, employer: Employer, now: datetime, *, back: bool = False) -> None:
    """Take an employer out of the lists, or ``back`` into them; nothing is lost."""
    employer.archived_at = None if back else now
    action = "employer.restored" if back else "employer.archived"
    record(actor.agency_id, action, by_id=actor.user_id, now=now, subject=employer)


def add_contact(
    actor: Actor, employer: Employer, row_id: UUID, facts: ContactFacts, now: datetime
) -> Contact:
    """A new person at an employer, once for each ``row_id``. Candidates may add whom they met."""
    contact, _new = add_by_id(
        Contact(
            id=row_id,
            agency_id=actor.agency_id,
            employer_id=employer.id,
            added_by_id=actor.user_id,
            created_at=now,
            **_contact_columns(facts),
        )
    )
    return contact


def change_contact(contact: Contact, facts: ContactFacts) -> None:
    """Other facts about a person."""
    for column, value in _contact_columns(facts).items():
        setattr(contact, column, value)


def same_address(agency_id: UUID, email: str | None, but: UUID | None = None) -> list[Contact]:
    """Contacts of the agency who already have this address."""
    if not email:
        return []
    query = select(Contact).where(
        Contact.agency_id == agency_id, Contact.email == email.lower(), Contact.archived_at.is_(None)
    )
    if but is not None:
        query = query.where(Contact.id != but)
    return list(db.session.scalars(query))


def add_job(
    actor: Actor, employer: Employer, row_id: UUID, *, title: str, requirements: Sequence[str], now: datetime
) -> Job:
    """A new position, once for each ``row_id``."""
    job, _new = add_by_id(
        Job(
            id=row_id,
            agency_id=actor.agency_id,
            employer_id=employer.id,
            title=title,
            requirements=list(requirements),
            state=JobState.OPEN,
            created_at=now,
        )
    )
    return job


def part_of(employer: Employer, actor: Actor, model: type[Contact | Job], row_id: UUID) -> Any:
    """The contact or job, where it belongs to ``employer``; else :class:`NotFound`."""
    row: Contact | Job = load(actor, Permission.MANAGE_EMPLOYERS, model, row_id)
    if row.employer_id != employer.id:
        raise NotFound(f"{model.__tablename__} {row_id}")
    return row


def _columns(actor: Actor, facts: EmployerFacts, overrides: Mapping[str, Any]) -> dict[str, Any]:
    owner = load(actor, Permission.MANAGE_EMPLOYERS, User, facts.owner_id) if facts.owner_id else None
    if owner is not None and (owner.role is Role.CANDIDATE or owner.disabled_at is not None):
        raise Invalid(_("Choose somebody who works here."), {"owner": _("Choose somebody who works here.")})
    own = {rule: values for rule, values in overrides.items() if rule != "touch_cap"}
    if facts.touch_cap is not None:
        own["touch_cap"] = {**overrides.get("touch_cap", {}), "max": facts.touch_cap}
    return {
        "name": facts.name,
        "domains": list(facts.domains),
        "routes": dict(facts.routes),
        "overrides": own,
        "remarks": facts.remarks,
        "owner_id": owner.id if owner else None,
    }


def _contact_columns(facts: ContactFacts) -> dict[str, str | None]:
    return {
        "name": facts.name,
        "title": facts.title,
        "email": facts.email.lower() if facts.email else None,
        "phone": facts.phone,
        "address": facts.address,
        "prefers": facts.prefers,
    }


def _judge_again(employer: Employer, now: datetime) -> None:
    interviews = db.session.scalars(
        select(Interview)
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .join(Job, (Job.agency_id == Process.agency_id) & (Job.id == Process.job_id))
        .where(
            Interview.agency_id == employer.agency_id,
            Job.employer_id == employer.id,
            Interview.outcome_at.is_(None),
            Interview.cancelled_at.is_(None),
            Interview.ends_at > now - JUDGED_AGAIN,
        )
    ).all()
    for interview in interviews:
        set_limits(interview, now)
        ask_for_score(interview, now)
