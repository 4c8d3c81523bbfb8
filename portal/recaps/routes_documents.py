"""Handing in a document, taking it over part by part, and getting it back."""

import io
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal import clock, files
from portal.access import Permission, load
from portal.errors import Invalid
from portal.extensions import db
from portal.models import Agency, Interview, RecapDocument, StoredFile, new_id
from portal.recaps import documents, queries
from portal.recaps.draft import seeded
from portal.recaps.forms_documents import UploadForm, sections_form
from portal.recaps.routes_base import Page, blueprint
from portal.web.guards import actor, guarded

TARGETS = [
    ("", _l("Leave it out")),
    ("topics", _l("Topics")),
    ("questions", _l("Questions and answers")),
    ("good_points", _l("What speaks for it")),
    ("bad_points", _l("What speaks against it")),
    ("first_impressions", _l("First impressions")),
    ("environment", _l("The place and the way they work")),
    ("requirements", _l("What the job asks for")),
    ("promises", _l("Promises")),
]


@blueprint.get("/i/<uuid:interview_id>/recap/upload")
@guarded(Permission.WRITE_RECAP)
def upload(interview_id: UUID) -> Page:
    """The page to hand a document in on."""
    interview = load(actor(), Permission.WRITE_RECAP, Interview, interview_id)
    return _draw(interview, UploadForm(formdata=None, key=new_id()))


@blueprint.post("/i/<uuid:interview_id>/recap/upload")
@guarded(Permission.WRITE_RECAP)
def hand_in_document(interview_id: UUID) -> Page:
    """Keep the document and read it."""
    interview = load(actor(), Permission.WRITE_RECAP, Interview, interview_id)
    form = UploadForm()
    if not form.validate_on_submit():
        return _draw(interview, form), 422
    limit = current_app.config["PORTAL"].max_upload
    name, data = form.document.data.filename or "", form.document.data.stream.read(limit + 1)
    db.session.rollback()  # nobody waits for us while the document is read
    try:
        reading = documents.read(data) if len(data) <= limit else None
        fault = _("This file is larger than %(mb)d MB. Save its text alone.", mb=limit // 2**20)
    except Invalid as refused:
        reading, fault = None, str(refused)
    interview = load(actor(), Permission.WRITE_RECAP, Interview, interview_id, lock=True)
    if reading is None:
        form.document.errors = [fault]
        return _draw(interview, form), 422
    document = documents.hand_in(actor(), interview, name, data, reading, form.id_of_row, clock.now())
    db.session.commit()
    if reading.trouble:
        flash(_("The file is kept, but nothing was read out of it. %(why)s", why=reading.trouble), "warning")
        return redirect(url_for("recaps.upload", interview_id=interview_id))
    return redirect(url_for("recaps.document", interview_id=interview_id, document_id=document.id))


@blueprint.get("/i/<uuid:interview_id>/recap/documents/<uuid:document_id>")
@guarded(Permission.WRITE_RECAP)
def document(interview_id: UUID, document_id: UUID) -> Page:
    """The document part by part, to say where each belongs."""
    interview, found = _document(interview_id, document_id, Permission.WRITE_RECAP)
    return _parts(interview, found)


@blueprint.post("/i/<uuid:interview_id>/recap/documents/<uuid:document_id>")
@guarded(Permission.WRITE_RECAP)
def take_over(interview_id: UUID, document_id: UUID) -> Page:
    """Take the chosen parts over into the recap's draft."""
    now = clock.now()
    interview, found = _document(interview_id, document_id, Permission.WRITE_RECAP, lock=True)
    form = sections_form(found.sections, TARGETS, request.form)
    if not form.validate():
        return _parts(interview, found, form), 422
    agency = db.session.get_one(Agency, interview.agency_id)
    recap = queries.recap_of(interview)
    draft = seeded(recap, interview, queries.people_of(interview), agency.timezone)
    taken = documents.take_over(interview, found, form.chosen, draft, now)
    db.session.commit()
    if not taken:
        flash(_("Nothing was taken over."), "warning")
        return redirect(url_for("recaps.document", interview_id=interview_id, document_id=document_id))
    flash(_("Taken over. Look it through, add what is missing, and hand it in."), "ok")
    return redirect(url_for("recaps.page", interview_id=interview_id, page=1))


@blueprint.get("/i/<uuid:interview_id>/recap/documents/<uuid:document_id>/file")
@guarded(Permission.SEE_RECAP)
def document_file(interview_id: UUID, document_id: UUID) -> Page:
    """The document as it was handed in, to be saved, never shown here."""
    _interview, found = _document(interview_id, document_id, Permission.SEE_RECAP)
    stored = db.session.get_one(StoredFile, (found.agency_id, found.file_id))
    answer = send_file(
        io.BytesIO(files.read(stored.agency_id, stored.sha256)),
        mimetype=stored.media_type,
        as_attachment=True,
        download_name=stored.name,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _document(
    interview_id: UUID, document_id: UUID, permission: Permission, *, lock: bool = False
) -> tuple[Interview, RecapDocument]:
    interview = load(actor(), permission, Interview, interview_id, lock=lock)
    found = load(actor(), permission, RecapDocument, document_id, lock=lock)
    if not documents.of_interview(found, interview):
        abort(404)
    return interview, found


def _draw(interview: Interview, form: UploadForm) -> str:
    return render_template(
        "recaps/upload.html",
        interview=interview,
        form=form,
        limit=current_app.config["PORTAL"].max_upload // 2**20,
        documents=documents.documents_of(queries.recap_of(interview)),
    )


def _parts(interview: Interview, found: RecapDocument, form: object = None) -> str:
    stored = db.session.get_one(StoredFile, (found.agency_id, found.file_id))
    return render_template(
        "recaps/document.html",
        interview=interview,
        document=found,
        file=stored,
        form=form or sections_form(found.sections, TARGETS),
    )
