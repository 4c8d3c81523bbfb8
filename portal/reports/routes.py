"""The coaching report of an interview: its page, and its PDF."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from portal import clock, files
from portal.access import Permission, load
from portal.audit.operations import record
from portal.extensions import db
from portal.models import Agency, Interview, StoredFile, TaskState
from portal.models.sqlite import only_read
from portal.reports import operations, queries
from portal.reports.content import content
from portal.scoring.operations import judge
from portal.web.guards import actor, guarded

blueprint = Blueprint("reports", __name__)


@blueprint.get("/i/<uuid:interview_id>/report")
@guarded(Permission.SEE_REPORT)
def show(interview_id: UUID) -> str:
    """The report as the interview stands now. That staff looked is written down."""
    _note_view(interview_id, "report.seen")
    interview = load(actor(), Permission.SEE_REPORT, Interview, interview_id)
    found = judge(interview, clock.now())
    agency = db.session.get_one(Agency, interview.agency_id)
    key = queries.content_key(found.last) if found.last is not None else None
    report = queries.stored(agency.id, key) if key else None
    return render_template(
        "reports/show.html",
        interview=interview,
        report=content(found.facts, found.result, queries.branding(agency, found.version)),
        pdf=report,
        older=None if report else queries.newest(interview),
        task=queries.rendering(agency.id, key) if key and report is None else None,
        failed=TaskState.FAILED,
    )


@blueprint.get("/i/<uuid:interview_id>/report/progress")
@guarded(Permission.SEE_REPORT)
def progress(interview_id: UUID) -> str:
    """How far the PDF is: a part of the report's page that asks for itself until it is there."""
    interview = load(actor(), Permission.SEE_REPORT, Interview, interview_id)
    last = judge(interview, clock.now()).last
    key = queries.content_key(last) if last is not None else None
    return render_template(
        "reports/_pdf.html",
        interview=interview,
        pdf=queries.stored(interview.agency_id, key) if key else None,
        older=queries.newest(interview),
        task=queries.rendering(interview.agency_id, key) if key else None,
        failed=TaskState.FAILED,
    )


@blueprint.post("/i/<uuid:interview_id>/report")
@guarded(Permission.SEE_REPORT)
def make(interview_id: UUID) -> Answer:
    """Have the PDF made; the page shows how far it is."""
    interview = load(actor(), Permission.SEE_REPORT, Interview, interview_id, lock=True)
    operations.ask_for_pdf(actor(), interview, clock.now())
    db.session.commit()
    return redirect(url_for("reports.show", interview_id=interview_id, _anchor="pdf"))


@blueprint.get("/i/<uuid:interview_id>/report.pdf")
@guarded(Permission.SEE_REPORT)
def pdf(interview_id: UUID) -> Answer | Response:
    """The PDF that was made last."""
    _note_view(interview_id, "report.opened")
    interview = load(actor(), Permission.SEE_REPORT, Interview, interview_id)
    report = queries.newest(interview)
    if report is None:
        flash(_("The PDF is not made yet. Make it here."), "warning")
        return redirect(url_for("reports.show", interview_id=interview_id))
    file = db.session.get_one(StoredFile, (report.agency_id, report.file_id))
    name = f"coaching-report-{interview.process.job.employer.name}.pdf"
    return send_file(
        files.opened(report.agency_id, file.sha256), "application/pdf", download_name=name, max_age=0
    )


def _note_view(interview_id: UUID, action: str) -> None:
    """Write down that staff looked at a person's report, in a transaction of its own: the page itself only reads."""
    if not actor().is_staff:
        return
    db.session.rollback()
    only_read(value=False)
    interview = load(actor(), Permission.SEE_REPORT, Interview, interview_id)
    record(interview.agency_id, action, by_id=actor().user_id, now=clock.now(), subject=interview)
    db.session.commit()
    only_read(value=True)
