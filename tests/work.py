"""Doing background work in a test's own process: what waits and is due, as a worker would."""

from datetime import timedelta

from sqlalchemy import select

from portal.accounts.operations import make_link
from portal.extensions import db
from portal.models import Mail, MailState, Task, TaskState
from portal.notifications.delivery import deliver
from portal.tasks import handlers
from portal.tasks.execution import execute
from tests import factories as make


def do_tasks(*, ahead: timedelta = timedelta(0)) -> list[str]:
    """Do every task that is queued and due (or will be within ``ahead``); gives their kinds, in order."""
    handlers.load()
    done = []
    while True:
        if ahead:
            for task in db.session.scalars(
                select(Task).where(Task.state == TaskState.QUEUED, Task.run_at <= make.now() + ahead)
            ):
                task.run_at = make.now() - timedelta(seconds=1)
        db.session.commit()
        row = db.session.execute(
            select(Task.agency_id, Task.id, Task.kind)
            .where(Task.state == TaskState.QUEUED, Task.run_at <= make.now())
            .order_by(Task.run_at, Task.id)
            .limit(1)
        ).one_or_none()
        db.session.commit()
        if row is None:
            return done
        execute(row.agency_id, row.id)
        done.append(row.kind)


def send_mails() -> None:
    """Send every mail that waits."""
    waiting = db.session.execute(
        select(Mail.agency_id, Mail.id).where(Mail.state == MailState.WAITING).order_by(Mail.id)
    ).all()
    db.session.commit()
    for agency_id, mail_id in waiting:
        deliver(agency_id, mail_id, make.now(), make_link)
