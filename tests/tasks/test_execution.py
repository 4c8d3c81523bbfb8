"""One task at a time, in this process: what stands in its row and in the database afterwards."""

import threading
from datetime import timedelta

import pytest

from portal.extensions import db
from portal.models import AuditEntry, Task, TaskState
from portal.tasks import leases, sweep
from portal.tasks.execution import execute
from portal.tasks.operations import ask
from portal.tasks.progress import progress
from tests import factories as make
from tests.tasks import deeds
from tests.work import do_tasks


def asked(cast, kind, key="k", **more):
    task = ask(cast.agency.id, kind, key, more.pop("payload", {}), make.now(), **more)
    db.session.commit()
    return task


def marks():
    return sorted(one.action for one in db.session.query(AuditEntry) if one.action.startswith("marked."))


def key_of(task):
    """The task's key, with no transaction left open for others to wait for."""
    key = (task.agency_id, task.id)
    db.session.rollback()
    return key


def waiting_worker(app, agency_id, task_id):
    """A thread that has begun a task of the kind that waits."""
    deeds.began.clear()
    deeds.go_on.clear()

    def work():
        with app.app_context():
            execute(agency_id, task_id)

    worker = threading.Thread(target=work)
    worker.start()
    assert deeds.began.wait(10)
    return worker


def test_a_task_is_done_with_its_effect(cast):
    task = asked(cast, "test_mark")
    execute(task.agency_id, task.id)
    assert (task.state, task.attempts, task.lease_token) == (TaskState.DONE, 1, None)
    assert task.finished_at is not None
    assert marks() == ["marked.k"]


def test_a_reference_that_arrives_again_does_nothing(cast):
    task = asked(cast, "test_mark")
    for _ in range(3):
        execute(task.agency_id, task.id)
    assert (marks(), task.attempts) == (["marked.k"], 1)


def test_a_reference_to_nothing_does_nothing(cast):
    task = asked(cast, "test_mark")
    execute(cast.other_agency.id, task.id)
    assert marks() == []


def test_work_is_not_begun_before_its_time(cast):
    task = asked(cast, "test_mark", run_at=make.now() + timedelta(minutes=1))
    execute(task.agency_id, task.id)
    assert (task.state, task.attempts) == (TaskState.QUEUED, 0)


def test_a_failure_leaves_no_effect_and_is_tried_again_after_growing_pauses(cast):
    task = asked(cast, "test_break")
    pauses = []
    for _ in range(task.max_attempts):
        task.run_at = before = make.now()
        db.session.commit()
        execute(task.agency_id, task.id)
        pauses.append(round((task.run_at - before).total_seconds()))
    assert pauses[:4] == [5, 10, 20, 40]
    assert (task.state, task.attempts) == (TaskState.FAILED, 5)
    assert task.error == "LookupError", "no word of the message, which may quote people"
    assert marks() == []
    execute(task.agency_id, task.id)
    assert task.attempts == 5


def test_what_the_domain_refuses_is_not_tried_again(cast):
    task = asked(cast, "test_refuse")
    execute(task.agency_id, task.id)
    assert (task.state, task.attempts, task.error) == (TaskState.FAILED, 1, "WrongState")


def test_work_of_a_kind_that_nobody_knows_is_tried_again_as_a_newer_worker_may_come(cast):
    task = asked(cast, "test_of_tomorrow")
    execute(task.agency_id, task.id)
    assert (task.state, task.error) == (TaskState.QUEUED, "KeyError")


def test_work_that_is_interrupted_goes_back_as_if_it_had_not_begun(cast):
    task = asked(cast, "test_stop")
    with pytest.raises(KeyboardInterrupt):
        execute(task.agency_id, task.id)
    assert (task.state, task.attempts, task.lease_token) == (TaskState.QUEUED, 0, None)
    assert marks() == []


