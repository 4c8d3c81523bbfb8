"""What happened with an interview, in the order in which it happened, in plain words."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.employers.words import CHANNELS, KINDS
from portal.extensions import db
from portal.interviews import changes, words
from portal.models import (
    Decision,
    DecisionKind,
    Interview,
    InterviewChange,
    Note,
    NoteRecipient,
    NoteRevision,
    PersonMet,
    Recap,
    RecapRevision,
    RecapSource,
    Touch,
    TouchRecipient,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history; ``ahead`` is still to come."""

    at: datetime
    text: str
    detail: str | None = None
    tone: str = ""
    ahead: bool = False
    url: str | None = None


def timeline(interview: Interview, zone: str, now: datetime) -> list[Entry]:
    """Everything that happened and what is planned, the earliest first, in a constant number of statements."""
    people = people_by_id(interview)
    entries = [
        *_meeting(interview, now),
        *(change_entry(change, zone, people) for change in changes.history(interview)),
        *_recap(interview),
        *_notes(interview, people),
        *_touches(interview, people),
    ]
    return sorted(entries, key=lambda entry: (entry.at, entry.ahead))


def people_by_id(interview: Interview) -> dict[str, str]:
    """Names of everybody who was ever noted as met, by the id of the person met."""
    query = (
        select(PersonMet)
        .where(PersonMet.agency_id == interview.agency_id, PersonMet.interview_id == interview.id)
        .options(joinedload(PersonMet.contact))
    )
    return {str(person.id): person.contact.name for person in db.session.scalars(query)}


def _meeting(interview: Interview, now: datetime) -> list[Entry]:
    if interview.cancelled_at is not None:
        return []
    ahead = interview.ends_at > now
    text = _("The interview ends") if ahead else _("The interview ended")
    entries = [Entry(interview.ends_at, text, ahead=ahead)]
    if interview.starts_at is not None and interview.starts_at > now:
        entries.insert(0, Entry(interview.starts_at, _("The interview begins"), ahead=True))
    if interview.next_interview_at is not None and interview.next_interview_at > now:
        entries.append(Entry(interview.next_interview_at, _("The next round begins"), ahead=True))
    return entries


def change_entry(change: InterviewChange, zone: str, people: dict[str, str]) -> Entry:
    """One change as a line of the history; ``people`` by the id of a person met."""
    line = words.change_line(change, zone, people)
    by = _("by %(name)s", name=change.by.name) if change.by else None
    detail = " · ".join(part for part in (change.reason, by) if part)
    return Entry(change.happened_at, line, detail or None, "bad" if change.kind == "cancelled" else "")


def _recap(interview: Interview) -> list[Entry]:
    query = (
        select(RecapRevision, Decision)
        .join(Recap, (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id))
        .outerjoin(
            Decision,
            (Decision.agency_id == RecapRevision.agency_id)
            & (Decision.recap_revision_id == RecapRevision.id),
        )
        .where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
        .options(joinedload(Decision.by))
        .order_by(RecapRevision.number)
    )
    entries = []
    for revision, decision in db.session.execute(query):
        by_phone = revision.source is RecapSource.PHONE
        written = _("Recap taken down on the phone") if by_phone else _("Recap written")
        amended = _("Recap amended")
        entries.append(Entry(revision.submitted_at, written if revision.number == 1 else amended))
        if by_phone and revision.confirmed_at is not None:
            entries.append(Entry(revision.confirmed_at, _("Recap confirmed by the candidate"), tone="ok"))
        if decision is not None:
            entries.append(_decision(decision, _("Recap accepted"), _("More was asked for in the recap")))
    return entries


def _notes(interview: Interview, people: dict[str, str]) -> list[Entry]:
    query = (
        select(NoteRevision, Note, Decision)
        .join(Note, (Note.agency_id == NoteRevision.agency_id) & (Note.id == NoteRevision.note_id))
        .outerjoin(
            Decision,
            (Decision.agency_id == NoteRevision.agency_id) & (Decision.note_revision_id == NoteRevision.id),
        )
        .where(Note.agency_id == interview.agency_id, Note.interview_id == interview.id)
        .options(joinedload(Decision.by))
    )
    rows = db.session.execute(query).all()
    names: dict[object, list[str]] = {}
    found = select(NoteRecipient).where(
        NoteRecipient.agency_id == interview.agency_id,
        NoteRecipient.note_id.in_([note.id for _revision, note, _decided in rows]),
    )
    for recipient in db.session.scalars(found):
        names.setdefault(recipient.note_id, []).append(people.get(str(recipient.person_id), ""))
    entries = []
    for revision, note, decision in rows:
        to = ", ".join(names.get(note.id, [])) or _("the recruiter")
        kind = KINDS.get(note.kind, _("Note"))
        sent = _("%(kind)s to %(names)s sent for review", kind=kind, names=to)
        entries.append(Entry(revision.submitted_at, sent))
        if revision.withdrawn_at is not None:
            entries.append(Entry(revision.withdrawn_at, _("Note to %(names)s taken back", names=to)))
        if decision is not None:
            approved = _("Note to %(names)s approved", names=to)
            entries.append(
                _decision(decision, approved, _("Changes asked in the note to %(names)s", names=to))
            )
    return entries


def _decision(decision: Decision, approved: str, more: str) -> Entry:
    good = decision.kind is DecisionKind.APPROVED
    by = _("by %(name)s", name=decision.by.name) if decision.by else None
    return Entry(decision.decided_at, approved if good else more, by, "ok" if good else "warn")


def _touches(interview: Interview, people: dict[str, str]) -> list[Entry]:
    query = (
        select(Touch)
        .where(Touch.agency_id == interview.agency_id, Touch.interview_id == interview.id)
        .options(selectinload(Touch.recipients), selectinload(Touch.retraction), joinedload(Touch.note))
    )
    entries = []
    for touch in db.session.scalars(query):
        to = ", ".join(_reached(touch, people)) or _("the company")
        kind = touch.kind or (touch.note.kind if touch.note else None)
        what, how = KINDS.get(str(kind), _("Contact made")), CHANNELS.get(touch.channel, _("online"))
        line = _("%(kind)s to %(names)s: %(channel)s", kind=what, names=to, channel=how)
        taken_back = _("Logged by mistake: it does not count") if touch.retraction else None
        entries.append(Entry(touch.at, line, taken_back, "quiet" if touch.retraction else "ok"))
    return entries


def _reached(touch: Touch, people: dict[str, str]) -> list[str]:
    recipients: list[TouchRecipient] = touch.recipients
    names = [people.get(str(one.person_id), "") for one in recipients]
    return [*names, *([_("the recruiter")] if touch.to_recruiter else [])]
