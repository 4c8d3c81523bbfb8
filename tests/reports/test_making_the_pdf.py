"""The report of an interview's rows: the page, the PDF that the worker makes, and what stays written down."""

import io
from pathlib import Path

import pypdf
import pytest
from flask import Flask

from portal import clock
from portal.casefile import load_case
from portal.extensions import db
from portal.imports.operations import import_case
from portal.models import AuditEntry, Interview, Report, Task, TaskState
from portal.policies.operations import ensure_first
from portal.reports.operations import render
from portal.tasks import handlers
from portal.tasks.execution import execute
from tests.cast import Cast

handlers.load()
CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def interview(app: Flask, cast: Cast) -> Interview:
    """The model candidate's interview, in Tom's team."""
    ensure_first(cast.agency, clock.now())
    case = load_case((CASES / "model-candidate.yaml").read_text(), "model-candidate.yaml")
    row = import_case(case, "model-candidate", cast.own.recruiter, clock.now())
    db.session.commit()
    return row


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_page_shows_every_verdict_with_its_reason(
    app: Flask, cast: Cast, signed_in, interview: Interview
):
    page = signed_in(cast.own.recruiter).get(f"/i/{interview.id}/report").text
    for words in ("Your follow-up, Priya", "Send your first thank-you within 24 hours", "Dana Whitfield"):
        assert words in page


def test_the_pdf_holds_the_candidate_each_verdict_and_its_evidence(
    app: Flask, cast: Cast, signed_in, interview: Interview
):
    client = signed_in(cast.own.recruiter)
    assert client.post(f"/i/{interview.id}/report").status_code == 302
    task = db.session.query(Task).filter_by(kind="render_report").one()
    execute(task.agency_id, task.id)
    assert db.session.get_one(Task, (task.agency_id, task.id)).state is TaskState.DONE
    with client.get(f"/i/{interview.id}/report.pdf") as answer:
        text = text_of(answer.data)
    assert "Priya" in text
    for words in (
        "Everyone you thanked heard from you within 24 hours",
        "Email to Dana Whitfield",
        "met",
        "partly",
    ):
        assert words in text


def test_asking_twice_makes_one_task_and_one_report(app: Flask, cast: Cast, signed_in, interview: Interview):
    client = signed_in(cast.own.recruiter)
    client.post(f"/i/{interview.id}/report")
    client.post(f"/i/{interview.id}/report")
    task = db.session.query(Task).filter_by(kind="render_report").one()
    execute(task.agency_id, task.id)
    client.post(f"/i/{interview.id}/report")
    assert db.session.query(Task).filter_by(kind="render_report").count() == 1
    render(db.session.get_one(Task, (task.agency_id, task.id)), clock.now())
    db.session.commit()
    assert db.session.query(Report).count() == 1


def test_without_a_pdf_its_address_leads_to_the_page_that_makes_one(
    app: Flask, cast: Cast, signed_in, interview: Interview
):
    answer = signed_in(cast.own.recruiter).get(f"/i/{interview.id}/report.pdf")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/i/{interview.id}/report"


def test_that_staff_looked_is_written_down(app: Flask, cast: Cast, signed_in, interview: Interview):
    signed_in(cast.own.recruiter).get(f"/i/{interview.id}/report")
    entry = db.session.query(AuditEntry).filter_by(action="report.seen").one()
    assert (entry.by_id, entry.subject_id) == (cast.own.recruiter.id, interview.id)
