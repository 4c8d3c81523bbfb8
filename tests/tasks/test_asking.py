"""From the commit to the queue."""

import socket
import time
from datetime import timedelta

import pytest

from portal.config import Settings
from portal.extensions import db
from portal.models import Task
from portal.tasks.operations import ask, ask_for_score
from portal.tasks.transport import Transport, transport
from tests import factories as make


@pytest.fixture
def queue(app):
    """The application's queue, emptied."""
    transport().huey.flush()
    return transport()


def asked(cast, key="k", **more):
    return ask(cast.agency.id, "test_mark", key, {}, make.now(), **more)


def test_work_is_handed_over_when_its_transaction_commits_and_not_before(queue, cast):
    asked(cast)
    assert queue.waiting() == 0
    db.session.commit()
    assert queue.waiting() == 1


def test_work_of_a_transaction_that_is_rolled_back_is_not_handed_over_later(queue, cast):
    asked(cast)
    db.session.rollback()
    asked(cast, "another")
    db.session.commit()
    assert queue.waiting() == 1
    assert [task.key for task in db.session.query(Task)] == ["another"]


def test_a_savepoint_that_ends_hands_nothing_over(queue, cast):
    asked(cast)
    with db.session.begin_nested():
        asked(cast, "inside")
    with pytest.raises(LookupError), db.session.begin_nested():
        raise LookupError
    assert queue.waiting() == 0
    db.session.commit()
    assert queue.waiting() == 2


def test_the_same_work_asked_for_twice_is_one_row_and_handed_over_once(queue, cast):
    first, second = asked(cast), asked(cast)
    db.session.commit()
    assert first.id == second.id
    assert queue.waiting() == 1


def test_work_of_another_agency_may_have_the_same_key(queue, cast):
    asked(cast)
    ask(cast.other_agency.id, "test_mark", "k", {}, make.now())
    db.session.commit()
    assert db.session.query(Task).count() == 2


def test_scores_asked_for_within_a_second_are_one_task_a_second_later(queue, cast):
    now = make.now().replace(microsecond=100_000)
    first = ask_for_score(cast.own.interview, now)
    again = ask_for_score(cast.own.interview, now + timedelta(milliseconds=500))
    assert first.id == again.id
    assert first.run_at == now + timedelta(seconds=1)
    assert ask_for_score(cast.own.interview, now + timedelta(seconds=1)).id != first.id


def test_work_for_tomorrow_is_left_to_the_sweep(queue, cast):
    asked(cast, run_at=make.now() + timedelta(days=1))
    db.session.commit()
    assert queue.waiting() == 0
    assert db.session.query(Task).count() == 1


def test_a_queue_that_cannot_be_reached_does_not_fail_who_asks(queue, cast, app, tmp_path):
    unreachable = Settings(
        instance=tmp_path, database_url="", queue_url="redis://127.0.0.1:1/0", secret_key="t" * 40
    )
    app.extensions["portal_transport"] = Transport(unreachable)
    try:
        asked(cast)
        db.session.commit()
    finally:
        app.extensions["portal_transport"] = queue
    assert db.session.query(Task).count() == 1


def test_a_queue_that_hangs_is_waited_for_once_and_not_at_every_commit(queue, cast, app, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging = Settings(
            instance=tmp_path,
            database_url="",
            queue_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
            secret_key="t" * 40,
        )
        app.extensions["portal_transport"] = slow = Transport(hanging)
        try:
            began = time.monotonic()
            for number in range(5):
                asked(cast, f"k{number}")
                db.session.commit()
            assert 1 < time.monotonic() - began < 12
        finally:
            app.extensions["portal_transport"] = queue
            slow.huey.storage.conn.close()
    assert db.session.query(Task).count() == 5


def test_an_address_of_no_queue_is_refused_with_the_kinds_there_are(tmp_path):
    settings = Settings(instance=tmp_path, database_url="", queue_url="amqp://localhost", secret_key="t" * 40)
    with pytest.raises(ValueError, match=r"QUEUE_URL begins with 'amqp'.*redis://"):
        _ = Transport(settings).huey
