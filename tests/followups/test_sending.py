"""Sending an approved note: the address that opens it, copying, and saying that it went."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.followups.mailto import LONGEST, mailto
from portal.models import DecisionKind, Note, NoteState, Touch, TouchRecipient, User, text_hash
from tests.browsing import fields, send, text
from tests.cast import Cast
from tests.factories import now
from tests.followups.test_notes import decide

SignIn = Callable[[User], FlaskClient]


def opened(address: str) -> tuple[str, dict[str, str]]:
    """A mail program's reading of a mailto address: recipient and fields (RFC 6068: ``+`` is a plus)."""
    scheme, _colon, rest = address.partition(":")
    assert scheme == "mailto"
    to, _mark, query = rest.partition("?")
    pairs = [part.split("=", 1) for part in query.split("&")] if query else []
    return unquote(to), {name: unquote(value, errors="strict") for name, value in pairs}


def approved(
    cast: Cast, client: FlaskClient, body: str = "Dear Dana,\n\nThank you & more: 100 %.\n\nPriya"
) -> Note:
    url = f"/i/{cast.own.interview.id}/notes/{cast.own.note.id}"
    send(client, url, {"body": body, "subject": "Thank you?"}, action="submit")
    decide(cast.own.note, cast, DecisionKind.APPROVED)
    return cast.own.note


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


def link(page) -> str:
    tree = html5lib.parse(page.get_data(as_text=True), namespaceHTMLElements=False)
    return next(one.get("href") for one in tree.iter("a") if (one.get("href") or "").startswith("mailto:"))


@pytest.mark.parametrize(
    "words",
    [
        "two\nlines",
        "a & b = c? 100 % #1 + ü 日本 'quoted' \"double\"",
        "\r\ncarriage\r",
        "trailing\n\n",
        "?&=%00",
    ],
)
def test_every_text_is_read_back_as_it_was_written(words: str):
    made = mailto("o'neil+tag@acme.example", words, words, "copy@in.example")
    to, found = opened(made.address)
    assert to == "o'neil+tag@acme.example"
    crlf = words.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    assert found == {"subject": crlf, "bcc": "copy@in.example", "body": crlf}
    assert urlsplit(made.address).fragment == ""


def test_a_hostile_address_adds_no_recipient_and_no_field():
    to, found = opened(mailto("a@b.example?bcc=evil@example.org&body=x", "s", "b").address)
    assert to == "a@b.example?bcc=evil@example.org&body=x"
    assert found == {"subject": "s", "body": "b"}


def test_a_text_too_long_for_an_address_is_left_to_copying():
    short, long = mailto("a@b.example", "s", "x" * 100), mailto("a@b.example", "s", "\n" * LONGEST)
    assert short.complete
    assert not long.complete
    assert opened(long.address) == ("a@b.example", {"subject": "s"})
    limit = mailto("a@b.example", "", "x" * (LONGEST - len("mailto:a@b.example?body=")))
    assert limit.complete
    assert len(limit.address) == LONGEST
    assert not mailto("a@b.example", "", "x" * (LONGEST - len("mailto:a@b.example?body=") + 1)).complete


def test_the_page_opens_the_approved_note_in_the_mail_program(app: Flask, cast: Cast, client: FlaskClient):
    approved(cast, client)
    page = client.get(f"/i/{cast.own.interview.id}/send")
    to, found = opened(link(page))
    assert to == "dana@acme.example"
    assert found == {
        "subject": "Thank you?",
        "body": "Dear Dana,\r\n\r\nThank you & more: 100 %.\r\n\r\nPriya",
    }
    assert "bcc" not in text(page)


def test_a_blind_copy_is_offered_where_the_agency_can_receive_it(app: Flask, cast: Cast, client: FlaskClient):
    note = approved(cast, client)
    cast.agency.inbound_domain = "in.harbour.example"
    note.copy_token = "abc123"
    db.session.commit()
    page = client.get(f"/i/{cast.own.interview.id}/send")
    assert parse_qs(urlsplit(link(page)).query)["bcc"] == ["abc123@in.harbour.example"]
    assert "costs you no points" in text(page)


