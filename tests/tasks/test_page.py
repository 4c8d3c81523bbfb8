from datetime import timedelta
from uuid import uuid4

import pytest

from portal.extensions import db
from portal.models import AuditEntry, Task, TaskState, WorkerBeat
from portal.tasks.operations import ask
from tests import factories as make


def asked(cast, **payload):
    named = {"interview_id": str(cast.own.interview.id)} | payload
    task = ask(cast.agency.id, "render_report", f"k{uuid4()}", named, make.now())
    db.session.commit()
    return task


def beat(ago=timedelta(0)):
    db.session.add(WorkerBeat(name="here:1", seen_at=make.now() - ago))
    db.session.commit()


def page(client, task, part=""):
    answer = client.get(f"/tasks/{task.id}{part}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_candidate_sees_how_far_the_work_on_their_interview_is(cast, signed_in):
    task = asked(cast)
    client = signed_in(cast.own.candidate.user)
    assert "Waiting for its turn" in page(client, task)
    task.state, task.progress, task.total = TaskState.RUNNING, 1, 3
    db.session.commit()
    html = page(client, task)
    assert "Step 2 of 3" in html
    assert f'hx-get="/tasks/{task.id}/progress"' in html
    assert '<noscript><meta http-equiv="refresh"' in html
    assert "Step 2 of 3" in page(client, task, "/progress")


def test_what_is_done_offers_the_way_to_it_and_asks_no_more(cast, signed_in):
    task = asked(cast, next="/signin")
    task.state = TaskState.DONE
    db.session.commit()
    html = page(signed_in(cast.own.recruiter), task)
    assert 'href="/signin"' in html
    assert "hx-get" not in html
    assert "refresh" not in html


def test_a_way_that_leads_elsewhere_is_not_offered(cast, signed_in):
    task = asked(cast, next="https://evil.example/")
    task.state = TaskState.DONE
    db.session.commit()
    assert "evil.example" not in page(signed_in(cast.own.recruiter), task)


def test_what_failed_says_so_and_only_staff_read_the_error(cast, signed_in):
    task = asked(cast)
    task.state, task.error, task.attempts = TaskState.FAILED, "LookupError", 5
    db.session.commit()
    staff, candidate = (page(signed_in(one), task) for one in (cast.own.recruiter, cast.own.candidate.user))
    assert "This did not work" in staff
    assert "LookupError, at attempt 5" in staff
    assert "This did not work" in candidate
    assert "LookupError" not in candidate


@pytest.mark.parametrize("who", ["another candidate", "another team", "another agency"])
def test_whom_it_does_not_concern_gets_a_404(cast, signed_in, who):
    task = asked(cast)
    user = {
        "another candidate": cast.stranger.candidate.user,
        "another team": cast.stranger.recruiter,
        "another agency": cast.other_admin,
    }[who]
    for part in ("", "/progress"):
        assert signed_in(user).get(f"/tasks/{task.id}{part}").status_code == 404


def test_work_about_no_interview_is_seen_by_who_asked_for_it_and_by_admins(cast, signed_in):
    task = ask(cast.agency.id, "import_cases", "k", {"by_id": str(cast.own.recruiter.id)}, make.now())
    db.session.commit()
    for user, status in ((cast.own.recruiter, 200), (cast.admin, 200), (cast.stranger.recruiter, 404)):
        assert signed_in(user).get(f"/tasks/{task.id}").status_code == status


def test_work_that_waits_can_be_called_off_and_that_is_on_record(cast, signed_in):
    task = asked(cast)
    client = signed_in(cast.own.recruiter)
    assert "Call it off" in page(client, task)
    answer = client.post(f"/tasks/{task.id}/cancel", follow_redirects=True)
    assert "This was called off." in answer.get_data(as_text=True)
    db.session.refresh(task)
    assert task.state is TaskState.CANCELLED
    assert [one.action for one in db.session.query(AuditEntry)].count("task.cancelled") == 1


def test_work_that_has_begun_is_not_called_off_and_the_page_says_so(cast, signed_in):
    task = asked(cast)
    task.state = TaskState.RUNNING
    db.session.commit()
    answer = signed_in(cast.own.recruiter).post(f"/tasks/{task.id}/cancel", follow_redirects=True)
    assert "It had begun already" in answer.get_data(as_text=True)
    db.session.refresh(task)
    assert task.state is TaskState.RUNNING


def test_a_candidate_does_not_call_off_what_others_asked_for(cast, signed_in):
    task = asked(cast)
    client = signed_in(cast.own.candidate.user)
    assert "Call it off" not in page(client, task)
    assert client.post(f"/tasks/{task.id}/cancel").status_code == 403


def test_health_tells_of_database_worker_and_version(app):
    beat()
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 200
    assert {"status": "ok", "database": "ok", "worker": "ok"}.items() <= answer.json.items()
    assert answer.json["version"]


@pytest.mark.parametrize("ago", [None, timedelta(seconds=90)])
def test_health_tells_that_the_worker_is_away_and_fails_for_who_watches_it(app, ago):
    if ago:
        beat(ago)
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz").json["worker"] == "away"
    assert client.get("/healthz?worker").status_code == 503


def test_without_the_database_health_is_503_and_still_json(tmp_path):
    from portal import create_app
    from portal.config import Settings

    broken = create_app(
        Settings(
            instance=tmp_path,
            database_url="postgresql+psycopg://127.0.0.1:1/nowhere",
            queue_url=f"sqlite:///{tmp_path / 'queue.db'}",
            secret_key="t" * 40,
        )
    )
    answer = broken.test_client().get("/healthz")
    assert (answer.status_code, answer.json["database"]) == (503, "away")


def test_staff_are_told_on_every_page_that_the_worker_is_away_and_candidates_are_not(cast, signed_in):
    words = "The background worker is away"
    task = asked(cast)
    staff, candidate = signed_in(cast.own.recruiter), signed_in(cast.own.candidate.user)
    beat(timedelta(seconds=61))
    assert words in page(staff, task)
    assert f'role="status">{words}' not in page(candidate, task)
    db.session.query(WorkerBeat).update({WorkerBeat.seen_at: make.now()})
    db.session.commit()
    assert words not in page(staff, task)
    assert db.session.query(Task).count() == 1
