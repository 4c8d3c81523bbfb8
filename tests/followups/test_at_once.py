"""The same form sent twenty times at once: one row, and nobody sees a failure."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import LearningEntry, Note, NoteRevision, RecapRevision, Touch, User
from tests import factories as make
from tests.browsing import send
from tests.cast import Cast
from tests.followups.test_sending import approved

SignIn = Callable[[User], FlaskClient]
TIMES = 20


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


def at_once(app: Flask, client: FlaskClient, url: str, sent: dict[str, str]) -> set[int]:
    """The status of every answer; each sender is a browser of its own with the same sign-in."""
    cookie = client.get_cookie("session")
    assert cookie is not None
    db.session.remove()

    def one(_number: int) -> int:
        browser = FlaskClient(app)
        browser.set_cookie("session", cookie.value)
        return browser.post(url, data=sent).status_code

    with ThreadPoolExecutor(TIMES) as pool:
        return set(pool.map(one, range(TIMES)))


def test_a_recap(app: Flask, cast: Cast, client: FlaskClient):
    interview = cast.own.interview.id
    send(client, f"/i/{interview}/recap/1", {"topics-0": "streaming"}, action="next")
    sent = {"action": "submit", "version": "99", "key": str(uuid4()), "environment": "quiet"}
    assert at_once(app, client, f"/i/{interview}/recap/2", sent) == {302}
    assert db.session.query(RecapRevision).count() == 1


def test_the_first_save_of_a_recap(app: Flask, cast: Cast, client: FlaskClient):
    sent = {"version": "0", "topics-0": "streaming"}
    assert at_once(app, client, f"/i/{cast.own.interview.id}/recap/1/save", sent) == {200}


def test_a_new_note_handed_in(app: Flask, cast: Cast, client: FlaskClient):
    marcus = make.person_met(cast.own.interview, make.contact(cast.own.employer, "Marcus Bell"))
    db.session.commit()
    url = f"/i/{cast.own.interview.id}/notes/new?to={marcus.id}&kind=thank_you"
    sent = {"key": str(uuid4()), "channel": "email", "subject": "Hello", "body": "Thank you for the rota."}
    assert at_once(app, client, url, sent) == {302}
    assert db.session.query(Note).count() == 4
    assert db.session.query(NoteRevision).count() == 1


def test_i_sent_it(app: Flask, cast: Cast, client: FlaskClient):
    note = approved(cast, client)
    url, name = f"/i/{cast.own.interview.id}/notes/{note.id}/sent", f"n{note.id}-key"
    assert at_once(app, client, url, {name: str(uuid4())}) == {302}
    assert db.session.query(Touch).count() == 1


def test_an_entry_of_the_log(app: Flask, cast: Cast, client: FlaskClient):
    url = f"/i/{cast.own.interview.id}/log?what=learning"
    assert at_once(app, client, url, {"key": str(uuid4()), "text": "Read their blog."}) == {302}
    assert db.session.query(LearningEntry).count() == 1