def test_one_tap_records_the_contact_and_the_note_as_sent(app: Flask, cast: Cast, client: FlaskClient):
    note = approved(cast, client)
    page = client.get(f"/i/{cast.own.interview.id}/send")
    answer = client.post(f"/i/{cast.own.interview.id}/notes/{note.id}/sent", data=fields(page, "/sent"))
    assert answer.status_code == 302
    (touch,) = db.session.query(Touch).all()
    assert (touch.note_id, touch.channel, touch.made_by, touch.evidence, touch.body) == (
        note.id,
        "email",
        "candidate",
        "self",
        None,
    )
    assert abs(touch.at - now()) < timedelta(seconds=20)
    assert [one.person_id for one in db.session.query(TouchRecipient)] == [cast.own.person.id]
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.SENT


def test_changed_words_are_kept_beside_the_approved_ones(app: Flask, cast: Cast, client: FlaskClient):
    note = approved(cast, client)
    sent = dict(fields(client.get(f"/i/{cast.own.interview.id}/send"), "/sent"))
    sent[f"n{note.id}-words"] = "Dear Dana, my own words."
    client.post(f"/i/{cast.own.interview.id}/notes/{note.id}/sent", data=sent)
    touch = db.session.query(Touch).one()
    assert touch.body == "Dear Dana, my own words."
    assert touch.body_hash == text_hash(touch.body)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2999-01-01T10:00", "still to come"),
        ("2001-01-01T10:00", "before the interview"),
        ("soon", "Enter a day"),
    ],
)
def test_an_impossible_time_is_refused_and_kept(
    app: Flask, cast: Cast, client: FlaskClient, at: str, said: str
):
    note = approved(cast, client)
    sent = dict(fields(client.get(f"/i/{cast.own.interview.id}/send"), "/sent")) | {f"n{note.id}-at": at}
    answer = client.post(f"/i/{cast.own.interview.id}/notes/{note.id}/sent", data=sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert fields(answer, "/sent")[f"n{note.id}-at"] == at
    assert db.session.query(Touch).count() == 0


def test_a_note_that_nobody_approved_cannot_be_marked_as_sent(app: Flask, cast: Cast, client: FlaskClient):
    url = f"/i/{cast.own.interview.id}/notes/{cast.own.note.id}/sent"
    assert client.post(url, data={}).status_code == 409
    assert db.session.query(Touch).count() == 0


def test_close_to_its_limit_a_note_may_go_unreviewed_in_the_words_that_lie_there(
    app: Flask, cast: Cast, client: FlaskClient
):
    url = f"/i/{cast.own.interview.id}/notes/{cast.own.note.id}"
    cast.own.interview.ends_at -= timedelta(hours=20)
    cast.own.interview.starts_at -= timedelta(hours=20)
    db.session.commit()
    send(client, url, {"body": "Dear Dana, thank you for the rota."}, action="submit")
    assert client.post(f"{url}/sent").status_code == 409
    cast.own.interview.ends_at -= timedelta(hours=1, minutes=30)
    cast.own.interview.starts_at -= timedelta(hours=1, minutes=30)
    db.session.commit()
    assert "send your note to Dana Whitfield" in text(client.get("/today"))
    assert "Send without review" in text(client.get(url))
    page = client.get(f"/i/{cast.own.interview.id}/send")
    assert opened(link(page))[1]["body"] == "Dear Dana, thank you for the rota."
    assert client.post(f"{url}/sent", data=fields(page, "/sent")).status_code == 302
    assert db.session.query(Touch).one().body == "Dear Dana, thank you for the rota."
    assert db.session.get_one(Note, (cast.agency.id, cast.own.note.id)).state is NoteState.SENT


@pytest.mark.parametrize("where", ["stranger", "other"])
def test_somebody_elses_note_cannot_be_marked_as_sent(
    app: Flask, cast: Cast, client: FlaskClient, where: str
):
    foreign = getattr(cast, where).note
    assert client.post(f"/i/{cast.own.interview.id}/notes/{foreign.id}/sent").status_code == 404
