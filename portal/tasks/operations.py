"""Asking for background work, in the transaction of what gives rise to it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portal.idempotency import add_once
from portal.models import Interview, Task, TaskState
from portal.tasks.transport import Reference, after_commit


def ask(
    agency_id: UUID,
    kind: str,
    key: str,
    payload: dict[str, Any],
    now: datetime,
    *,
    run_at: datetime | None = None,
) -> Task:
    """The task of this ``key``, written if it is not there yet; it is handed to the transport after the commit.

    ``kind`` names a handler, ``payload`` holds JSON values (ids as text), ``run_at`` is the earliest instant to begin.
    """
    task, new = add_once(
        Task(
            agency_id=agency_id,
            kind=kind,
            key=key,
            payload=payload,
            state=TaskState.QUEUED,
            run_at=run_at or now,
            created_at=now,
        ),
        column="key",
    )
    if new:
        after_commit(Reference("task", task.agency_id, task.id, task.run_at))
    return task


def ask_for_score(interview: Interview, now: datetime) -> Task:
    """Have the interview scored soon: after every recap, decision, touch or mail. Several within a second make one."""
    return ask(
        interview.agency_id,
        "score_interview",
        f"score:{interview.id}:{int(now.timestamp())}",
        {"interview_id": str(interview.id)},
        now,
        run_at=now + timedelta(seconds=1),
    )
