"""The worker as an operator meets it: it stops when asked, and finishes or puts back what it had begun."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import func, select

from portal.extensions import db
from portal.models import Mail, MailState, Task, TaskState, WorkerBeat
from portal.tasks.operations import ask
from tests import factories as make
from tests.tasks.working import PROGRAM, ROOT, Working, alive, eventually, peek


def state_of(task_id):
    return peek(select(Task.state).where(Task.id == task_id))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_finishes_what_it_began_and_stops_with_0(cast, installation, number):
    with Working(installation()) as working:
        task_id = ask(cast.agency.id, "test_mark_slowly", "k", {"pause": 0.3}, make.now()).id
        db.session.commit()
        assert eventually(lambda: state_of(task_id) is TaskState.RUNNING)
        children = working.children()
        assert working.stop(number) == 0
        assert state_of(task_id) is TaskState.DONE
        assert not any(alive(pid) for pid in children)


def test_it_says_that_it_is_there_and_takes_new_work(cast, installation):
    with Working(installation()):
        assert eventually(lambda: peek(select(WorkerBeat.seen_at)) is not None)
        task_id = ask(cast.agency.id, "test_mark", "k", {}, make.now()).id
        db.session.commit()
        assert eventually(lambda: state_of(task_id) is TaskState.DONE), state_of(task_id)


def test_work_whose_reference_never_reached_the_queue_is_found(cast, installation):
    task_id = ask(cast.agency.id, "test_mark", "k", {}, make.now()).id
    db.session.commit()
    with Working(installation()):  # on a queue that has not heard of it
        assert eventually(lambda: state_of(task_id) is TaskState.DONE)


def test_by_itself_it_asks_how_an_interview_went_and_sends_the_mail(cast, installation):
    to = cast.own.candidate.user.email
    db.session.rollback()
    with Working(installation()):
        sent = (
            select(func.count()).select_from(Mail).where(Mail.state == MailState.SENT, Mail.to_address == to)
        )
        assert eventually(lambda: peek(sent) == 1, 40)
    mail = db.session.query(Mail).filter_by(to_address=to).one()
    file = Path(current_app.instance_path) / "mail" / f"{mail.id}.eml"
    assert b"How did it go at Acme Logistics?" in file.read_bytes()


def refused(settings):
    """What a worker says that does not start."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, "tests.tasks.deeds"],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    return answer.stderr


def test_settings_that_cannot_be_are_refused_before_it_starts(installation):
    assert "Give sqlite:///path, redis://" in refused(installation("amqp://localhost/"))


def test_a_queue_that_is_not_there_is_said(installation):
    assert "QUEUE_URL names cannot be opened" in refused(installation("postgresql://127.0.0.1:1/nowhere"))


def test_a_database_without_the_tables_of_this_release_is_refused(installation, tmp_path):
    said = refused(installation(DATABASE_URL=f"sqlite:///{tmp_path / 'bare.db'}"))
    assert "Run portal migrate" in said
