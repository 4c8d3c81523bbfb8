"""What a report of an interview's rows says, and where its PDF is."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.casefile import load_case
from portal.extensions import db
from portal.models import Agency, Interview, PolicyVersion, Report, ScoreRun, Task, text_hash
from portal.policy.scoring import score
from portal.reports.content import Branding, content
from portal.reports.words import day
from portal.scoring.policies import policy_in


def branding(agency: Agency, version: PolicyVersion) -> Branding:
    """How the agency's reports look, and which policy they name."""
    since = version.effective_from
    return Branding(
        agency=agency.name,
        colour=agency.colour,
        paper=agency.paper.value,
        language=agency.language,
        questions=agency.contact_person or "",
        policy_version=str(version.number),
        policy_since=f"{day(since)} {since.year}",
    )


def content_of(run: ScoreRun) -> dict[str, Any]:
    """The content of the report of one score run, from what the run keeps: the same today and in a year."""
    facts = load_case(json.dumps(run.facts), f"score run {run.id}")
    result = score(facts, policy_in(run.policy_version), run.as_of)
    return content(facts, result, _brand(run))


def content_key(run: ScoreRun) -> str:
    """All that the bytes of the run's report depend on, as one hash."""
    return text_hash(
        str(run.id), run.facts_hash, run.policy_version.document_hash, run.engine, repr(_brand(run))
    )


def stored(agency_id: UUID, key: str) -> Report | None:
    """The report of that content, where it is rendered already."""
    return db.session.scalars(
        select(Report).where(Report.agency_id == agency_id, Report.content_key == key)
    ).one_or_none()


def newest(interview: Interview) -> Report | None:
    """The interview's report that was rendered last."""
    return db.session.scalars(
        select(Report)
        .where(Report.agency_id == interview.agency_id, Report.interview_id == interview.id)
        .order_by(Report.id.desc())
        .limit(1)
    ).one_or_none()


def rendering(agency_id: UUID, key: str) -> Task | None:
    """The task that renders the report of that content, where one was asked for: the last of several tries."""
    return db.session.scalars(
        select(Task)
        .where(Task.agency_id == agency_id, Task.key.startswith(f"report:{key}"))
        .order_by(Task.id.desc())
        .limit(1)
    ).one_or_none()


def _brand(run: ScoreRun) -> Branding:
    return branding(db.session.get_one(Agency, run.agency_id), run.policy_version)
