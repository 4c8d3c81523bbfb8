"""Reading recaps: the recap of an interview, its latest submitted revision, and who was met."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.extensions import db
from portal.models import (
    Decision,
    Interview,
    Note,
    NoteRecipient,
    NoteState,
    PersonMet,
    Promise,
    Recap,
    RecapRevision,
    RecapSource,
    Reference,
    Touch,
    TouchRecipient,
    TouchRetraction,
)


def recap_of(interview: Interview, *, lock: bool = False) -> Recap | None:
    """The interview's recap, where something was typed or taken down; ``lock`` holds it until the transaction ends."""
    query = select(Recap).where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
    if lock:
        query = query.with_for_update(of=Recap).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def latest(recap: Recap | None) -> RecapRevision | None:
    """The newest revision, confirmed or not."""
    if recap is None:
        return None
    return db.session.scalars(
        select(RecapRevision)
        .where(RecapRevision.agency_id == recap.agency_id, RecapRevision.recap_id == recap.id)
        .order_by(RecapRevision.number.desc())
        .limit(1)
    ).one_or_none()


def first_submitted_at(recap: Recap | None) -> datetime | None:
    """When the recap was handed in for the first time, counting only what the candidate stands by."""
    if recap is None:
        return None
    return db.session.scalars(
        select(RecapRevision.submitted_at)
        .where(
            RecapRevision.agency_id == recap.agency_id,
            RecapRevision.recap_id == recap.id,
            RecapRevision.confirmed_at.is_not(None),
        )
        .order_by(RecapRevision.number)
        .limit(1)
    ).one_or_none()


def unconfirmed(revision: RecapRevision | None) -> bool:
    """Whether this was taken down on the phone and the candidate has not said yet that it is right."""
    return revision is not None and revision.source is RecapSource.PHONE and revision.confirmed_at is None


def decision_on(revision: RecapRevision) -> Decision | None:
    """What the reviewer decided about a revision."""
    return db.session.scalars(
        select(Decision).where(
            Decision.agency_id == revision.agency_id, Decision.recap_revision_id == revision.id
        )
    ).one_or_none()


def people_of(interview: Interview) -> list[PersonMet]:
    """Everybody on the panel and whoever was added, those who were not there after all included."""
    return list(
        db.session.scalars(
            select(PersonMet)
            .where(PersonMet.agency_id == interview.agency_id, PersonMet.interview_id == interview.id)
            .order_by(PersonMet.id)
        )
    )


def written_to(person: PersonMet) -> bool:
    """Whether a note or a contact made stands to this person."""
    notes = (
        select(NoteRecipient.id)
        .join(Note, (Note.agency_id == NoteRecipient.agency_id) & (Note.id == NoteRecipient.note_id))
        .where(
            NoteRecipient.agency_id == person.agency_id,
            NoteRecipient.person_id == person.id,
            Note.state != NoteState.WITHDRAWN,
        )
    )
    retracted = select(TouchRetraction.touch_id).where(TouchRetraction.agency_id == person.agency_id)
    touches = (
        select(TouchRecipient.id)
        .join(Touch, (Touch.agency_id == TouchRecipient.agency_id) & (Touch.id == TouchRecipient.touch_id))
        .where(
            TouchRecipient.agency_id == person.agency_id,
            TouchRecipient.person_id == person.id,
            Touch.id.not_in(retracted),
        )
    )
    return any(db.session.scalars(query.limit(1)).first() for query in (notes, touches))


@dataclass(frozen=True, slots=True)
class Given:
    """What earlier recaps and the log hold of promises made and references named."""

    promises: list[Promise]
    references: list[Reference]


def given(interview: Interview) -> Given:
    """The promises and references recorded for an interview."""
    promises = select(Promise).where(
        Promise.agency_id == interview.agency_id, Promise.interview_id == interview.id
    )
    references = select(Reference).where(
        Reference.agency_id == interview.agency_id, Reference.interview_id == interview.id
    )
    return Given(
        list(db.session.scalars(promises.order_by(Promise.id))),
        list(db.session.scalars(references.order_by(Reference.id))),
    )
