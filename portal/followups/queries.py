"""Reading what a candidate writes to: notes, their revisions and decisions, and who was met."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from portal.extensions import db
from portal.models import (
    Channel,
    Decision,
    DecisionKind,
    Interview,
    Note,
    NoteKind,
    NoteRevision,
    NoteState,
    PersonMet,
    Recap,
    RecapRevision,
)


def people_met(interview: Interview) -> list[PersonMet]:
    """Who was there, interviewers first."""
    people = db.session.scalars(
        select(PersonMet)
        .where(
            PersonMet.agency_id == interview.agency_id,
            PersonMet.interview_id == interview.id,
            PersonMet.removed_at.is_(None),
        )
        .order_by(PersonMet.id)
    )
    return sorted(people, key=lambda person: person.role != "interviewer")


def notes_of(interview: Interview) -> list[Note]:
    """The interview's notes, oldest first."""
    return list(
        db.session.scalars(
            select(Note)
            .where(Note.agency_id == interview.agency_id, Note.interview_id == interview.id)
            .order_by(Note.id)
        )
    )


def people_to(note: Note) -> list[PersonMet]:
    """Whom a note is for."""
    return [recipient.person for recipient in note.recipients]


def open_note(interview: Interview, people: Iterable[PersonMet], kind: NoteKind) -> Note | None:
    """The note of this kind to exactly these people that is neither sent nor dropped."""
    wanted = {person.id for person in people}
    for note in notes_of(interview):
        finished = note.state in {NoteState.SENT, NoteState.WITHDRAWN}
        if note.kind is kind and not finished and {one.person_id for one in note.recipients} == wanted:
            return note
    return None


def revisions_of(note: Note) -> list[NoteRevision]:
    """Every revision that was submitted, in order, as the database has it now."""
    return list(
        db.session.scalars(
            select(NoteRevision)
            .where(NoteRevision.agency_id == note.agency_id, NoteRevision.note_id == note.id)
            .order_by(NoteRevision.number)
        )
    )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A revision with what was decided about it."""

    revision: NoteRevision
    decision: Decision | None


def reviewed(note: Note) -> list[Reviewed]:
    """Every revision with its decision, newest first."""
    rows = db.session.execute(
        select(NoteRevision, Decision)
        .outerjoin(
            Decision,
            (Decision.agency_id == NoteRevision.agency_id) & (Decision.note_revision_id == NoteRevision.id),
        )
        .where(NoteRevision.agency_id == note.agency_id, NoteRevision.note_id == note.id)
        .order_by(NoteRevision.number.desc())
    )
    return [Reviewed(revision, decision) for revision, decision in rows]


def open_revision(note: Note) -> NoteRevision | None:
    """The revision that lies with the reviewer."""
    newest = reviewed(note)[:1]
    if not newest or newest[0].decision is not None or newest[0].revision.withdrawn_at is not None:
        return None
    return newest[0].revision


def approved_revision(note: Note) -> NoteRevision | None:
    """The newest revision that was approved."""
    for one in reviewed(note):
        if one.decision is not None and one.decision.kind is DecisionKind.APPROVED:
            return one.revision
    return None


@dataclass(frozen=True, slots=True)
class NewestRecap:
    """A recap's newest revision, and what was decided about it."""

    revision: RecapRevision
    decision: Decision | None

    @property
    def asks_for_more(self) -> bool:
        """Whether the reviewer wants the candidate to add something."""
        return self.decision is not None and self.decision.kind is DecisionKind.CHANGES_REQUESTED


def newest_recap(interview: Interview) -> NewestRecap | None:
    """The recap as it was handed in or taken down last; none before."""
    row = db.session.execute(
        select(RecapRevision, Decision)
        .join(Recap, (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id))
        .outerjoin(
            Decision,
            (Decision.agency_id == RecapRevision.agency_id)
            & (Decision.recap_revision_id == RecapRevision.id),
        )
        .where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
        .order_by(RecapRevision.number.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else NewestRecap(row[0], row[1])


def recap_content(interview: Interview) -> dict[str, Any] | None:
    """What the recap says, in its latest revision; none before it was handed in."""
    newest = newest_recap(interview)
    return newest.revision.content if newest else None


def fitting_channel(person: PersonMet) -> str:
    """How a note to somebody starts out: as they like it, else by mail."""
    written = {
        Channel.EMAIL,
        Channel.LETTER,
        Channel.HANDWRITTEN_NOTE,
        Channel.LINKEDIN_MESSAGE,
        Channel.TEXT_MESSAGE,
    }
    prefers = person.contact.prefers
    return prefers if prefers in written else Channel.EMAIL
