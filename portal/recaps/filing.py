"""Filing what a recap says where it belongs: people, what was asked, dates, promises, references.

Contacts are shared by everybody whom the agency sends to an employer. A candidate therefore completes what is missing on
one and says how they want to hear, but never overwrites an address that stands there.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal import clock
from portal.access import Actor
from portal.errors import Invalid, NotFound
from portal.extensions import db
from portal.models import (
    Agency,
    Contact,
    Interview,
    InterviewChange,
    PersonMet,
    PersonRole,
    Promise,
    Reference,
    new_id,
)
from portal.recaps.draft import ANSWER, Draft
from portal.recaps.queries import given, people_of, written_to

ROLES = {
    "interviewer": (PersonRole.INTERVIEWER, False),
    "helped": (PersonRole.SUPPORT_STAFF, True),
    "other": (PersonRole.OTHER, False),
}


def file_away(actor: Actor, interview: Interview, draft: Draft, now: datetime) -> bool:
    """Write everything that a draft says beyond its texts; gives whether anything changed."""
    people = _people(actor, interview, draft.get("people") or {}, now)
    others = [_met(actor, interview, one, now) for one in draft.get("others") or [] if _text(one, "name")]
    dates = _dates(actor, interview, draft, now)
    diary = _diary(actor, interview, draft)
    db.session.flush()
    return people or any(others) or dates or diary


def _text(values: Mapping[str, Any], name: str) -> str:
    return str(values.get(name) or "").strip()


def _people(actor: Actor, interview: Interview, typed: Mapping[str, Any], now: datetime) -> bool:
    people = {str(person.id): person for person in people_of(interview)}
    if set(typed) - set(people):
        raise NotFound("a person of another interview")
    changed = False
    for person_id, values in typed.items():
        person = people[person_id]
        there = bool(values.get("there"))
        if there is (person.removed_at is not None):
            if not there and written_to(person):
                raise Invalid(
                    _(
                        "You wrote to %(name)s already, so they stay on the list. Withdraw the note first.",
                        name=person.contact.name,
                    )
                )
            person.removed_at = None if there else now
            changed = True
        said = "helpful" in values and person.role is PersonRole.SUPPORT_STAFF
        if said and person.helpful != bool(values["helpful"]):
            person.helpful = bool(values.get("helpful"))
            changed = True
        changed |= _complete(actor, interview, person.contact, values, now)
    return changed


def _complete(
    actor: Actor, interview: Interview, contact: Contact, values: Mapping[str, Any], now: datetime
) -> bool:
    own = contact.added_by_id == actor.user_id
    set_here: dict[str, Any] = {}
    for name in ("email", "phone", "address"):
        value = _text(values, name)
        if value and value != getattr(contact, name) and (own or not getattr(contact, name)):
            set_here[name] = value
    prefers = _text(values, "prefers") or None
    if prefers and prefers != contact.prefers:
        set_here["prefers"] = prefers
    for name, value in set_here.items():
        setattr(contact, name, value)
    if set_here:
        note_change(actor, interview, "contact_details", {"contact_id": str(contact.id)} | set_here, now)
    return bool(set_here)


def _met(actor: Actor, interview: Interview, values: Mapping[str, Any], now: datetime) -> bool:
    """Somebody whom nobody had foreseen: known by the exact address, else new."""
    employer_id = interview.process.job.employer_id
    email = _text(values, "email").lower() or None
    contact = _known(interview, employer_id, email)
    if contact is None:
        contact = Contact(
            agency_id=interview.agency_id,
            employer_id=employer_id,
            name=_text(values, "name"),
            email=email,
            phone=_text(values, "phone") or None,
            address=_text(values, "address") or None,
            prefers=_text(values, "prefers") or None,
            added_by_id=actor.user_id,
            created_at=now,
        )
        db.session.add(contact)
        db.session.flush()
    elif any(person.contact_id == contact.id for person in people_of(interview)):
        return False
    role, helpful = ROLES.get(_text(values, "role"), ROLES["interviewer"])
    person = PersonMet(
        agency_id=interview.agency_id,
        interview_id=interview.id,
        contact_id=contact.id,
        role=role,
        helpful=helpful,
        added_by_id=actor.user_id,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    note_change(actor, interview, "person_added", {"person_id": str(person.id), "role": role.value}, now)
    return True


def _known(interview: Interview, employer_id: UUID, email: str | None) -> Contact | None:
    if email is None:
        return None
    return db.session.scalars(
        select(Contact)
        .where(
            Contact.agency_id == interview.agency_id,
            Contact.employer_id == employer_id,
            func.lower(Contact.email) == email,
        )
        .limit(1)
    ).one_or_none()


def _dates(actor: Actor, interview: Interview, draft: Draft, now: datetime) -> bool:
    agency = db.session.get_one(Agency, interview.agency_id)
    values: dict[str, Any] = {}
    for name in ("asked_timeline", "asked_contact_preference"):
        if draft.get(name) in ANSWER:
            values[name] = ANSWER[draft[name]]
    if day := _text(draft, "decision_by"):
        values["decision_by"] = date.fromisoformat(day)
    if day := _text(draft, "no_contact_before"):
        values["no_contact_before"] = datetime.combine(
            date.fromisoformat(day), time(), ZoneInfo(agency.timezone)
        )
    values = {name: value for name, value in values.items() if getattr(interview, name) != value}
    if not values:
        return False
    for name, value in values.items():
        setattr(interview, name, value)
    written = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
    }
    note_change(actor, interview, "recap", written, now)
    return True


def _diary(actor: Actor, interview: Interview, draft: Draft) -> bool:
    before = given(interview)
    promised = {promise.text for promise in before.promises}
    named = {reference.name.casefold() for reference in before.references}
    rows: list[Promise | Reference] = []
    for one in draft.get("promises") or []:
        if (text := _text(one, "text")) and text not in promised:
            promised.add(text)
            rows.append(
                Promise(
                    agency_id=interview.agency_id,
                    interview_id=interview.id,
                    text=text,
                    due=clock.local(due, actor.timezone) if (due := _text(one, "due")) else None,
                    recorded_at=clock.now(),
                )
            )
    for one in draft.get("references") or []:
        if (name := _text(one, "name")) and name.casefold() not in named:
            named.add(name.casefold())
            rows.append(
                Reference(
                    agency_id=interview.agency_id,
                    interview_id=interview.id,
                    name=name,
                    email=_text(one, "email") or None,
                    recorded_at=clock.now(),
                )
            )
    db.session.add_all(rows)
    return bool(rows)


def note_change(actor: Actor, interview: Interview, kind: str, values: dict[str, Any], now: datetime) -> None:
    """Keep in the interview's history what a recap changed on it."""
    db.session.add(
        InterviewChange(
            id=new_id(),
            agency_id=interview.agency_id,
            interview_id=interview.id,
            kind=kind,
            values=values,
            by_id=actor.user_id,
            happened_at=now,
            recorded_at=clock.now(),
        )
    )
