"""A document handed in: read part by part, taken over into the draft, kept, and refused where it is hostile."""

import io
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.extensions import db
from portal.models import Recap, RecapDocument, RecapRevision, StoredFile, User
from portal.recaps.sections import split
from tests.browsing import fields, send, text
from tests.cast import Cast
from tests.recaps import papers

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


def upload(
    client: FlaskClient, cast: Cast, data: bytes, name: str = "recap.docx", **more: str
) -> TestResponse:
    url = f"/i/{cast.own.interview.id}/recap/upload"
    sent = dict(fields(client.get(url))) | more
    return client.post(url, data=sent | {"document": (io.BytesIO(data), name)})


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (
            papers.word(),
            "recap.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            papers.word(),
            "recap.txt",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (papers.plain(), "recap", "text/plain"),
    ],
)
def test_a_document_is_read_into_the_recap_part_by_part(
    app: Flask, cast: Cast, client: FlaskClient, data: bytes, name: str, kind: str
):
    answer = upload(client, cast, data, name)
    assert answer.status_code == 302
    page = client.get(answer.location)
    offered = fields(page)
    assert [offered[f"s{n}-target"] for n in range(7)] == [
        "topics",
        "questions",
        "good_points",
        "bad_points",
        "first_impressions",
        "environment",
        "requirements",
    ]
    taken = send(client, answer.location, {"s3-target": "", "s2-text": "a small team"})
    assert taken.location == f"/i/{cast.own.interview.id}/recap/1"
    draft = db.session.query(Recap).one().draft
    assert draft["topics"] == ["moving nightly loads to streaming", "the on-call rota"]
    assert draft["questions"][0] == {
        "asked": "What is a watermark?",
        "answered": "I guessed.",
        "stumbled": True,
        "better_answer": "the event time.",
    }
    assert draft["questions"][1]["asked"] == "How do you test?"
    assert draft["good_points"] == ["a small team"]
    assert "bad_points" not in draft
    assert draft["requirements"] == ["Kafka", "Python"]
    assert db.session.query(StoredFile).one().media_type == kind
    send(client, f"/i/{cast.own.interview.id}/recap/2", {}, action="submit")
    assert db.session.query(RecapRevision).one().content["environment"] == "Open floor, quiet."


def test_a_pdf_is_read_line_by_line(app: Flask, cast: Cast, client: FlaskClient):
    answer = upload(
        client, cast, papers.pdf("Topics:", "streaming", "Good points:", "small team"), "recap.pdf"
    )
    offered = fields(client.get(answer.location))
    assert (offered["s0-text"], offered["s0-target"]) == ("streaming", "topics")
    assert (offered["s1-text"], offered["s1-target"]) == ("small team", "good_points")


def test_what_was_taken_over_is_not_offered_again_and_the_rest_is(
    app: Flask, cast: Cast, client: FlaskClient
):
    answer = upload(client, cast, papers.word({"Topics": ["streaming"], "Pros": ["small team"]}))
    send(client, answer.location, {"s1-target": ""})
    send(client, answer.location, {})
    draft = db.session.query(Recap).one().draft
    assert (draft["topics"], draft["good_points"]) == (["streaming"], ["small team"])
    assert "Everything is taken over" in text(client.get(answer.location))


def test_what_was_typed_before_stays_beside_what_is_taken_over(app: Flask, cast: Cast, client: FlaskClient):
    send(client, f"/i/{cast.own.interview.id}/recap/1", {"topics-0": "typed"}, action="next")
    answer = upload(client, cast, papers.word({"Topics": ["typed", "read"]}))
    send(client, answer.location, {})
    assert db.session.query(Recap).one().draft["topics"] == ["typed", "read"]


def test_the_file_is_given_back_to_candidate_and_recruiter_to_be_saved(
    app: Flask, cast: Cast, client: FlaskClient, signed_in: SignIn
):
    data = papers.plain()
    upload(client, cast, data, 'C:\\fakepath\\my "recap"\r\nX-Evil: 1.txt')
    document = db.session.query(RecapDocument).one()
    url = f"/i/{cast.own.interview.id}/recap/documents/{document.id}/file"
    for user in (cast.own.candidate.user, cast.own.recruiter, cast.admin):
        answer = signed_in(user).get(url)
        assert answer.data == data
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert "X-Evil" not in answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        answer.close()
    for user in (cast.stranger.recruiter, cast.stranger.candidate.user, cast.other_admin):
        assert signed_in(user).get(url).status_code == 404


