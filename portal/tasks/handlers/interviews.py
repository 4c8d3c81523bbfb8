"""Tasks about interviews: asking the candidate how it went."""

from datetime import datetime
from uuid import UUID

from portal.extensions import db
from portal.interviews.operations_prompt import prompt
from portal.models import Interview, Task
from portal.tasks.registry import handler


@handler("how_did_it_go")
def how_did_it_go(task: Task, now: datetime) -> None:
    """Write the mail that asks the candidate for the recap, if it is still the time for it."""
    interview = db.session.get_one(Interview, (task.agency_id, UUID(task.payload["interview_id"])))
    prompt(interview, now)
