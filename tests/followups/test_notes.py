"""A note's way: almost empty draft, kept as typed, submitted, decided, resubmitted, taken back, dropped."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import Decision, DecisionKind, Note, NoteKind, NoteRevision, NoteState, User
from tests import factories as make
from tests.browsing import fields, send, text
from tests.cast import Cast

SignIn = Callable[[User], FlaskClient]
WORDS = {"subject": "Thank you", "body": "Dear Marcus,\n\nThank you for the talk about the rota.\n\nPriya"}


@pytest.fixture
def marcus(cast: Cast):
    """A second person met, to whom nothing was written yet."""
    person = make.person_met(cast.own.interview, make.contact(cast.own.employer, "Marcus Bell"))
    db.session.commit()
    return person


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> FlaskClient:
    return signed_in(cast.own.candidate.user)


def new(cast: Cast, person) -> str:
    return f"/i/{cast.own.interview.id}/notes/new?to={person.id}&kind=thank_you"


def only_to(person) -> Note:
    return next(
        note for note in db.session.query(Note) if [one.person_id for one in note.recipients] == [person.id]
    )


def decide(note: Note, cast: Cast, kind: DecisionKind, comment: str | None = None) -> None:
    """What the reviewer's page does."""
    revision = (
        db.session.query(NoteRevision).filter_by(note_id=note.id).order_by(NoteRevision.number.desc()).first()
    )
    now = datetime.now(UTC)
    db.session.add(
        Decision(
            agency_id=note.agency_id,
            note_revision_id=revision.id,
            kind=kind,
            comment=comment,
            by_id=cast.own.recruiter.id,
            decided_at=now,
            recorded_at=now,
        )
    )
    note.state = NoteState.APPROVED if kind is DecisionKind.APPROVED else NoteState.CHANGES_REQUESTED
    db.session.commit()


def test_a_new_draft_starts_almost_empty_and_is_kept_only_when_something_is_done(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    sent = fields(client.get(new(cast, marcus)))
    assert sent["body"].split() == ["Dear", "Marcus,", "Kind", "regards,", "Priya", "Nair"]
    assert db.session.query(Note).count() == 3


def test_a_note_is_written_and_sent_for_review(app: Flask, cast: Cast, client: FlaskClient, marcus):
    answer = send(client, new(cast, marcus), WORDS, action="submit")
    note = only_to(marcus)
    assert answer.location == f"/i/{cast.own.interview.id}/notes/{note.id}"
    assert (note.state, note.kind, note.channel) == (NoteState.SUBMITTED, NoteKind.THANK_YOU, "email")
    (revision,) = db.session.query(NoteRevision).all()
    assert (revision.number, revision.subject, revision.body) == (1, "Thank you", WORDS["body"])
    assert note.copy_token


def test_the_draft_of_a_person_and_purpose_is_there_once(app: Flask, cast: Cast, client: FlaskClient, marcus):
    send(client, new(cast, marcus), WORDS, action="later")
    note = only_to(marcus)
    assert client.get(new(cast, marcus)).location == f"/i/{cast.own.interview.id}/notes/{note.id}"


def test_only_greeting_and_sign_off_are_refused(app: Flask, cast: Cast, client: FlaskClient, marcus):
    answer = send(client, new(cast, marcus), {"subject": "Thank you"}, action="submit")
    assert answer.status_code == 422
    assert "nothing between greeting and sign-off" in text(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": ""}, "Enter a subject"),
        ({"subject": "x" * 201}, "under 200 characters"),
        ({"body": "x" * 10_001}, "under 10,000 characters"),
        ({"body": " \n "}, "nothing between"),
    ],
)
def test_a_wrong_field_is_named_and_everything_typed_is_kept(
    app: Flask, cast: Cast, client: FlaskClient, marcus, wrong, said
):
    answer = send(client, new(cast, marcus), WORDS | wrong, action="submit")
    assert answer.status_code == 422
    assert said in text(answer)
    name, value = next(iter(wrong.items()))
    assert fields(answer)[name] == value
    assert only_to(marcus).state is NoteState.DRAFT


