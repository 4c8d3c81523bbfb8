"""The log: each thing that a candidate did, once, and taken back where it was a mistake."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import (
    Application,
    Interview,
    InterviewChange,
    LearningEntry,
    Note,
    NoteState,
    Post,
    Promise,
    Reference,
    Touch,
    TouchRecipient,
    User,
)
from tests import factories as make
from tests.browsing import fields, send, text
from tests.cast import Cast
from tests.followups.test_sending import approved

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


@pytest.fixture
def promise(cast: Cast) -> Promise:
    row = Promise(
        agency_id=cast.agency.id,
        interview_id=cast.own.interview.id,
        text="Send two references",
        recorded_at=make.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row


@pytest.fixture
def reference(cast: Cast) -> Reference:
    row = Reference(
        agency_id=cast.agency.id,
        interview_id=cast.own.interview.id,
        name="Lee Wong",
        recorded_at=make.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row


def url(cast: Cast, what: str) -> str:
    return f"/i/{cast.own.interview.id}/log?what={what}"


def ago(minutes: int) -> str:
    """A time of today as a phone in Chicago enters it."""
    there = datetime.now(UTC).astimezone(ZoneInfo("America/Chicago")) - timedelta(minutes=minutes)
    return there.strftime("%Y-%m-%dT%H:%M")


def test_a_call_is_logged_with_whom_and_when(app: Flask, cast: Cast, client: FlaskClient):
    answer = send(
        client, url(cast, "call"), {"to": str(cast.own.person.id), "kind": "logistics", "at": ago(20)}
    )
    assert answer.location == f"/i/{cast.own.interview.id}/log"
    touch = db.session.query(Touch).one()
    assert (touch.channel, touch.kind, touch.evidence) == ("phone_call", "logistics", "self")
    assert timedelta(minutes=19) < make.now() - touch.at < timedelta(minutes=22)
    assert db.session.query(TouchRecipient).one().person_id == cast.own.person.id
    assert "Call with Dana Whitfield" in text(client.get(answer.location))


def test_a_letter_and_a_mail_to_the_recruiter_keep_their_words(app: Flask, cast: Cast, client: FlaskClient):
    send(
        client,
        url(cast, "written"),
        {"to": "recruiter", "channel": "letter", "kind": "other", "words": "Dear Tom,\r\nthanks."},
    )
    touch = db.session.query(Touch).one()
    assert (touch.channel, touch.to_recruiter, touch.body) == ("letter", True, "Dear Tom,\nthanks.")


def test_a_request_to_connect_carries_its_reason(app: Flask, cast: Cast, client: FlaskClient):
    send(
        client,
        url(cast, "request"),
        {"to": str(cast.own.person.id), "channel": "linkedin_request", "reason": "the replay article"},
    )
    touch = db.session.query(Touch).one()
    assert (touch.kind, touch.channel, touch.reason) == ("connect", "linkedin_request", "the replay article")


def test_following_the_company_reaches_nobody(app: Flask, cast: Cast, client: FlaskClient):
    send(client, url(cast, "request"), {"channel": "company_follow"})
    assert db.session.query(Touch).one().channel == "company_follow"
    assert db.session.query(TouchRecipient).count() == 0


def test_a_contact_with_nobody_is_refused(app: Flask, cast: Cast, client: FlaskClient):
    answer = send(client, url(cast, "call"), {})
    assert answer.status_code == 422
    assert "Tick at least one person" in text(answer)


@pytest.mark.parametrize("where", ["stranger", "other"])
def test_somebody_of_another_interview_is_refused(app: Flask, cast: Cast, client: FlaskClient, where: str):
    foreign = getattr(cast, where).person
    sent = dict(fields(client.get(url(cast, "call")))) | {"to": str(foreign.id)}
    assert client.post(url(cast, "call"), data=sent).status_code == 422
    assert db.session.query(Touch).count() == 0


def test_a_time_to_come_is_refused_and_kept(app: Flask, cast: Cast, client: FlaskClient):
    for what, more in {"call": {"to": str(cast.own.person.id)}, "learning": {"text": "x"}}.items():
        answer = send(client, url(cast, what), more | {"at": ago(-60 * 24)})
        assert answer.status_code == 422
        assert "Still to come" in text(answer)
        assert fields(answer)["at"] == ago(-60 * 24)
    assert db.session.query(LearningEntry).count() == 0


def test_a_reference_is_told_once(app: Flask, cast: Cast, client: FlaskClient, reference: Reference):
    send(client, url(cast, "reference"), {"row": str(reference.id), "at": ago(30)})
    told = db.session.get_one(Reference, (reference.agency_id, reference.id)).notified_at
    assert told is not None
    client.post(url(cast, "reference"), data={"row": str(reference.id), "at": ago(5)})
    assert db.session.get_one(Reference, (reference.agency_id, reference.id)).notified_at == told


def test_a_reference_nobody_had_named_is_added(app: Flask, cast: Cast, client: FlaskClient):
    send(client, url(cast, "reference"), {"name": "Ana Ruiz"})
    row = db.session.query(Reference).one()
    assert row.name == "Ana Ruiz"
    assert row.notified_at is not None


def test_a_promise_is_kept_by_a_message(app: Flask, cast: Cast, client: FlaskClient, promise: Promise):
    send(
        client,
        url(cast, "written"),
        {"to": str(cast.own.person.id), "channel": "email", "kind": "logistics"},
    )
    touch = db.session.query(Touch).one()
    send(client, url(cast, "promise"), {"row": str(promise.id), "touch": str(touch.id)})
    kept = db.session.get_one(Promise, (promise.agency_id, promise.id))
    assert kept.kept_at is not None
    assert kept.touch_id == touch.id


@pytest.mark.parametrize("where", ["stranger", "other"])
def test_somebody_elses_promise_or_reference_is_refused(
    app: Flask, cast: Cast, client: FlaskClient, where: str
):
    desk = getattr(cast, where)
    rows = [
        Promise(
            agency_id=desk.interview.agency_id,
            interview_id=desk.interview.id,
            text="x",
            recorded_at=make.now(),
        ),
        Reference(
            agency_id=desk.interview.agency_id,
            interview_id=desk.interview.id,
            name="x",
            recorded_at=make.now(),
        ),
    ]
    db.session.add_all(rows)
    db.session.commit()
    assert client.post(url(cast, "promise"), data={"row": str(rows[0].id), "touch": ""}).status_code == 422
    assert client.post(url(cast, "reference"), data={"row": str(rows[1].id), "name": ""}).status_code == 404
    assert db.session.query(Promise).filter(Promise.kept_at.is_not(None)).count() == 0
    assert db.session.query(Reference).filter(Reference.notified_at.is_not(None)).count() == 0


def test_learning_applications_and_posts_are_kept(app: Flask, cast: Cast, client: FlaskClient):
    send(client, url(cast, "learning"), {"text": "Read their blog."})
    send(client, url(cast, "application"), {})
    send(client, url(cast, "post"), {"network": "LinkedIn", "about_company": "y"})
    assert db.session.query(LearningEntry).one().text == "Read their blog."
    assert db.session.query(Application).one().employer is None
    row = db.session.query(Post).one()
    assert (row.network, row.about_company, row.mentions_interview) == ("LinkedIn", True, False)
    page = text(client.get(f"/i/{cast.own.interview.id}/log"))
    assert all(words in page for words in ("Read their blog.", "Applied elsewhere", "Posted in public"))


def test_an_answer_of_the_employer_is_told_to_the_agency(app: Flask, cast: Cast, client: FlaskClient):
    send(client, url(cast, "heard"), {"words": "They invite me again.", "at": ago(10)})
    interview = db.session.get_one(Interview, (cast.agency.id, cast.own.interview.id))
    first = interview.heard_back_at
    assert first is not None
    change = db.session.query(InterviewChange).filter_by(kind="heard_back").one()
    assert (change.reason, change.by_id) == ("They invite me again.", cast.own.candidate.user_id)
    send(client, url(cast, "heard"), {})
    assert db.session.get_one(Interview, (cast.agency.id, cast.own.interview.id)).heard_back_at == first


def test_one_form_sent_twice_makes_one_entry(app: Flask, cast: Cast, client: FlaskClient):
    for what, more in {
        "learning": {"text": "x"},
        "call": {"to": str(cast.own.person.id), "kind": "other"},
        "heard": {},
        "reference": {"name": "Ana"},
    }.items():
        sent = dict(fields(client.get(url(cast, what)))) | more
        assert [client.post(url(cast, what), data=sent).status_code for _n in range(2)] == [302, 302]
    assert db.session.query(LearningEntry).count() == 1
    assert db.session.query(Touch).count() == 1
    assert db.session.query(InterviewChange).count() == 1
    assert db.session.query(Reference).count() == 1


def test_something_that_cannot_be_logged_is_not_found(app: Flask, cast: Cast, client: FlaskClient):
    assert client.get(url(cast, "bribe")).status_code == 404
    assert client.post(url(cast, "bribe")).status_code == 404


def test_a_contact_taken_back_stays_to_be_seen_and_opens_its_note_again(
    app: Flask, cast: Cast, client: FlaskClient
):
    note = approved(cast, client)
    client.post(f"/i/{cast.own.interview.id}/notes/{note.id}/sent")
    touch = db.session.query(Touch).one()
    retract = f"/i/{cast.own.interview.id}/touches/{touch.id}/retract"
    refused = client.post(retract, data={})
    assert refused.status_code == 422
    assert "Say in a few words why" in text(refused)
    assert client.post(retract, data={f"t{touch.id}-reason": "wrong person"}).status_code == 302
    page = text(client.get(f"/i/{cast.own.interview.id}/log"))
    assert "taken back" in page
    assert "wrong person" in page
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.APPROVED
    assert client.post(retract, data={f"t{touch.id}-reason": "again"}).status_code == 302


@pytest.mark.parametrize("where", ["stranger", "other"])
def test_a_contact_of_somebody_else_cannot_be_taken_back(
    app: Flask, cast: Cast, client: FlaskClient, where: str
):
    desk = getattr(cast, where)
    row = Touch(
        agency_id=desk.interview.agency_id,
        interview_id=desk.interview.id,
        channel="email",
        made_by="candidate",
        offers=[],
        at=make.now(),
        recorded_at=make.now(),
    )
    db.session.add(row)
    db.session.commit()
    url = f"/i/{cast.own.interview.id}/touches/{row.id}/retract"
    assert client.post(url, data={f"t{row.id}-reason": "mine"}).status_code == 404
