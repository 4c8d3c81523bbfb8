"""Tasks about scores and reports."""

from datetime import datetime
from uuid import UUID

from portal.extensions import db
from portal.models import Interview, Task
from portal.reports.operations import render
from portal.scoring.operations import run
from portal.tasks.registry import handler


@handler("score_interview")
def score_interview(task: Task, now: datetime) -> None:
    """Score the interview, as a new fact about it asked for."""
    run(db.session.get_one(Interview, (task.agency_id, UUID(task.payload["interview_id"]))), now)


@handler("render_report")
def render_report(task: Task, now: datetime) -> None:
    """Render a report's PDF."""
    render(task, now)