def test_changes_asked_for_are_shown_and_the_same_words_are_not_taken_again(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    send(client, new(cast, marcus), WORDS, action="submit")
    note = only_to(marcus)
    decide(note, cast, DecisionKind.CHANGES_REQUESTED, "Name one topic.")
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    assert "Name one topic." in text(client.get(url))
    again = send(client, url, {}, action="submit")
    assert again.status_code == 422
    assert "Change it and send it again" in text(again)
    send(client, url, {"body": WORDS["body"] + " PS"}, action="submit")
    assert [one.number for one in db.session.query(NoteRevision).order_by(NoteRevision.number)] == [1, 2]
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.SUBMITTED


def test_a_note_taken_back_can_be_changed_and_its_revision_says_so(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    send(client, new(cast, marcus), WORDS, action="submit")
    note = only_to(marcus)
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    assert send(client, url, {}, form="/back").status_code in {302, 409}
    client.post(f"{url}/back")
    assert db.session.query(NoteRevision).one().withdrawn_at is not None
    assert fields(client.get(url))["body"] == WORDS["body"]


def test_approved_words_that_were_changed_need_another_look(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    send(client, new(cast, marcus), WORDS, action="submit")
    note = only_to(marcus)
    decide(note, cast, DecisionKind.APPROVED)
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    assert client.post(url, data={"body": "other", "version": "9"}).status_code == 409
    client.post(f"{url}/back")
    send(client, url, {"body": WORDS["body"] + " PS"}, action="submit")
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.SUBMITTED
    client.post(f"{url}/back")
    send(client, url, {"body": WORDS["body"]}, action="submit")
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.APPROVED
    assert db.session.query(NoteRevision).count() == 2


def test_text_typed_into_a_note_that_is_closed_by_now_is_shown_and_not_lost(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    sent = fields(client.get(new(cast, marcus)))
    send(client, new(cast, marcus), WORDS, action="submit")
    answer = client.post(new(cast, marcus), data=dict(sent) | {"body": "my late words", "action": "submit"})
    assert answer.status_code == 409
    assert "my late words" in text(answer)


def test_a_note_put_away_can_be_opened_again(app: Flask, cast: Cast, client: FlaskClient, marcus):
    send(client, new(cast, marcus), WORDS, action="submit")
    note = only_to(marcus)
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    client.post(f"{url}/drop")
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.WITHDRAWN
    client.post(f"{url}/back")
    assert fields(client.get(url))["body"] == WORDS["body"]


def test_two_windows_keep_both_texts(app: Flask, cast: Cast, client: FlaskClient, marcus):
    send(client, new(cast, marcus), WORDS, action="later")
    note = only_to(marcus)
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    old = fields(client.get(url))
    send(client, url, {"body": "one window's words"}, action="later")
    answer = client.post(url, data=dict(old) | {"body": "the other's words", "action": "submit"})
    assert answer.status_code == 409
    assert "one window's words" in text(answer)
    assert fields(answer)["body"] == "the other's words"
    again = client.post(url, data=dict(fields(answer)) | {"action": "submit"})
    assert again.status_code == 302
    assert db.session.query(NoteRevision).one().body == "the other's words"


def test_saving_while_typing_makes_the_note_once_and_counts_its_versions(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    url = f"/i/{cast.own.interview.id}/notes/new/save?to={marcus.id}&kind=thank_you&key={uuid4()}"
    typed = WORDS | {"channel": "email", "offers": ""}
    first = client.post(url, data=typed | {"version": "0"})
    assert (first.status_code, first.json["version"]) == (200, 1)
    second = client.post(url, data=typed | {"body": "more", "version": "1"})
    assert second.json["version"] == 2
    stale = client.post(url, data=typed | {"body": "other", "version": "1"})
    assert stale.status_code == 409
    assert stale.json == {
        "version": 2,
        "fields": {"channel": "email", "subject": "Thank you", "body": "more", "offers": ""},
    }
    assert only_to(marcus).body == "more"


@pytest.mark.parametrize("where", ["stranger", "other"])
def test_somebody_of_another_interview_is_not_found(app: Flask, cast: Cast, client: FlaskClient, where: str):
    foreign = getattr(cast, where)
    assert client.get(new(cast, foreign.person)).status_code == 404
    assert client.post(new(cast, foreign.person), data=WORDS).status_code == 404
    url = f"/i/{cast.own.interview.id}/notes/{foreign.note.id}"
    assert client.get(url).status_code == 404
    assert client.post(url, data=WORDS).status_code == 404


def test_a_note_under_another_interview_is_not_found(app: Flask, cast: Cast, client: FlaskClient):
    second = make.interview(cast.own.process, cast.own.recruiter)
    db.session.commit()
    assert client.get(f"/i/{second.id}/notes/{cast.own.note.id}").status_code == 404


def test_an_employer_who_wants_no_contact_gets_no_draft(app: Flask, cast: Cast, client: FlaskClient, marcus):
    cast.own.employer.routes = make.ROUTES | {"thank_you": "none"}
    db.session.commit()
    assert "asks for no such contact" in text(client.get(new(cast, marcus)))


def test_an_employer_who_wants_no_contact_gets_none_by_a_form_sent_directly_either(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    cast.own.employer.routes = make.ROUTES | {"thank_you": "none"}
    db.session.commit()
    assert client.post(new(cast, marcus), data=WORDS).status_code == 409
    assert db.session.query(Note).count() == 3


def test_a_note_through_the_agency_is_addressed_to_the_recruiter(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    cast.own.employer.routes = make.ROUTES | {"thank_you": "via_agency"}
    db.session.commit()
    assert "passes it on" in text(client.get(new(cast, marcus)))
    send(client, new(cast, marcus), WORDS, action="submit")
    decide(only_to(marcus), cast, DecisionKind.APPROVED)
    assert only_to(marcus).to_recruiter
    page = client.get(f"/i/{cast.own.interview.id}/send")
    assert f"mailto:{cast.own.recruiter.email}" in page.get_data(as_text=True)


def test_a_new_link_alone_is_a_change(app: Flask, cast: Cast, client: FlaskClient, marcus):
    send(client, new(cast, marcus), WORDS, action="submit")
    note = only_to(marcus)
    decide(note, cast, DecisionKind.CHANGES_REQUESTED, "Bring the article.")
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    send(client, url, {"offers": "https://blog.example.net/replay"}, action="submit")
    newest = db.session.query(NoteRevision).order_by(NoteRevision.number.desc()).first()
    assert (newest.number, newest.offers) == (2, ["https://blog.example.net/replay"])


def test_a_note_put_away_stays_so_where_another_took_its_place(
    app: Flask, cast: Cast, client: FlaskClient, marcus
):
    send(client, new(cast, marcus), WORDS, action="later")
    note = only_to(marcus)
    url = f"/i/{cast.own.interview.id}/notes/{note.id}"
    client.post(f"{url}/drop")
    send(client, new(cast, marcus), WORDS, action="later")
    assert client.post(f"{url}/back").status_code == 409
    assert db.session.get_one(Note, (note.agency_id, note.id)).state is NoteState.WITHDRAWN


def test_staff_read_a_note_and_do_not_write_it(app: Flask, cast: Cast, signed_in: SignIn):
    url = f"/i/{cast.own.interview.id}/notes/{cast.own.note.id}"
    recruiter = signed_in(cast.own.recruiter)
    assert "streaming" in text(recruiter.get(url))
    assert recruiter.post(url, data=WORDS).status_code == 404
