"""Loading the demo into an empty database, and never into another."""

from datetime import datetime

from flask_babel import force_locale
from sqlalchemy import select, update

from portal.demo.people import People, settle
from portal.demo.stories import play_all
from portal.errors import WrongState
from portal.extensions import db
from portal.models import Agency, Mail, MailState, Task, TaskState
from portal.scoring.operations import run, set_limits


def is_empty() -> bool:
    """Whether nobody has begun to use this database."""
    return db.session.scalars(select(Agency.id).limit(1)).first() is None


def load(now: datetime) -> People:
    """Write the demo as it stands at ``now``; the caller commits.

    The mails of the past weeks count as sent, and every interview is scored: nobody wants forty mails and eighty tasks
    on the first morning. Raises :class:`WrongState` for a database that has data.
    """
    if not is_empty():
        raise WrongState(
            "This database has data already, and the demo only goes into an empty one. Name another folder by"
            " INSTANCE_PATH, or another database by DATABASE_URL."
        )
    with force_locale("en_US"):
        people = settle(now)
        interviews = play_all(people, now)
        for interview in interviews:
            set_limits(interview, now)
            run(interview, now)
    db.session.flush()
    _settle_what_is_past(people, now)
    return people


def _settle_what_is_past(people: People, now: datetime) -> None:
    db.session.execute(
        update(Mail)
        .where(Mail.agency_id == people.agency.id, Mail.state == MailState.WAITING)
        .values(state=MailState.SENT, sent_at=Mail.created_at, attempts=1)
    )
    db.session.execute(
        update(Task)
        .where(Task.agency_id == people.agency.id, Task.state == TaskState.QUEUED)
        .values(state=TaskState.DONE, finished_at=now)
    )
    db.session.info.pop("asked", None)
