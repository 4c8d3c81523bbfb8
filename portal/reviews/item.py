"""One submitted note or recap with all that its reviewer needs, in a number of statements that does not grow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.access import Actor, Permission, load
from portal.errors import NotFound
from portal.extensions import db
from portal.models import (
    Contact,
    Decision,
    Interview,
    Note,
    NoteRecipient,
    NoteRevision,
    NoteState,
    PersonMet,
    Recap,
    RecapRevision,
    User,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody met; ``addressed`` where the note is for them."""

    met: PersonMet
    contact: Contact
    addressed: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A revision and what was decided on it, by whom."""

    revision: NoteRevision | RecapRevision
    decision: Decision | None
    reviewer: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """What lies before the reviewer. ``note`` is empty where a recap is reviewed; ``recap`` is the interview's latest."""

    revision: NoteRevision | RecapRevision
    note: Note | None
    interview: Interview
    recap: RecapRevision | None
    people: list[Person]
    history: list[Reviewed]
    """Every revision, the latest first."""
    due_at: datetime | None

    @property
    def this(self) -> Reviewed:
        """The revision in question, with its decision."""
        return next(one for one in self.history if one.revision.id == self.revision.id)

    @property
    def newest(self) -> Reviewed:
        """The latest revision."""
        return self.history[0]

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        confirmed = getattr(self.revision, "confirmed_at", None)
        since: datetime = confirmed or self.revision.submitted_at
        return since

    @property
    def open(self) -> bool:
        """Whether this revision can be decided on."""
        if self.this.decision is not None or self.newest.revision.id != self.revision.id:
            return False
        if self.note is not None:
            return self.note.state is NoteState.SUBMITTED
        return getattr(self.revision, "confirmed_at", None) is not None


def item(actor: Actor, revision_id: UUID) -> Item:
    """The note's or recap's revision of this id, where it is the actor's to review."""
    try:
        revision = load(actor, Permission.REVIEW, NoteRevision, revision_id)
    except NotFound:
        return _recap_item(load(actor, Permission.REVIEW, RecapRevision, revision_id))
    return _note_item(revision)


def _note_item(revision: NoteRevision) -> Item:
    note = revision.note
    addressed = set(
        db.session.scalars(
            select(NoteRecipient.person_id).where(
                NoteRecipient.agency_id == note.agency_id, NoteRecipient.note_id == note.id
            )
        )
    )
    revisions = _history(
        select(NoteRevision, Decision, User.name)
        .outerjoin(
            Decision,
            (Decision.agency_id == NoteRevision.agency_id) & (Decision.note_revision_id == NoteRevision.id),
        )
        .where(NoteRevision.agency_id == note.agency_id, NoteRevision.note_id == note.id)
        .order_by(NoteRevision.number.desc())
    )
    return Item(
        revision=revision,
        note=note,
        interview=note.interview,
        recap=_latest_recap(note.interview),
        people=_people(note.interview, addressed),
        history=revisions,
        due_at=note.due_at,
    )


def _recap_item(revision: RecapRevision) -> Item:
    recap = revision.recap
    revisions = _history(
        select(RecapRevision, Decision, User.name)
        .outerjoin(
            Decision,
            (Decision.agency_id == RecapRevision.agency_id)
            & (Decision.recap_revision_id == RecapRevision.id),
        )
        .where(RecapRevision.agency_id == recap.agency_id, RecapRevision.recap_id == recap.id)
        .order_by(RecapRevision.number.desc())
    )
    return Item(
        revision=revision,
        note=None,
        interview=recap.interview,
        recap=revision,
        people=_people(recap.interview, set()),
        history=revisions,
        due_at=recap.due_at,
    )


def _history(revisions: Any) -> list[Reviewed]:
    named = revisions.outerjoin(User, (User.agency_id == Decision.agency_id) & (User.id == Decision.by_id))
    return [Reviewed(*row) for row in db.session.execute(named)]


def _latest_recap(interview: Interview) -> RecapRevision | None:
    return db.session.scalars(
        select(RecapRevision)
        .join(Recap, (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id))
        .where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
        .order_by(RecapRevision.number.desc())
        .limit(1)
    ).one_or_none()


def _people(interview: Interview, addressed: set[UUID]) -> list[Person]:
    rows = db.session.execute(
        select(PersonMet, Contact)
        .join(Contact, (Contact.agency_id == PersonMet.agency_id) & (Contact.id == PersonMet.contact_id))
        .where(
            PersonMet.agency_id == interview.agency_id,
            PersonMet.interview_id == interview.id,
            PersonMet.removed_at.is_(None),
        )
        .order_by(Contact.name)
    )
    return [Person(met, contact, met.id in addressed) for met, contact in rows]
