"""Asking the candidate how it went, as soon as the interview is over."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from portal.extensions import db
from portal.models import Candidate, Interview, LinkPurpose, Recap, RecapRevision, Task, User
from portal.notifications.operations import write
from portal.tasks.operations import ask

TOO_LATE = timedelta(days=7)
"""After the end: who was not asked by then (the worker was away, the interview was entered late) is not asked."""
KIND = "how_did_it_go"


def _key(interview_id: UUID, ends_at: datetime) -> str:
    return f"{KIND}:{interview_id}:{ends_at.isoformat()}"


def _due(now: datetime) -> ColumnElement[bool]:
    """Interviews that are over and whose candidate was not asked, or was asked before it was moved to another time."""
    return and_(
        Interview.ends_at <= now,
        Interview.ends_at > now - TOO_LATE,
        Interview.cancelled_at.is_(None),
        or_(Interview.prompted_at.is_(None), Interview.prompted_at < Interview.starts_at),
    )


def ask_for_prompts(now: datetime) -> None:
    """Ask for a task for each candidate who is to be asked now. One time of an interview makes one task."""
    rows = db.session.execute(
        select(Interview.agency_id, Interview.id, Interview.ends_at).where(_due(now))
    ).all()
    keys = {(row.agency_id, _key(row.id, row.ends_at)): row.id for row in rows}
    known = select(Task.agency_id, Task.key).where(Task.key.in_({key for _agency, key in keys}))
    for agency_id, key in keys.keys() - {(one.agency_id, one.key) for one in db.session.execute(known)}:
        ask(agency_id, KIND, key, {"interview_id": str(keys[agency_id, key])}, now)


def prompt(interview: Interview, now: datetime) -> None:
    """Write the mail, and that it was written, in one transaction; nothing where it is not, or no longer, the time.

    Who has handed in the recap, or had it taken down on the phone, and who cannot sign in, gets no mail.
    """
    due = db.session.scalars(
        select(Interview)
        .where(Interview.agency_id == interview.agency_id, Interview.id == interview.id, _due(now))
        .with_for_update(of=Interview)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if due is None:
        return
    due.prompted_at = now
    candidate: Candidate = due.process.candidate
    user: User = candidate.user
    if user.disabled_at or candidate.archived_at or _is_told(due):
        return
    write(
        user,
        KIND,
        _key(due.id, due.ends_at),
        now,
        link=LinkPurpose.SIGN_IN,
        link_next=f"/i/{due.id}/recap/1",
        interview=due,
        job=due.process.job,
        employer=due.process.job.employer,
    )


def _is_told(interview: Interview) -> bool:
    """Whether there is a recap of this interview already."""
    found = db.session.scalar(
        select(RecapRevision.id)
        .join(
            Recap,
            (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id),
        )
        .where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
        .limit(1)
    )
    return found is not None
