"""A recap is kept while it is typed, and two windows keep both texts."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import Recap, RecapOpening, RecapRevision, User
from tests.browsing import fields, send, text
from tests.cast import Cast
from tests.recaps.test_writing import first, hand_in, second

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


def test_each_save_counts_a_version_and_the_same_again_does_not(app: Flask, cast: Cast, client: FlaskClient):
    sent = dict(fields(client.get(first(cast)))) | {"topics-0": "streaming"}
    saved = client.post(first(cast) + "/save", data=sent)
    assert (saved.status_code, saved.json["version"]) == (200, 1)
    assert saved.json["saved_at"].endswith("+00:00")
    assert client.post(first(cast) + "/save", data=sent | {"version": "1"}).json["version"] == 1
    assert db.session.query(Recap).one().draft["topics"][0] == "streaming"


def test_an_older_window_gets_the_other_text_and_changes_nothing(app: Flask, cast: Cast, client: FlaskClient):
    old = dict(fields(client.get(first(cast))))
    client.post(first(cast) + "/save", data=old | {"topics-0": "one", "questions-0-stumbled": "y"})
    refused = client.post(first(cast) + "/save", data=old | {"topics-0": "other"})
    assert refused.status_code == 409
    assert refused.json["version"] == 1
    assert refused.json["fields"]["topics-0"] == "one"
    assert refused.json["fields"]["questions-0-stumbled"] == ["y"]
    assert refused.json["fields"][f"person-{cast.own.person.id}-there"] == ["y"]
    assert f"person-{cast.own.person.id}-email" not in refused.json["fields"]
    assert db.session.query(Recap).one().draft["topics"][0] == "one"


def test_without_scripts_both_texts_are_on_the_page_and_the_second_press_keeps_mine(
    app: Flask, cast: Cast, client: FlaskClient
):
    old = dict(fields(client.get(first(cast))))
    client.post(first(cast), data=old | {"topics-0": "one window"})
    answer = client.post(first(cast), data=old | {"topics-0": "the other"})
    assert answer.status_code == 409
    assert "one window" in text(answer)
    assert fields(answer)["topics-0"] == "the other"
    again = client.post(first(cast), data=dict(fields(answer)) | {"action": "next"})
    assert again.location == second(cast)
    assert fields(client.get(first(cast)))["topics-0"] == "the other"


def test_two_pages_in_two_windows_do_not_stand_in_each_others_way(
    app: Flask, cast: Cast, client: FlaskClient
):
    one, two = dict(fields(client.get(first(cast)))), dict(fields(client.get(second(cast))))
    client.post(first(cast) + "/save", data=one | {"topics-0": "a"})
    assert client.post(second(cast) + "/save", data=two | {"environment": "b"}).status_code == 200
    assert client.post(first(cast) + "/save", data=one | {"topics-0": "c", "version": "1"}).status_code == 200


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 30, "1.5", "²"])
def test_a_version_that_is_none_is_taken_for_the_oldest(
    app: Flask, cast: Cast, client: FlaskClient, version: str
):
    client.post(first(cast) + "/save", data={"topics-0": "a", "version": "0"})
    answer = client.post(first(cast) + "/save", data={"topics-0": "b", "version": version})
    assert answer.status_code == 409


def test_a_page_that_there_is_not_is_not_found(app: Flask, cast: Cast, client: FlaskClient):
    for page in (0, 3, 99):
        assert client.get(f"/i/{cast.own.interview.id}/recap/{page}").status_code == 404
        assert client.post(f"/i/{cast.own.interview.id}/recap/{page}/save").status_code == 404


def test_opening_a_page_writes_nothing(app: Flask, cast: Cast, client: FlaskClient):
    for path in ("recap/1", "recap/2", "recap", "recap/upload", "notes/new", "send", "log"):
        client.get(f"/i/{cast.own.interview.id}/{path}")
    client.get("/today")
    assert db.session.query(Recap).count() == 0


def test_a_text_beyond_all_measure_is_refused(app: Flask, cast: Cast, client: FlaskClient):
    answer = client.post(first(cast) + "/save", data={"topics-0": "x" * 450_000})
    assert answer.status_code == 400
    assert db.session.query(Recap).count() == 0


def test_reading_the_recap_again_is_recorded_by_a_button_and_once_a_while(
    app: Flask, cast: Cast, client: FlaskClient, signed_in: SignIn
):
    url = f"/i/{cast.own.interview.id}/recap"
    assert client.post(url + "/opened").status_code == 404
    hand_in(client, cast)
    client.get(url)
    assert db.session.query(RecapOpening).count() == 0
    send(client, url, {}, form="/opened")
    assert client.post(url + "/opened", headers={"HX-Request": "true"}).status_code == 204
    assert db.session.query(RecapOpening).count() == 1
    assert signed_in(cast.own.recruiter).post(url + "/opened").status_code == 404


def test_who_was_signed_out_meanwhile_comes_back_to_the_page_after_signing_in(app: Flask, cast: Cast):
    answer = app.test_client().post(first(cast), data={"topics-0": "typed"})
    assert answer.location == f"/signin?next={first(cast)}"
    assert db.session.query(Recap).count() == 0


def test_a_submit_sent_twice_makes_one_revision(app: Flask, cast: Cast, client: FlaskClient):
    send(client, first(cast), {"topics-0": "streaming"}, action="next")
    sent = dict(fields(client.get(second(cast)))) | {"action": "submit"}
    assert client.post(second(cast), data=sent).status_code == 302
    again = client.post(second(cast), data=sent | {"version": "9", "environment": "late words"})
    assert again.status_code == 302
    assert db.session.query(RecapRevision).count() == 1
