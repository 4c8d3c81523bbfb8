"""Sending what was approved, and saying that it went."""

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid
from portal.extensions import db
from portal.followups import queries, touches
from portal.followups.forms import NAMES, WRITTEN, SentForm
from portal.followups.judged import may_go_unreviewed
from portal.followups.mailto import Mailto, mailto
from portal.followups.routes_base import Page, blueprint
from portal.models import Agency, Channel, Interview, Note, NoteRevision, NoteState, PersonMet, new_id
from portal.web.guards import actor, guarded


@dataclass(frozen=True, slots=True)
class Ready:
    """An approved note as its card on the page shows it."""

    note: Note
    revision: NoteRevision
    people: list[PersonMet]
    address: str | None
    name: str
    what: str
    link: Mailto | None
    copy_to: str | None
    form: SentForm


@blueprint.get("/i/<uuid:interview_id>/send")
@guarded(Permission.WRITE_NOTE)
def send(interview_id: UUID) -> Page:
    """Every approved note with the ways to send it."""
    return _draw(load(actor(), Permission.WRITE_NOTE, Interview, interview_id))


@blueprint.post("/i/<uuid:interview_id>/notes/<uuid:note_id>/sent")
@guarded(Permission.LOG_TOUCH)
def sent(interview_id: UUID, note_id: UUID) -> Page:
    """The candidate sent an approved note."""
    now = clock.now()
    note = load(actor(), Permission.LOG_TOUCH, Note, note_id, lock=True)
    interview = load(actor(), Permission.LOG_TOUCH, Interview, interview_id)
    form = SentForm(prefix=f"n{note.id}")
    if note.interview_id != interview.id:
        return redirect(url_for("followups.send", interview_id=note.interview_id))
    if not form.validate_on_submit():
        return _draw(interview, note, form), 422
    try:
        touches.sent(
            actor(), note, _key(form), now, at=form.instant(actor().timezone), words=form.words.data or None
        )
    except Invalid as refused:
        db.session.rollback()
        form.at.errors = [str(refused)]
        return _draw(load(actor(), Permission.WRITE_NOTE, Interview, interview_id), note, form), 422
    db.session.commit()
    flash(_("Noted as sent. Well done."), "ok")
    more = any(one.state is NoteState.APPROVED for one in queries.notes_of(interview))
    return redirect(url_for("followups.send", interview_id=interview_id) if more else "/")


def _key(form: SentForm) -> UUID:
    try:
        return UUID(form.key.data or "")
    except ValueError:
        return new_id()


def _draw(interview: Interview, sending: Note | None = None, form: SentForm | None = None) -> str:
    agency, now = db.session.get_one(Agency, interview.agency_id), clock.now()
    ready, waiting, done = [], [], []
    for note in queries.notes_of(interview):
        revision = queries.approved_revision(note) if note.state is NoteState.APPROVED else None
        if may_go_unreviewed(note, now):
            revision = queries.open_revision(note)
        if revision is not None:
            own = form if sending is not None and sending.id == note.id else None
            ready.append(_ready(note, revision, agency, own))
        elif note.state is NoteState.SENT:
            done.append(note)
        elif note.state is not NoteState.WITHDRAWN:
            waiting.append(note)
    return render_template(
        "followups/send.html",
        interview=interview,
        ready=ready,
        waiting=waiting,
        done=done,
        form=form,
        people_to=queries.people_to,
    )


def _ready(note: Note, revision: NoteRevision, agency: Agency, form: SentForm | None) -> Ready:
    people = queries.people_to(note)
    recruiter = note.interview.recruiter
    address: str | None
    if note.to_recruiter and recruiter is not None:
        name, address = recruiter.name, recruiter.email
    else:
        name = ", ".join(person.contact.name for person in people)
        address = ",".join(person.contact.email for person in people if person.contact.email) or None
    by_mail = note.channel == Channel.EMAIL
    copy_to = (
        f"{note.copy_token}@{agency.inbound_domain}" if agency.inbound_domain and note.copy_token else None
    )
    return Ready(
        note=note,
        revision=revision,
        people=people,
        address=address,
        name=name,
        what=" · ".join(
            str(words) for words in (NAMES[note.kind], dict(WRITTEN).get(Channel(note.channel))) if words
        ),
        link=mailto(address, revision.subject, revision.body, copy_to) if by_mail and address else None,
        copy_to=copy_to if by_mail else None,
        form=form or SentForm(formdata=None, prefix=f"n{note.id}", key=new_id()),
    )
