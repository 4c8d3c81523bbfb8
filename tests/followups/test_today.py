"""The page of the day: each thing that is the candidate's to do, with one action, by the time left."""

from collections.abc import Callable
from datetime import timedelta

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import DecisionKind, Note, NoteState, Outcome, Promise, Reference, User
from tests import factories as make
from tests.browsing import send, text
from tests.cast import Cast
from tests.followups.test_notes import decide
from tests.recaps.test_writing import hand_in

SignIn = Callable[[User], FlaskClient]


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


@pytest.fixture
def bare(cast: Cast) -> None:
    """Nothing was written yet."""
    cast.own.note.state = NoteState.WITHDRAWN
    db.session.commit()


def titles(client: FlaskClient) -> list[str]:
    """What is to do, from the top."""
    tree = html5lib.parse(client.get("/today").get_data(as_text=True), namespaceHTMLElements=False)
    return [
        "".join(card.find("h2").itertext()).strip()
        for card in tree.iter("article")
        if card.find("h2") is not None
    ]


def test_after_an_interview_the_recap_is_asked_for(app: Flask, cast: Cast, client: FlaskClient, bare: None):
    assert titles(client) == ["Tell us how it went"]


def test_after_the_recap_everybody_met_is_to_be_thanked(
    app: Flask, cast: Cast, client: FlaskClient, bare: None
):
    make.person_met(cast.own.interview, make.contact(cast.own.employer, "Marcus Bell"))
    db.session.commit()
    hand_in(client, cast)
    assert titles(client) == ["Write to Dana Whitfield", "Write to Marcus Bell"]


def test_a_note_is_followed_from_draft_to_sent(app: Flask, cast: Cast, client: FlaskClient):
    hand_in(client, cast)
    assert titles(client) == ["Finish your note to Dana Whitfield"]
    url = f"/i/{cast.own.interview.id}/notes/{cast.own.note.id}"
    send(client, url, {}, action="submit")
    assert titles(client) == []
    assert "Your recruiter is reading" in text(client.get("/today"))
    assert "Your note to Dana Whitfield" in text(client.get("/today"))
    decide(cast.own.note, cast, DecisionKind.CHANGES_REQUESTED, "Name a topic.")
    assert titles(client) == ["Tom Reed asked for changes to your note to Dana Whitfield"]
    assert "Name a topic." in text(client.get("/today"))
    send(client, url, {"body": "Dear Dana, thank you for the streaming talk."}, action="submit")
    decide(cast.own.note, cast, DecisionKind.APPROVED)
    assert titles(client) == ["Send your note to Dana Whitfield"]
    client.post(f"{url}/sent")
    assert titles(client) == []


def test_what_is_due_first_stands_on_top(app: Flask, cast: Cast, client: FlaskClient):
    now = make.now()
    marcus = make.person_met(cast.own.interview, make.contact(cast.own.employer, "Marcus Bell"))
    make.note(cast.own.interview, marcus, due_at=now + timedelta(hours=3))
    cast.own.note.due_at = now + timedelta(hours=5)
    rows = [
        Promise(text="Send references", due=now + timedelta(hours=4)),
        Reference(name="Lee Wong"),
    ]
    for row in rows:
        row.agency_id, row.interview_id, row.recorded_at = cast.agency.id, cast.own.interview.id, now
    db.session.add_all(rows)
    db.session.commit()
    assert titles(client) == [
        "Finish your note to Marcus Bell",
        "You promised: Send references",
        "Finish your note to Dana Whitfield",
        "Tell us how it went",
        "Tell Lee Wong who may call, and why",
    ]


def test_who_was_thanked_without_a_note_is_not_asked_for_again(
    app: Flask, cast: Cast, client: FlaskClient, bare: None
):
    hand_in(client, cast)
    assert titles(client) == ["Write to Dana Whitfield"]
    send(
        client,
        f"/i/{cast.own.interview.id}/log?what=written",
        {"to": str(cast.own.person.id), "channel": "handwritten_note", "kind": "thank_you"},
    )
    assert titles(client) == []


def test_an_interview_that_is_decided_or_cancelled_asks_for_nothing(
    app: Flask, cast: Cast, client: FlaskClient
):
    cast.own.interview.outcome, cast.own.interview.outcome_at = Outcome.OFFER, make.now()
    make.interview(cast.own.process, cast.own.recruiter, cancelled_at=make.now())
    db.session.commit()
    assert titles(client) == []
    assert "Nothing to do right now" in text(client.get("/today"))


def test_an_interview_to_come_is_announced_and_asks_for_nothing(
    app: Flask, cast: Cast, client: FlaskClient, bare: None
):
    cast.own.interview.outcome, cast.own.interview.outcome_at = Outcome.OFFER, make.now()
    make.interview(cast.own.process, cast.own.recruiter, ended=-timedelta(days=1), place="12 Harbour Street")
    db.session.commit()
    assert titles(client) == []
    assert "12 Harbour Street" in text(client.get("/today"))


def test_an_employer_who_wants_no_thanks_gets_none_asked_for(
    app: Flask, cast: Cast, client: FlaskClient, bare: None
):
    cast.own.employer.routes = make.ROUTES | {"thank_you": "none"}
    db.session.commit()
    hand_in(client, cast)
    assert titles(client) == []


def test_nobody_sees_somebody_elses_day(app: Flask, cast: Cast, signed_in: SignIn):
    assert signed_in(cast.own.recruiter).get("/today").status_code == 404
    page = text(signed_in(cast.stranger.candidate.user).get("/today"))
    assert str(cast.own.note.id) not in page
    assert db.session.query(Note).count() == 3
