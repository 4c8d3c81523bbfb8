"""Asking for a report's PDF, and rendering it."""

import hashlib
from datetime import datetime
from uuid import UUID

from portal import files, sandbox
from portal.access import Actor
from portal.audit.operations import record
from portal.extensions import db
from portal.models import Interview, Report, ScoreRun, Task, TaskState
from portal.reports import queries
from portal.reports.sheet import sheet
from portal.scoring.operations import run
from portal.tasks.operations import ask
from portal.tasks.progress import apart

SECONDS = 60.0
MEMORY = 1024 * 2**20
STANDING = {TaskState.QUEUED, TaskState.RUNNING, TaskState.DONE}


def ask_for_pdf(actor: Actor, interview: Interview, now: datetime) -> Task | None:
    """Have the report of the interview as it stands rendered; nothing to do where that is stored already."""
    scored = run(interview, now)
    key = queries.content_key(scored)
    if queries.stored(interview.agency_id, key) is not None:
        return None
    before = queries.rendering(interview.agency_id, key)
    if before is not None and before.state in STANDING:
        return before
    name = f"report:{key}" if before is None else f"report:{key}:{int(now.timestamp())}"
    record(interview.agency_id, "report.asked", by_id=actor.user_id, now=now, subject=interview)
    payload = {"interview_id": str(interview.id), "score_run_id": str(scored.id)}
    return ask(interview.agency_id, "render_report", name, payload, now)


def render(task: Task, now: datetime) -> None:
    """Render the report that ``task`` asks for, in a child process, and store it once."""
    scored = db.session.get_one(ScoreRun, (task.agency_id, UUID(task.payload["score_run_id"])))
    key = queries.content_key(scored)
    if queries.stored(task.agency_id, key) is not None:
        return
    agency_id, run_id = scored.agency_id, scored.id
    html = sheet(queries.content_of(scored))
    identifier = hashlib.sha256(html.encode()).hexdigest()[:32]
    with apart(task, 1, 2):
        document = sandbox.run("portal.reports.pdf:render", html, identifier, seconds=SECONDS, memory=MEMORY)
    scored = db.session.get_one(ScoreRun, (agency_id, run_id))
    brand = queries.branding(scored.interview.process.candidate.user.agency, scored.policy_version)
    file = files.keep(agency_id, f"coaching-report-{run_id.hex[:8]}.pdf", "application/pdf", document, now)
    db.session.flush()
    db.session.add(
        Report(
            agency_id=agency_id,
            interview_id=scored.interview_id,
            score_run_id=run_id,
            file_id=file.id,
            content_key=key,
            language=brand.language,
            paper=brand.paper,
            recorded_at=now,
        )
    )
