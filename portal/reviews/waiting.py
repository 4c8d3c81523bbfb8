"""What waits for a review, by the time left until its real limit.

A note waits while it is submitted, as its latest revision; a recap waits while its latest revision was typed or confirmed
by the candidate and nobody has answered it. What has no limit comes last. A page is two statements whatever it holds.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from portal.access import Actor, visible
from portal.errors import NotFound
from portal.extensions import db
from portal.models import (
    Candidate,
    Contact,
    Decision,
    Employer,
    Interview,
    Job,
    Note,
    NoteKind,
    NoteRecipient,
    NoteRevision,
    NoteState,
    PersonMet,
    Process,
    Recap,
    RecapRevision,
    User,
)

PAGE = 30
"""Items on a page."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One item of the queue. ``note_kind`` and ``note_id`` are empty for a recap; ``to`` names who a note is for."""

    revision_id: UUID
    note_id: UUID | None
    note_kind: NoteKind | None
    number: int
    interview_id: UUID
    candidate: str
    employer: str
    job: str
    since: datetime
    due_at: datetime | None
    to: tuple[str, ...] = field(default=())

    @property
    def cursor(self) -> str:
        """Where the next page goes on, for the address."""
        due = "none" if self.due_at is None else str((self.due_at - EPOCH) // MICROSECOND)
        return f"{due}-{self.revision_id.hex}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the queue; ``after`` is the cursor of the next one, where there is one."""

    items: list[Waiting]
    after: str | None


def waiting(actor: Actor, *, mine: bool = False, after: str | None = None, limit: int = PAGE) -> Page:
    """A page of what waits in the actor's team, or (``mine``) for interviews that the actor assigned."""
    queue = _everything(actor, mine=mine, named=True).subquery()
    query = select(queue).order_by(queue.c.due_at.asc().nulls_last(), queue.c.revision_id).limit(limit + 1)
    if after:
        query = query.where(_behind(queue.c, after))
    rows = [
        Waiting(
            revision_id=row.revision_id,
            note_id=row.note_id,
            note_kind=row.note_kind,
            number=row.number,
            interview_id=row.interview_id,
            candidate=row.candidate,
            employer=row.employer,
            job=row.job,
            since=row.since,
            due_at=row.due_at,
        )
        for row in db.session.execute(query)
    ]
    more = len(rows) > limit
    items = _addressed(actor.agency_id, rows[:limit])
    return Page(items, items[-1].cursor if more else None)


def count(actor: Actor) -> int:
    """How many items wait in the actor's team: what the navigation shows."""
    queue = _everything(actor, mine=False, named=False).subquery()
    return db.session.scalar(select(func.count()).select_from(queue)) or 0


def most_urgent(actor: Actor, *, mine: bool = False) -> UUID | None:
    """The revision that comes first now."""
    first = waiting(actor, mine=mine, limit=1).items
    return first[0].revision_id if first else None


def _everything(actor: Actor, *, mine: bool, named: bool) -> Any:
    return union_all(_notes(actor, mine=mine, named=named), _recaps(actor, mine=mine, named=named))


def _notes(actor: Actor, *, mine: bool, named: bool) -> Select[Any]:
    latest = (
        select(func.max(NoteRevision.number))
        .where(NoteRevision.agency_id == Note.agency_id, NoteRevision.note_id == Note.id)
        .correlate(Note)
        .scalar_subquery()
    )
    query: Select[Any] = visible(actor, Note).join(
        NoteRevision,
        (NoteRevision.agency_id == Note.agency_id)
        & (NoteRevision.note_id == Note.id)
        & (NoteRevision.number == latest),
    )
    query = query.where(Note.state == NoteState.SUBMITTED)
    columns = [
        NoteRevision.id.label("revision_id"),
        Note.id.label("note_id"),
        Note.kind.label("note_kind"),
        NoteRevision.number.label("number"),
        NoteRevision.submitted_at.label("since"),
        Note.due_at.label("due_at"),
    ]
    return _of(actor, query, Note, columns, mine=mine, named=named)


def _recaps(actor: Actor, *, mine: bool, named: bool) -> Select[Any]:
    newer = aliased(RecapRevision)
    query: Select[Any] = (
        visible(actor, Recap)
        .join(
            RecapRevision,
            (RecapRevision.agency_id == Recap.agency_id) & (RecapRevision.recap_id == Recap.id),
        )
        .outerjoin(
            Decision,
            (Decision.agency_id == RecapRevision.agency_id)
            & (Decision.recap_revision_id == RecapRevision.id),
        )
        .where(
            RecapRevision.confirmed_at.is_not(None),
            Decision.id.is_(None),
            ~select(literal(1))
            .where(
                newer.agency_id == RecapRevision.agency_id,
                newer.recap_id == RecapRevision.recap_id,
                newer.number > RecapRevision.number,
            )
            .exists(),
        )
    )
    columns = [
        RecapRevision.id.label("revision_id"),
        null().label("note_id"),
        null().label("note_kind"),
        RecapRevision.number.label("number"),
        RecapRevision.confirmed_at.label("since"),
        Recap.due_at.label("due_at"),
    ]
    return _of(actor, query, Recap, columns, mine=mine, named=named)


def _of(
    actor: Actor,
    query: Select[Any],
    subject: type[Note | Recap],
    columns: list[Any],
    *,
    mine: bool,
    named: bool,
) -> Select[Any]:
    """``query`` with the names that a row of the queue shows; a count needs none of them."""
    if named or mine:
        query = query.join(
            Interview, (Interview.agency_id == subject.agency_id) & (Interview.id == subject.interview_id)
        )
    if mine:
        query = query.where(Interview.recruiter_id == actor.user_id)
    if not named:
        return query.with_only_columns(columns[0])
    return (
        query.join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .join(Candidate, (Candidate.agency_id == Process.agency_id) & (Candidate.id == Process.candidate_id))
        .join(User, (User.agency_id == Candidate.agency_id) & (User.id == Candidate.user_id))
        .join(Job, (Job.agency_id == Process.agency_id) & (Job.id == Process.job_id))
        .join(Employer, (Employer.agency_id == Job.agency_id) & (Employer.id == Job.employer_id))
        .with_only_columns(
            *columns,
            subject.interview_id.label("interview_id"),
            User.name.label("candidate"),
            Employer.name.label("employer"),
            Job.title.label("job"),
        )
    )


def _behind(columns: Any, cursor: str) -> ColumnElement[bool]:
    due, _dash, last = cursor.partition("-")
    try:
        last_id = UUID(last)
        limit = None if due == "none" else EPOCH + int(due) * MICROSECOND
    except (ValueError, OverflowError) as error:
        raise NotFound(f"a page of the queue after {cursor!r}") from error
    if limit is None:
        return columns.due_at.is_(None) & (columns.revision_id > last_id)  # type: ignore[no-any-return]
    return or_(
        columns.due_at > limit,
        (columns.due_at == limit) & (columns.revision_id > last_id),
        columns.due_at.is_(None),
    )


def _addressed(agency_id: UUID, items: list[Waiting]) -> list[Waiting]:
    """The same items, notes with the names of the people they are for."""
    rows = db.session.execute(
        select(NoteRecipient.note_id, Contact.name)
        .join(
            PersonMet,
            (PersonMet.agency_id == NoteRecipient.agency_id) & (PersonMet.id == NoteRecipient.person_id),
        )
        .join(Contact, (Contact.agency_id == PersonMet.agency_id) & (Contact.id == PersonMet.contact_id))
        .where(
            NoteRecipient.agency_id == agency_id,
            NoteRecipient.note_id.in_([item.note_id for item in items if item.note_id]),
        )
        .order_by(Contact.name)
    ).all()
    names: dict[UUID, list[str]] = {}
    for note_id, name in rows:
        names.setdefault(note_id, []).append(name)
    return [
        Waiting(
            **{slot: getattr(item, slot) for slot in Waiting.__slots__ if slot != "to"},
            to=tuple(names.get(item.note_id, [])) if item.note_id else (),
        )
        for item in items
    ]
