"""Writing notes: a draft for each person and purpose, saved as typed, submitted, taken back, dropped."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal import clock
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid, Stale, WrongState
from portal.extensions import db
from portal.followups.queries import (
    approved_revision,
    open_note,
    open_revision,
    people_to,
    revisions_of,
)
from portal.idempotency import add_once
from portal.models import (
    Interview,
    Note,
    NoteKind,
    NoteRecipient,
    NoteRevision,
    NoteState,
    PersonMet,
    normal,
    text_hash,
)
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score

OPEN_TO_EDIT = {NoteState.DRAFT, NoteState.CHANGES_REQUESTED}
EMPTY = {"subject": "", "body": "", "offers": []}


def begin(
    interview: Interview,
    people: list[PersonMet],
    kind: NoteKind,
    channel: str,
    key: str,
    now: datetime,
    *,
    route: str | None = None,
) -> Note:
    """The draft of this ``kind`` to these people: the one that is not sent yet, else a new one.

    ``route`` says how the employer wants contact of this kind, as the verdicts have it.
    """
    if interview.cancelled_at is not None:
        raise WrongState(_("This interview was cancelled: there is nobody to write to."))
    standing = open_note(interview, people, kind)
    if standing is not None:
        return standing
    if route == "none":
        employer = interview.process.job.employer.name
        raise WrongState(_("%(employer)s asks for no such contact.", employer=employer))
    note, new = add_once(
        Note(
            agency_id=interview.agency_id,
            interview_id=interview.id,
            kind=kind,
            channel=channel,
            state=NoteState.DRAFT,
            subject="",
            body="",
            offers=[],
            to_recruiter=route == "via_agency",
            draft_version=0,
            copy_token=token_hex(16),
            created_at=now,
            idempotency_key=f"note:{interview.id}:{key}",
        )
    )
    if new:
        for person in people:
            db.session.add(NoteRecipient(agency_id=interview.agency_id, note_id=note.id, person_id=person.id))
        db.session.flush()
        set_limits(interview, now)
    return note


def save(note: Note, values: Mapping[str, Any], version: int, now: datetime) -> None:
    """Keep what was typed, unless another window changed the draft after ``version``: then :class:`Stale`."""
    if note.state not in OPEN_TO_EDIT:
        raise WrongState(_("This note is not open for changes any more. Take it back first."))
    typed = {
        "subject": " ".join(normal(str(values["subject"])).split("\n")),
        "body": normal(str(values["body"])),
        "offers": [normal(one) for one in values["offers"]],
        "channel": str(values["channel"]),
    }
    if all(getattr(note, name) == value for name, value in typed.items()):
        return
    if version < note.draft_version:
        raise Stale(
            _("This note was changed in another window. Both texts are below."),
            {"version": note.draft_version},
        )
    for name, value in typed.items():
        setattr(note, name, value)
    note.draft_version += 1
    note.draft_saved_at = now


def submit(actor: Actor, note: Note, key: UUID, now: datetime) -> NoteRevision:
    """Hand the draft to the reviewer as its next revision."""
    idempotency_key = f"revision:{note.id}:{key}"
    revisions = revisions_of(note)
    sent = next((one for one in revisions if one.idempotency_key == idempotency_key), None)
    if sent is not None:
        return sent
    if note.state not in OPEN_TO_EDIT:
        raise WrongState(_("This note was handed in already."))
    hashed = text_hash(note.subject, note.body)
    approved = approved_revision(note)
    if approved is not None and approved.text_hash == hashed and approved.offers == note.offers:
        note.state = NoteState.APPROVED
        return approved
    last = revisions[-1] if revisions else None
    same = last is not None and last.text_hash == hashed and last.offers == note.offers
    if note.state is NoteState.CHANGES_REQUESTED and same:
        raise Invalid(_("The text is the one that changes were asked for. Change it and send it again."))
    revision, _new = add_once(
        NoteRevision(
            agency_id=note.agency_id,
            note_id=note.id,
            number=last.number + 1 if last else 1,
            subject=note.subject,
            body=note.body,
            text_hash=hashed,
            offers=note.offers,
            by_id=actor.user_id,
            submitted_at=now,
            recorded_at=clock.now(),
            idempotency_key=idempotency_key,
        )
    )
    note.state = NoteState.SUBMITTED
    record(
        note.agency_id,
        "note.submitted",
        by_id=actor.user_id,
        now=now,
        subject=note,
        number=revision.number,
    )
    set_limits(note.interview, now)
    ask_for_score(note.interview, now)
    return revision


def take_back(actor: Actor, note: Note, now: datetime) -> None:
    """Open a note for changes again: out of review, after it was approved, or after it was put away."""
    if (
        note.state is NoteState.WITHDRAWN
        and open_note(note.interview, people_to(note), note.kind) is not None
    ):
        raise WrongState(_("There is another note to the same person by now. Go on with that one."))
    if note.state is NoteState.SUBMITTED:
        revision = open_revision(note)
        if revision is not None:
            revision.withdrawn_at = now
    elif note.state not in {NoteState.APPROVED, NoteState.WITHDRAWN}:
        raise WrongState(_("This note cannot be taken back."))
    note.state = NoteState.DRAFT
    record(note.agency_id, "note.taken_back", by_id=actor.user_id, now=now, subject=note)
    set_limits(note.interview, now)
    ask_for_score(note.interview, now)


def drop(actor: Actor, note: Note, now: datetime) -> None:
    """Give a note up; it stays to be seen and can be opened again."""
    if note.state is NoteState.SENT:
        raise WrongState(_("This note was sent, so it stays."))
    revision = open_revision(note) if note.state is NoteState.SUBMITTED else None
    if revision is not None:
        revision.withdrawn_at = now
    note.state = NoteState.WITHDRAWN
    record(note.agency_id, "note.withdrawn", by_id=actor.user_id, now=now, subject=note)
    set_limits(note.interview, now)
    ask_for_score(note.interview, now)


def of_key(interview: Interview, key: str) -> Note | None:
    """The note that this key made."""
    return db.session.scalars(
        select(Note).where(
            Note.agency_id == interview.agency_id,
            Note.interview_id == interview.id,
            Note.idempotency_key == f"note:{interview.id}:{key}",
        )
    ).one_or_none()


def handed_in(note: Note, key: UUID) -> bool:
    """Whether this submit was carried out already."""
    return any(one.idempotency_key == f"revision:{note.id}:{key}" for one in revisions_of(note))
