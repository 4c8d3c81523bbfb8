"""Contacts made: recording one, with or without a note, and taking back one logged by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal import clock
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid, WrongState
from portal.extensions import db
from portal.followups.judged import may_go_unreviewed
from portal.followups.queries import approved_revision, open_revision, people_to
from portal.idempotency import add_once
from portal.models import (
    Channel,
    Evidence,
    Interview,
    MadeBy,
    Note,
    NoteKind,
    NoteState,
    PersonMet,
    Touch,
    TouchKind,
    TouchRecipient,
    TouchRetraction,
    normal,
    text_hash,
)
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score

KINDS = {NoteKind.LINKEDIN_REQUEST: TouchKind.CONNECT, NoteKind.CALL_SCRIPT: TouchKind.OTHER}
"""What a contact is for that is made from a draft whose kind is none of a contact."""


@dataclass(frozen=True, slots=True)
class Contacted:
    """What a candidate says they did."""

    channel: Channel
    kind: TouchKind | None
    to: Sequence[PersonMet]
    at: datetime
    body: str | None = None
    reason: str | None = None
    to_recruiter: bool = False


def sent(
    actor: Actor,
    note: Note,
    key: UUID,
    now: datetime,
    *,
    at: datetime | None = None,
    words: str | None = None,
) -> Touch:
    """Record that the note went out: in the approved words, or in ``words`` where they were changed.

    Close to its limit a note that still lies in review may have gone too, in the words that lie there.
    """
    idempotency_key = f"touch:{note.id}:{key}"
    known = _of_key(note.agency_id, idempotency_key)
    if known is not None:
        return known
    unreviewed = open_revision(note) if may_go_unreviewed(note, now) else None
    if note.state is not NoteState.APPROVED and unreviewed is None:
        raise WrongState(_("This note is not ready to send: it was not approved, or it is marked as sent."))
    approved = approved_revision(note)
    changed = normal(words).strip() if words else ""
    own = changed if approved is None or changed != approved.body.strip() else ""
    if unreviewed is not None:
        own = changed or unreviewed.body
    touch = _add(
        actor,
        note.interview,
        Contacted(
            channel=Channel(note.channel),
            kind=KINDS.get(note.kind),
            to=people_to(note),
            at=at or now,
            body=own or None,
            reason=approved.body if approved and note.kind is NoteKind.LINKEDIN_REQUEST else None,
            to_recruiter=note.to_recruiter,
        ),
        idempotency_key,
        now,
        note=note,
    )
    note.state = NoteState.SENT
    return touch


def log(
    actor: Actor, interview: Interview, made: Contacted, key: UUID, now: datetime, note: Note | None = None
) -> Touch:
    """Record a contact that the candidate made."""
    idempotency_key = f"touch:{interview.id}:{key}"
    return _of_key(interview.agency_id, idempotency_key) or _add(
        actor, interview, made, idempotency_key, now, note=note
    )


def _of_key(agency_id: UUID, key: str) -> Touch | None:
    return db.session.scalars(
        select(Touch).where(Touch.agency_id == agency_id, Touch.idempotency_key == key)
    ).one_or_none()


def _add(
    actor: Actor, interview: Interview, made: Contacted, key: str, now: datetime, note: Note | None = None
) -> Touch:
    if made.at > now:
        raise Invalid(_("That time is still to come. Enter when you did it."), {"at": _("Still to come.")})
    if interview.starts_at is not None and made.at < interview.starts_at:
        raise Invalid(
            _("That was before the interview began. Enter a later time."), {"at": _("Before the interview.")}
        )
    touch, new = add_once(
        Touch(
            agency_id=interview.agency_id,
            interview_id=interview.id,
            note_id=note.id if note else None,
            kind=made.kind,
            channel=made.channel,
            made_by=MadeBy.CANDIDATE,
            evidence=Evidence.SELF,
            to_recruiter=made.to_recruiter,
            body=made.body,
            body_hash=text_hash(made.body) if made.body else None,
            offers=list(note.offers) if note else [],
            reason=made.reason,
            by_id=actor.user_id,
            at=made.at,
            recorded_at=clock.now(),
            idempotency_key=key,
        )
    )
    if new:
        for person in made.to:
            db.session.add(TouchRecipient(agency_id=touch.agency_id, touch_id=touch.id, person_id=person.id))
        record(interview.agency_id, "touch.logged", by_id=actor.user_id, now=now, subject=touch)
        db.session.flush()
        set_limits(interview, now)
        ask_for_score(interview, now)
    return touch


def retract(actor: Actor, touch: Touch, reason: str, now: datetime) -> None:
    """Say that a contact was logged by mistake; a note that it had sent is ready to send again."""
    _row, new = add_once(
        TouchRetraction(
            agency_id=touch.agency_id,
            touch_id=touch.id,
            reason=reason,
            by_id=actor.user_id,
            at=now,
            recorded_at=clock.now(),
        ),
        column="touch_id",
    )
    if not new:
        return
    if touch.note is not None and touch.note.state is NoteState.SENT:
        touch.note.state = NoteState.APPROVED if approved_revision(touch.note) else NoteState.DRAFT
    record(touch.agency_id, "touch.retracted", by_id=actor.user_id, now=now, subject=touch)
    set_limits(touch.interview, now)
    ask_for_score(touch.interview, now)
