"""Writing notes: from the choice of a person to the review and back."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.extensions import db
from portal.followups import judged, notes, queries, seed
from portal.followups.forms import FIXED, KINDS, NAMES, WRITTEN, ChooseForm, NoteForm
from portal.followups.routes_base import Page, blueprint
from portal.models import Channel, Interview, Note, NoteKind, NoteState, PersonMet, new_id
from portal.web.guards import actor, guarded
from portal.web.instants import choice


@blueprint.get("/i/<uuid:interview_id>/notes/new")
@guarded(Permission.WRITE_NOTE)
def new_note(interview_id: UUID) -> Page:
    """Whom to write to; with a person chosen, an almost empty draft that is kept as soon as a word is typed."""
    interview = load(actor(), Permission.WRITE_NOTE, Interview, interview_id)
    if "to" not in request.args:
        return _choose(interview)
    person, kind, channel = chosen(interview)
    standing = queries.open_note(interview, [person], kind)
    if standing is not None:
        return redirect(url_for("followups.note", interview_id=interview_id, note_id=standing.id))
    if judged.route(interview, kind, clock.now()) == "none":
        flash(
            _("%(employer)s asks for no such contact.", employer=interview.process.job.employer.name), "error"
        )
        return _choose(interview)
    body = seed.body([person.contact.name], actor().name, kind)
    form = NoteForm(formdata=None, key=new_id(), channel=channel, body=body)
    return editor(interview, [person], kind, form)


@blueprint.get("/i/<uuid:interview_id>/notes/<uuid:note_id>")
@guarded(Permission.SEE_NOTE)
def note(interview_id: UUID, note_id: UUID) -> Page:
    """A note: to be written on, or as it stands with the reviewer."""
    row = note_of(interview_id, note_id, Permission.SEE_NOTE)
    if actor().is_staff or row.state not in notes.OPEN_TO_EDIT:
        return reading(row)
    form = NoteForm(formdata=None, key=new_id(), data=as_typed(row))
    return editor(row.interview, queries.people_to(row), row.kind, form, row)


@blueprint.post("/i/<uuid:interview_id>/notes/<uuid:note_id>/back")
@guarded(Permission.WRITE_NOTE)
def take_back(interview_id: UUID, note_id: UUID) -> Page:
    """Open the note for changes again."""
    row = note_of(interview_id, note_id, Permission.WRITE_NOTE, lock=True)
    if row.state not in notes.OPEN_TO_EDIT:
        notes.take_back(actor(), row, clock.now())
    db.session.commit()
    flash(_("You can change it now. It needs another look before it goes."), "ok")
    return redirect(url_for("followups.note", interview_id=interview_id, note_id=note_id))


@blueprint.post("/i/<uuid:interview_id>/notes/<uuid:note_id>/drop")
@guarded(Permission.WRITE_NOTE)
def drop_note(interview_id: UUID, note_id: UUID) -> Page:
    """Give the note up."""
    row = note_of(interview_id, note_id, Permission.WRITE_NOTE, lock=True)
    notes.drop(actor(), row, clock.now())
    db.session.commit()
    flash(_("Put away. You can open it again from here."), "ok")
    return redirect(url_for("followups.note", interview_id=interview_id, note_id=note_id))


def note_of(interview_id: UUID, note_id: UUID, permission: Permission, *, lock: bool = False) -> Note:
    """The note, where it is of this interview and the actor's."""
    row = load(actor(), permission, Note, note_id, lock=lock)
    if row.interview_id != interview_id:
        abort(404)
    return row


def chosen(interview: Interview) -> tuple[PersonMet, NoteKind, str]:
    """Whom, what for and how, as the address says: somebody of this interview, else nobody."""
    try:
        wanted = UUID(request.args.get("to", ""))
        kind = NoteKind(request.args.get("kind", NoteKind.THANK_YOU))
    except ValueError:
        abort(404)
    person = next((one for one in queries.people_met(interview) if one.id == wanted), None)
    if person is None or kind not in dict(KINDS):
        abort(404)
    channel = FIXED.get(kind) or queries.fitting_channel(person)
    return person, kind, channel


def as_typed(row: Note) -> dict[str, str]:
    """A note's draft as its form holds it."""
    body = row.body
    if not body and row.draft_version == 0:
        body = start(row)
    return {
        "channel": row.channel,
        "subject": row.subject,
        "body": body,
        "offers": "\n".join(row.offers),
    }


def start(row: Note) -> str:
    """What this note's draft began with."""
    names = [person.contact.name for person in queries.people_to(row)]
    return seed.body(names, row.interview.process.candidate.user.name, row.kind)


def _choose(interview: Interview) -> Page:
    people = queries.people_met(interview)
    form = ChooseForm(request.args if "kind" in request.args else None)
    form.to.choices = [choice(person.id, person.contact.name) for person in people]
    if len(people) == 1 and not form.to.data:
        form.to.data = str(people[0].id)
    thanked = {
        recipient.person_id
        for one in queries.notes_of(interview)
        if one.kind is NoteKind.THANK_YOU and one.state is not NoteState.WITHDRAWN
        for recipient in one.recipients
    }
    return render_template(
        "followups/choose.html",
        interview=interview,
        form=form,
        people=people,
        to_thank=[person for person in people if person.id not in thanked],
        notes=queries.notes_of(interview),
        people_to=queries.people_to,
        names=NAMES,
    )


def editor(
    interview: Interview,
    people: list[PersonMet],
    kind: NoteKind,
    form: NoteForm,
    row: Note | None = None,
    other: list[tuple[str, str]] | None = None,
) -> str:
    """The page to write on; ``other`` is what another window left, by label."""
    if row is None:
        to = people[0].id
        action = url_for("followups.begin_note", interview_id=interview.id, to=to, kind=kind.value)
        saving = url_for(
            "followups.save_new", interview_id=interview.id, to=to, kind=kind.value, key=form.key.data
        )
    else:
        action = url_for("followups.write_note", interview_id=interview.id, note_id=row.id)
        saving = url_for("followups.save_note", interview_id=interview.id, note_id=row.id)
    return render_template(
        "followups/write.html",
        interview=interview,
        people=people,
        kind=kind,
        form=form,
        version=row.draft_version if row else 0,
        note=row,
        other=other,
        action=action,
        saving_url=saving,
        draft_key=f"note-{interview.id}-{'-'.join(str(one.id) for one in people)}-{kind.value}",
        fixed=kind in FIXED,
        blocks=seed.blocks(queries.recap_content(interview)),
        reviewed=queries.reviewed(row) if row else [],
        route=judged.route(interview, kind, clock.now()),
        prefers=_likes(people),
    )


def reading(row: Note, typed: str | None = None) -> str:
    """The page of a note that is not open for changes; ``typed`` is what somebody meant to save on it."""
    return render_template(
        "followups/note.html",
        interview=row.interview,
        note=row,
        people=queries.people_to(row),
        reviewed=queries.reviewed(row),
        typed=typed,
        unreviewed=judged.may_go_unreviewed(row, clock.now()),
    )


def _likes(people: list[PersonMet]) -> str | None:
    """How the one recipient likes to hear, in words; nothing where they did not say."""
    names = {one.value: str(label) for one, label in (*WRITTEN, (Channel.PHONE_CALL, _("A phone call")))}
    if len(people) != 1 or people[0].contact.prefers not in names:
        return None
    contact = people[0].contact
    return str(
        _("%(name)s likes to hear by: %(channel)s", name=contact.name, channel=names[contact.prefers or ""])
    )