def test_progress_is_seen_while_the_work_goes_on_and_the_lease_is_prolonged(app, cast):
    task = asked(cast, "test_wait")
    worker = waiting_worker(app, *key_of(task))
    db.session.refresh(task)
    assert (task.state, task.progress, task.total) == (TaskState.RUNNING, 1, 2)
    token, later = task.lease_token, make.now() + timedelta(hours=1)
    key = key_of(task)
    with db.engine.begin() as connection:
        assert leases.extend(connection, *key, token, later)
        assert not leases.extend(connection, *key, "another", later)
    deeds.go_on.set()
    worker.join(20)
    db.session.refresh(task)
    assert (task.state, task.progress) == (TaskState.DONE, 2)


def test_a_worker_that_was_taken_for_dead_changes_nothing_when_it_comes_back(app, cast):
    task = asked(cast, "test_wait")
    worker = waiting_worker(app, *key_of(task))
    returned = sweep.return_lapsed(make.now() + timedelta(minutes=5))
    assert [one.row_id for one in returned] == [key_of(task)[1]]
    deeds.go_on.set()
    worker.join(20)
    db.session.refresh(task)
    assert (task.state, marks()) == (TaskState.QUEUED, [])
    execute(task.agency_id, task.id)
    assert (task.state, task.attempts, marks()) == (TaskState.DONE, 2, ["marked.k"])


def test_work_whose_worker_died_too_often_has_failed(cast):
    task = asked(cast, "test_mark")
    for _ in range(task.max_attempts):
        assert leases.claim(task.agency_id, task.id, make.now())
        returned = sweep.return_lapsed(make.now() + timedelta(minutes=5))
    assert returned == []
    assert (task.state, task.error) == (TaskState.FAILED, "WorkerDied")


def test_two_workers_do_not_claim_the_same_work(app, cast):
    agency_id, task_id = key_of(asked(cast, "test_mark"))
    tokens, both = [], threading.Barrier(4)

    def claim():
        with app.app_context():
            both.wait(10)
            tokens.append(leases.claim(agency_id, task_id, make.now()))

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert len([token for token in tokens if token]) == 1


def test_work_that_was_called_off_is_not_begun_and_begun_work_is_not_called_off(cast):
    off, begun = asked(cast, "test_mark", "off"), asked(cast, "test_mark", "begun")
    assert leases.claim(begun.agency_id, begun.id, make.now())
    assert leases.cancel(off, make.now())
    assert not leases.cancel(begun, make.now())
    db.session.commit()
    assert do_tasks() == []
    assert (off.state, begun.state) == (TaskState.CANCELLED, TaskState.RUNNING)


def test_progress_after_a_write_is_refused_because_it_would_end_the_transaction(cast):
    task = asked(cast, "test_mark")
    deeds.leave_mark(task)
    with pytest.raises(RuntimeError, match="before writing"):
        progress(task, 1, 2)


def test_slow_work_cannot_open_a_transaction_that_would_hold_up_writers(cast):
    task = asked(cast, "test_read_while_slow")
    execute(task.agency_id, task.id)
    assert (task.state, task.error) == (TaskState.QUEUED, "RuntimeError")


def test_references_that_got_lost_are_found_and_fresh_ones_are_left_to_the_queue(cast):
    now = make.now()
    lost = asked(cast, "test_mark", "lost")
    fresh = asked(cast, "test_mark", "fresh")
    lost.run_at, fresh.run_at = now - timedelta(seconds=4), now - timedelta(seconds=1)
    db.session.commit()
    assert [one.row_id for one in sweep.find_lost(now, queue_is_empty=True)] == [lost.id]
    assert sweep.find_lost(now, queue_is_empty=False) == []


def test_tasks_that_ended_a_month_ago_go_and_others_stay(cast):
    now = make.now()
    old, recent, waiting = (asked(cast, "test_mark", key) for key in ("old", "recent", "waiting"))
    old.state, old.finished_at = TaskState.DONE, now - timedelta(days=31)
    recent.state, recent.finished_at = TaskState.DONE, now - timedelta(days=29)
    waiting.run_at = waiting.created_at = now - timedelta(days=60)
    db.session.commit()
    sweep.forget(now)
    assert {task.key for task in db.session.query(Task)} == {"recent", "waiting"}
