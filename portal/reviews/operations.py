"""Deciding on what was submitted: once a revision, and never on one that is no longer the latest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from portal import links
from portal.access import Actor, Permission, load
from portal.audit.operations import record
from portal.errors import Invalid, Stale
from portal.extensions import db
from portal.models import (
    Decision,
    DecisionKind,
    Interview,
    LinkPurpose,
    Note,
    NoteRevision,
    NoteState,
    Recap,
    RecapRevision,
    new_id,
)
from portal.notifications.operations import write
from portal.tasks.operations import ask_for_score

STATES = {
    DecisionKind.APPROVED: NoteState.APPROVED,
    DecisionKind.CHANGES_REQUESTED: NoteState.CHANGES_REQUESTED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer answers: ``comment`` goes to the candidate, and is needed where changes are asked."""

    kind: DecisionKind
    comment: str | None = None

    def __post_init__(self) -> None:
        if self.kind is DecisionKind.CHANGES_REQUESTED and not (self.comment or "").strip():
            message = _("Say what to change: the candidate works from your words.")
            raise Invalid(message, {"comment": message})

    @property
    def words(self) -> str | None:
        """The comment without the space around it; none where nothing was said."""
        return (self.comment or "").strip() or None


def decide_note(actor: Actor, revision: NoteRevision, answer: Answer, now: datetime) -> Decision:
    """Approve a note's revision, or ask for changes; the candidate gets one mail with the answer.

    Raises :class:`~portal.errors.Stale` where a newer revision came, the note was withdrawn, or somebody else has decided;
    ``current`` then holds ``newer`` (a revision's id) or ``decision`` (the decision's id).
    """
    note = load(actor, Permission.REVIEW, Note, revision.note_id, lock=True)
    newest = _newest_note(note)
    standing = _standing(actor, Decision.note_revision_id == revision.id)
    if standing is not None:
        return _again(standing, actor, answer)
    if newest != revision.id:
        raise Stale(_("The candidate sent a newer version in the meantime."), {"newer": newest})
    if note.state is not NoteState.SUBMITTED:
        raise Stale(_("The candidate took this note back in the meantime."))
    decision = _decided(actor, answer, now, note_revision_id=revision.id)
    note.state = STATES[answer.kind]
    kind = "note_approved" if answer.kind is DecisionKind.APPROVED else "changes_requested"
    _tell(
        note.interview,
        decision,
        kind,
        _where_next(note, answer.kind),
        now,
        to_people=", ".join(sorted(one.person.contact.name for one in note.recipients)),
        due_at=note.due_at,
    )
    record(
        actor.agency_id,
        f"note.{answer.kind}",
        by_id=actor.user_id,
        now=now,
        subject=note,
        revision=revision.number,
    )
    ask_for_score(note.interview, now)
    return decision


def decide_recap(actor: Actor, revision: RecapRevision, answer: Answer, now: datetime) -> Decision:
    """Accept a recap's revision, or ask for more; the candidate gets one mail where more is asked.

    Raises :class:`~portal.errors.Stale` as :func:`decide_note` does.
    """
    recap = load(actor, Permission.REVIEW, Recap, revision.recap_id, lock=True)
    newest = _newest_recap(recap)
    standing = _standing(actor, Decision.recap_revision_id == revision.id)
    if standing is not None:
        return _again(standing, actor, answer)
    if newest != revision.id:
        raise Stale(_("The candidate sent a newer version in the meantime."), {"newer": newest})
    if revision.confirmed_at is None:
        raise Stale(_("The candidate has not confirmed this recap yet."))
    decision = _decided(actor, answer, now, recap_revision_id=revision.id)
    if answer.kind is DecisionKind.CHANGES_REQUESTED:
        _tell(
            recap.interview,
            decision,
            "recap_more_asked",
            links.path("recaps.page", interview_id=recap.interview_id, page=1),
            now,
        )
    record(
        actor.agency_id,
        "recap.accepted" if answer.kind is DecisionKind.APPROVED else "recap.more_asked",
        by_id=actor.user_id,
        now=now,
        subject=recap,
        revision=revision.number,
    )
    ask_for_score(recap.interview, now)
    return decision


def _where_next(note: Note, kind: DecisionKind) -> str:
    """The page on which the candidate goes on."""
    if kind is DecisionKind.APPROVED:
        return links.path("followups.send", interview_id=note.interview_id)
    return links.path("followups.note", interview_id=note.interview_id, note_id=note.id)


def _newest_note(note: Note) -> UUID | None:
    return db.session.scalar(
        select(NoteRevision.id)
        .where(NoteRevision.agency_id == note.agency_id, NoteRevision.note_id == note.id)
        .order_by(NoteRevision.number.desc())
        .limit(1)
    )


def _newest_recap(recap: Recap) -> UUID | None:
    return db.session.scalar(
        select(RecapRevision.id)
        .where(RecapRevision.agency_id == recap.agency_id, RecapRevision.recap_id == recap.id)
        .order_by(RecapRevision.number.desc())
        .limit(1)
    )


def _standing(actor: Actor, on: ColumnElement[bool]) -> Decision | None:
    return db.session.scalars(select(Decision).where(Decision.agency_id == actor.agency_id, on)).one_or_none()


def _again(standing: Decision, actor: Actor, answer: Answer) -> Decision:
    """The decision that stands, where it is this very one sent twice; else somebody was faster."""
    if (standing.by_id, standing.kind, standing.comment) == (actor.user_id, answer.kind, answer.words):
        return standing
    raise Stale(_("This was decided in the meantime."), {"decision": standing.id})


def _decided(
    actor: Actor,
    answer: Answer,
    now: datetime,
    *,
    note_revision_id: UUID | None = None,
    recap_revision_id: UUID | None = None,
) -> Decision:
    decision = Decision(
        id=new_id(),
        agency_id=actor.agency_id,
        note_revision_id=note_revision_id,
        recap_revision_id=recap_revision_id,
        kind=answer.kind,
        comment=answer.words,
        by_id=actor.user_id,
        decided_at=now,
        recorded_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(decision)
            db.session.flush()
    except IntegrityError as error:
        raise Stale(_("This was decided in the meantime.")) from error
    return decision


def _tell(
    interview: Interview, decision: Decision, kind: str, path: str, now: datetime, **values: object
) -> None:
    """One mail to the candidate for one decision."""
    process = interview.process
    write(
        process.candidate.user,
        kind,
        f"decision:{decision.id}",
        now,
        link=LinkPurpose.SIGN_IN,
        link_next=path,
        comment=decision.comment,
        employer=process.job.employer.name,
        job=process.job.title,
        reviewer=decision.by.name if decision.by else None,
        zone=process.candidate.timezone,
        **values,
    )
