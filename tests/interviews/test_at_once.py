"""One form sent by several requests at once makes one row, one mail, and one of everything that comes with it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import Candidate, Contact, Interview, Job, Mail, User
from tests.cast import Cast
from tests.interviews.asking import assignment, key

SENDERS = 6


def send_at_once(app: Flask, client: FlaskClient, path: str, form: dict[str, object]) -> list[str]:
    """The same form from several browsers of one person: where each is led."""
    with client.session_transaction() as session:
        kept = dict(session)
    ready = Barrier(SENDERS)

    def send(_number: int) -> str:
        other = app.test_client()
        with other.session_transaction() as session:
            session.update(kept)
        ready.wait()
        answer = other.post(path, data=form)
        return answer.headers.get("Location", str(answer.status_code))

    db.session.remove()
    with ThreadPoolExecutor(SENDERS) as pool:
        return list(pool.map(send, range(SENDERS)))


def test_an_interview_with_a_new_position_and_person_is_assigned_once(app: Flask, cast: Cast, signed_in):
    form = assignment(
        cast.own,
        job="new",
        new_job_employer=str(cast.own.employer.id),
        new_job_title="Platform Engineer",
        **{"new_people-0-name": "Sam Ortiz", "new_people-0-role": "other"},
    )
    led = send_at_once(app, signed_in(cast.own.recruiter), "/interviews/new", form)
    row = db.session.query(Interview).filter(Interview.stage == "second").one()
    assert set(led) == {f"/i/{row.id}"}
    assert db.session.query(Job).filter_by(title="Platform Engineer").count() == 1
    assert db.session.query(Contact).filter_by(name="Sam Ortiz").count() == 1
    assert db.session.query(Mail).filter_by(kind="interview_assigned").count() == 1


@pytest.mark.parametrize("again", range(2))
def test_a_candidate_is_added_and_invited_once(app: Flask, cast: Cast, signed_in, again: int):
    form = {
        "key": key(),
        "name": "Mina Sato",
        "email": f"mina{again}@example.net",
        "timezone": "America/Denver",
        "owner": f"user:{cast.own.recruiter.id}",
    }
    led = send_at_once(app, signed_in(cast.own.recruiter), "/candidates/new", form)
    user = db.session.query(User).filter_by(email=form["email"]).one()
    row = db.session.query(Candidate).filter_by(user_id=user.id).one()
    assert set(led) == {f"/candidates/{row.id}"}
    assert db.session.query(Mail).filter_by(user_id=user.id).count() == 1
