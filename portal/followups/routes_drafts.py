"""The forms of a note: keeping the draft while it is typed, and what its buttons do."""

from uuid import UUID

from flask import flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid, Stale, WrongState
from portal.extensions import db
from portal.followups import judged, notes, queries
from portal.followups.forms import FIXED, NoteForm
from portal.followups.routes_base import Page, blueprint
from portal.followups.routes_notes import as_typed, chosen, editor, note_of, reading, start
from portal.models import Channel, Interview, Note, new_id
from portal.web.guards import actor, guarded


@blueprint.post("/i/<uuid:interview_id>/notes/new")
@guarded(Permission.WRITE_NOTE)
def begin_note(interview_id: UUID) -> Page:
    """Make the draft and do what the button says with it."""
    interview = load(actor(), Permission.WRITE_NOTE, Interview, interview_id, lock=True)
    return _act(interview, _begun(interview, request.form.get("key", "")))


@blueprint.post("/i/<uuid:interview_id>/notes/new/save")
@guarded(Permission.WRITE_NOTE)
def save_new(interview_id: UUID) -> Page:
    """Keep a new draft while it is typed."""
    interview = load(actor(), Permission.WRITE_NOTE, Interview, interview_id, lock=True)
    return _keep(_begun(interview, request.args.get("key", "")))


@blueprint.post("/i/<uuid:interview_id>/notes/<uuid:note_id>")
@guarded(Permission.WRITE_NOTE)
def write_note(interview_id: UUID, note_id: UUID) -> Page:
    """Keep the draft and do what the button says with it."""
    row = note_of(interview_id, note_id, Permission.WRITE_NOTE, lock=True)
    return _act(row.interview, row)


@blueprint.post("/i/<uuid:interview_id>/notes/<uuid:note_id>/save")
@guarded(Permission.WRITE_NOTE)
def save_note(interview_id: UUID, note_id: UUID) -> Page:
    """Keep the draft while it is typed."""
    return _keep(note_of(interview_id, note_id, Permission.WRITE_NOTE, lock=True))


def _begun(interview: Interview, key: str) -> Note:
    person, kind, channel = chosen(interview)
    standing = notes.of_key(interview, key)
    return standing or notes.begin(
        interview,
        [person],
        kind,
        channel,
        key if _is_key(key) else str(new_id()),
        clock.now(),
        route=judged.route(interview, kind, clock.now()),
    )


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _version() -> int:
    sent = request.form.get("version", "0")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0  # noqa: PLR2004  (a small number)


def _keep(row: Note) -> Page:
    now = clock.now()
    form = NoteForm(start=start(row))
    try:
        notes.save(row, _typed(row, form), _version(), now)
    except Stale:
        answer = {"version": row.draft_version, "fields": as_typed(row)}
        db.session.rollback()
        return jsonify(answer), 409
    except WrongState:
        db.session.rollback()
        return jsonify(error="closed"), 423
    db.session.commit()
    return jsonify(version=row.draft_version, saved_at=now.isoformat()), 200


def _typed(row: Note, form: NoteForm) -> dict[str, object]:
    """What was typed; a kind that goes by one channel only keeps it."""
    values = form.values
    fixed = FIXED.get(row.kind)
    return values | {
        "channel": fixed or (values["channel"] if values["channel"] in set(Channel) else row.channel)
    }


def _act(interview: Interview, row: Note) -> Page:
    form, now = NoteForm(start=start(row)), clock.now()
    action = request.form.get("action", "submit")
    key = UUID(form.key.data) if _is_key(form.key.data or "") else new_id()
    if action == "submit" and notes.handed_in(row, key):
        return redirect(_url(row))
    if row.state not in notes.OPEN_TO_EDIT:
        db.session.rollback()
        return reading(row, typed=form.body.data), 409
    try:
        notes.save(row, _typed(row, form), _version(), now)
    except Stale:
        other = _other(row, form)
        db.session.rollback()
        return editor(interview, queries.people_to(row), row.kind, form, row, other), 409
    db.session.commit()
    if action == "later":
        flash(_("Saved. Go on whenever you like."), "ok")
        return redirect("/")
    return _submit(interview.id, row.id, form, key)


def _submit(interview_id: UUID, note_id: UUID, form: NoteForm, key: UUID) -> Page:
    row = note_of(interview_id, note_id, Permission.WRITE_NOTE, lock=True)
    if row.kind in FIXED:
        form.channel.data = FIXED[row.kind]
    try:
        if form.validate():
            notes.submit(actor(), row, key, clock.now())
            db.session.commit()
            flash(_("Sent for review. You hear from us as soon as somebody has read it."), "ok")
            return redirect(_url(row))
    except Invalid as refused:
        db.session.rollback()
        form.form_errors = [str(refused)]
    return editor(row.interview, queries.people_to(row), row.kind, form, row), 422


def _url(row: Note) -> str:
    return url_for("followups.note", interview_id=row.interview_id, note_id=row.id)


def _other(row: Note, form: NoteForm) -> list[tuple[str, str]]:
    """What stands on the server where it differs from what was typed."""
    mine = form.values | {"offers": form.offers.data or ""}
    return [
        (str(form[name].label.text), text)
        for name, text in as_typed(row).items()
        if " ".join(str(mine[name]).split()) != " ".join(text.split())
    ]
