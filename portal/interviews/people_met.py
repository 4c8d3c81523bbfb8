"""Whom the candidate met, or is to meet: adding, completing, correcting, and taking out who was not there."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.access import Actor
from portal.employers.operations import ContactFacts, add_contact, change_contact, same_address
from portal.errors import NotAllowed, WrongState
from portal.extensions import db
from portal.idempotency import add_once
from portal.interviews.changes import judge, write_event
from portal.models import Contact, Interview, PersonMet, PersonRole, new_id

DETAILS = ("title", "email", "phone", "address", "prefers")


def there(interview: Interview) -> list[PersonMet]:
    """Who is to be met or was, with their contacts; without those taken out."""
    query = (
        select(PersonMet)
        .where(
            PersonMet.agency_id == interview.agency_id,
            PersonMet.interview_id == interview.id,
            PersonMet.removed_at.is_(None),
        )
        .options(joinedload(PersonMet.contact))
        .order_by(PersonMet.id)
    )
    return list(db.session.scalars(query))


def add(actor: Actor, interview: Interview, contact: Contact, role: PersonRole, now: datetime) -> PersonMet:
    """Somebody known at the employer was there as well; who had been taken out is back."""
    person, new = _of(interview, contact), False
    if person is None:
        person, new = add_once(
            PersonMet(
                id=new_id(),
                agency_id=interview.agency_id,
                interview_id=interview.id,
                contact_id=contact.id,
                role=role,
                added_by_id=actor.user_id,
                created_at=now,
            ),
            column="id",
        )
    if new or person.removed_at is not None:
        person.removed_at, person.role = None, role
        write_event(actor, interview, "person_added", now, person_id=person.id, role=role.value)
        judge(interview, now)
    return person


def add_new(
    actor: Actor, interview: Interview, row_id: UUID, facts: ContactFacts, role: PersonRole, now: datetime
) -> PersonMet:
    """Somebody nobody had foreseen. Who is known at this employer by the same address is that person."""
    employer = interview.process.job.employer
    known = [
        one
        for one in same_address(interview.agency_id, facts.email, but=row_id)
        if one.employer_id == employer.id
    ]
    contact = known[0] if known else add_contact(actor, employer, row_id, facts, now)
    return add(actor, interview, contact, role, now)


def complete(actor: Actor, person: PersonMet, facts: ContactFacts, now: datetime) -> None:
    """More about somebody met. Candidates fill in what is missing and correct what they added themselves."""
    contact = person.contact
    if not actor.is_staff and contact.added_by_id != actor.user_id:
        kept = {name: getattr(contact, name) or getattr(facts, name) for name in DETAILS}
        facts = ContactFacts(name=contact.name, **kept)
    change_contact(contact, facts)
    write_event(actor, person.interview, "person_completed", now, person_id=person.id)
    judge(person.interview, now)


def change_role(actor: Actor, person: PersonMet, role: PersonRole, *, helpful: bool, now: datetime) -> None:
    """What somebody did in the interview, and whether they helped."""
    if not actor.is_staff:
        raise NotAllowed(_("Ask your recruiter to change what somebody did in the interview."))
    if (person.role, person.helpful) != (role, helpful):
        person.role, person.helpful = role, helpful
        write_event(actor, person.interview, "person_role", now, person_id=person.id, role=role.value)
        judge(person.interview, now)


def take_out(actor: Actor, person: PersonMet, now: datetime) -> None:
    """Somebody was not there after all; the row stays."""
    if person.removed_at is not None:
        raise WrongState(_("This person was taken out before."))
    person.removed_at = now
    write_event(actor, person.interview, "person_removed", now, person_id=person.id)
    judge(person.interview, now)


def _of(interview: Interview, contact: Contact) -> PersonMet | None:
    return db.session.scalars(
        select(PersonMet).where(
            PersonMet.agency_id == interview.agency_id,
            PersonMet.interview_id == interview.id,
            PersonMet.contact_id == contact.id,
        )
    ).one_or_none()
