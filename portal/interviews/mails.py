"""Mails to the candidate about an interview that is to come."""

from datetime import datetime
from typing import Any

from portal import links
from portal.interviews.changes import Told
from portal.interviews.people_met import there
from portal.models import Interview, LinkPurpose
from portal.notifications.operations import write


def assigned(interview: Interview, now: datetime) -> None:
    """You have an interview."""
    _write(interview, "interview_assigned", str(interview.id), now, people=there(interview))


def moved(interview: Interview, told: Told) -> None:
    """It is at another time or place."""
    _write(interview, "interview_moved", str(told.row_id), told.now, reason=told.reason)


def cancelled(interview: Interview, told: Told) -> None:
    """It does not take place."""
    _write(interview, "interview_cancelled", str(told.row_id), told.now, reason=told.reason)


def _write(interview: Interview, kind: str, key: str, now: datetime, **values: Any) -> None:
    process = interview.process
    write(
        process.candidate.user,
        kind,
        f"{kind}:{key}",
        now,
        link=LinkPurpose.SIGN_IN,
        link_next=links.path("interviews.show", interview_id=interview.id),
        interview=interview,
        job=process.job,
        employer=process.job.employer,
        zone=process.candidate.timezone,
        recruiter=interview.recruiter,
        **values,
    )