def test_a_document_under_another_interview_is_not_found(
    app: Flask, cast: Cast, client: FlaskClient, signed_in: SignIn
):
    upload(signed_in(cast.stranger.candidate.user), _as(cast), papers.plain())
    document = db.session.query(RecapDocument).one()
    for path in ("", "/file"):
        url = f"/i/{cast.own.interview.id}/recap/documents/{document.id}{path}"
        assert client.get(url).status_code == 404
        assert signed_in(cast.admin).get(url).status_code == 404
    assert client.post(f"/i/{cast.own.interview.id}/recap/documents/{document.id}").status_code == 404


def _as(cast: Cast) -> Cast:
    """The same cast with the stranger's desk at the front."""
    return replace(cast, own=cast.stranger)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "recap.docx", "neither a Word document"),
        (b"<html><script>alert(1)</script></html>", "recap.txt", "neither a Word document"),
        (b"PK\x03\x04 not a zip", "recap.docx", "neither a Word document"),
        (b"", "recap.txt", "no text"),
        (papers.bomb, "recap.docx", "unpacks to far more"),
        (papers.word()[:-400], "recap.docx", "damaged"),
        (b"%PDF-1.4\ngarbage", "recap.pdf", "damaged"),
    ],
    ids=["picture", "page", "no zip", "empty", "bomb", "cut", "broken pdf"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_not_kept(
    app: Flask, cast: Cast, client: FlaskClient, data: bytes | Callable[[], bytes], name: str, said: str
):
    handed_in = data() if callable(data) else data
    began = monotonic()
    answer = upload(client, cast, handed_in, name)
    assert answer.status_code == 422
    assert said in text(answer)
    assert monotonic() - began < 20
    assert db.session.query(StoredFile).count() == 0
    assert db.session.query(RecapDocument).count() == 0


def test_entities_are_not_expanded(app: Flask, cast: Cast, client: FlaskClient):
    answer = upload(client, cast, papers.entities())
    assert answer.status_code in {302, 422}
    for row in db.session.query(RecapDocument):
        assert "hahaha" not in str(row.sections)


@pytest.mark.parametrize(
    ("data", "said"),
    [(papers.locked_pdf(), "protected by a password"), (papers.pdf(), "only a picture")],
    ids=["locked", "scan"],
)
def test_a_harmless_file_without_readable_text_is_kept_and_says_why(
    app: Flask, cast: Cast, client: FlaskClient, data: bytes, said: str
):
    answer = upload(client, cast, data, "recap.pdf")
    assert answer.status_code == 302
    assert said in text(client.get(answer.location))
    assert db.session.query(StoredFile).one().size == len(data)


def test_no_file_and_a_file_too_large_are_refused(
    app: Flask, cast: Cast, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    url = f"/i/{cast.own.interview.id}/recap/upload"
    assert "Choose a file first" in text(client.post(url, data=fields(client.get(url))))
    monkeypatch.setitem(app.config, "PORTAL", replace(app.config["PORTAL"], max_upload=2**20 // 10))
    answer = upload(client, cast, b"a" * (2**20 // 10 + 1), "recap.txt")
    assert answer.status_code == 422
    assert "larger than" in text(answer)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 2**17)
    assert upload(client, cast, b"a" * 2**18, "recap.txt").status_code == 413


def test_one_upload_sent_twice_keeps_one_document(app: Flask, cast: Cast, client: FlaskClient):
    key = "018f0000-0000-7000-8000-000000000001"
    first = upload(client, cast, papers.plain(), key=key)
    assert upload(client, cast, papers.plain(), key=key).location == first.location
    assert db.session.query(RecapDocument).count() == 1
    assert db.session.query(StoredFile).count() == 1


def test_lines_that_only_look_like_headings_stay_text():
    found = split(
        [
            {"text": one, "heading": False}
            for one in (
                "Met Dana and Marcus.",
                "What is a good test?",
                "1. Pros",
                "- Cons",
                "A longer line about the good team they have",
                "Pros",
                "pay",
            )
        ]
    )
    assert [(one["heading"], one["suggested"]) for one in found] == [("", ""), ("Pros", "good_points")]


def test_a_document_of_nothing_but_headings_gives_no_sections():
    assert split([{"text": "Topics", "heading": True}]) == []
