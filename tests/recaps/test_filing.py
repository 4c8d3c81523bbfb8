"""What a recap names goes where it belongs: people, addresses, dates, promises, references."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import (
    Contact,
    Interview,
    InterviewChange,
    PersonMet,
    Promise,
    Recap,
    Reference,
    User,
)
from tests import factories as make
from tests.browsing import fields, send, text
from tests.cast import Cast
from tests.recaps.test_writing import first, hand_in, revisions, second

SignIn = Callable[[User], FlaskClient]


def test_somebody_unforeseen_becomes_a_contact_and_a_person_met(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    send(client, first(cast), {"topics-0": "streaming"}, action="add_others")
    send(
        client,
        first(cast),
        {"others-0-name": "Sam Ortiz", "others-0-role": "helped", "others-0-phone": "+1 312 555 0100"},
        action="next",
    )
    send(client, second(cast), {}, action="submit")
    contact = db.session.query(Contact).filter_by(name="Sam Ortiz").one()
    person = db.session.query(PersonMet).filter_by(contact_id=contact.id).one()
    assert (contact.phone, contact.employer_id) == ("+1 312 555 0100", cast.own.employer.id)
    assert (person.role, person.helpful, person.added_by_id) == (
        "support_staff",
        True,
        cast.own.candidate.user_id,
    )
    assert db.session.query(InterviewChange).filter_by(kind="person_added").count() == 1
    hand_in(client, cast)
    assert db.session.query(Contact).filter_by(name="Sam Ortiz").count() == 1


def test_somebody_without_a_name_is_refused_with_everything_kept(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    send(client, first(cast), {}, action="add_others")
    answer = send(client, first(cast), {"others-0-email": "sam@acme.example"}, action="next")
    assert answer.status_code == 422
    assert "name" in text(answer)
    assert fields(answer)["others-0-email"] == "sam@acme.example"


def test_who_was_not_there_is_taken_off_and_can_come_back(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    marcus = make.person_met(cast.own.interview, make.contact(cast.own.employer, "Marcus Bell"))
    db.session.commit()
    there = f"person-{marcus.id}-there"
    send(client, first(cast), {"topics-0": "streaming", there: None}, action="next")
    send(client, second(cast), {}, action="submit")
    assert db.session.get_one(PersonMet, (marcus.agency_id, marcus.id)).removed_at is not None
    send(client, first(cast), {there: "y"}, action="next")
    send(client, second(cast), {}, action="submit")
    assert db.session.get_one(PersonMet, (marcus.agency_id, marcus.id)).removed_at is None


def test_somebody_who_was_written_to_stays_on_the_list(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    send(client, first(cast), {"topics-0": "x", f"person-{cast.own.person.id}-there": None}, action="next")
    answer = send(client, second(cast), {}, action="submit")
    assert answer.status_code == 422
    assert "wrote to Dana Whitfield already" in text(answer)
    assert revisions() == []


def test_a_missing_address_is_filled_in_and_a_standing_one_is_not_overwritten(
    app: Flask, cast: Cast, signed_in: SignIn
):
    client = signed_in(cast.own.candidate.user)
    field = f"person-{cast.own.person.id}"
    sent = fields(client.get(first(cast)))
    assert f"{field}-email" not in sent
    sent = dict(sent) | {
        f"{field}-email": "evil@example.org",
        f"{field}-phone": "+1 312 555 0111",
        f"{field}-prefers": "letter",
        "topics-0": "streaming",
    }
    client.post(first(cast), data=sent | {"action": "next"})
    send(client, second(cast), {}, action="submit")
    contact = db.session.get_one(Contact, (cast.agency.id, cast.own.contact.id))
    assert (contact.email, contact.phone, contact.prefers) == (
        "dana@acme.example",
        "+1 312 555 0111",
        "letter",
    )


def test_a_person_of_another_interview_is_not_found(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    for foreign in (cast.stranger.person.id, cast.other.person.id, cast.own.interview.id):
        sent = dict(fields(client.get(first(cast)))) | {f"person-{foreign}-there": "y", "action": "next"}
        assert client.post(first(cast), data=sent).status_code == 404
        assert client.post(first(cast) + "/save", data=sent).status_code == 404
    assert db.session.query(Recap).count() == 0


def test_dates_promises_and_references_go_where_they_belong(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    answer = hand_in(
        client,
        cast,
        asked_timeline="yes",
        decision_by="2026-03-13",
        asked_contact_preference="no",
        no_contact_before="2026-03-05",
        **{
            "promises-0-text": "Send two references",
            "promises-0-due": "2026-03-03T12:00",
            "references-0-name": "Lee Wong",
        },
    )
    assert answer.status_code == 302
    interview = db.session.get_one(Interview, (cast.agency.id, cast.own.interview.id))
    assert (interview.asked_timeline, interview.asked_contact_preference) == (True, False)
    assert str(interview.decision_by) == "2026-03-13"
    assert interview.no_contact_before.isoformat() == "2026-03-05T06:00:00+00:00"
    change = db.session.query(InterviewChange).filter_by(kind="recap").one()
    assert change.values["decision_by"] == "2026-03-13"
    promise = db.session.query(Promise).one()
    assert (promise.text, promise.due.isoformat()) == ("Send two references", "2026-03-03T18:00:00+00:00")
    assert db.session.query(Reference).one().name == "Lee Wong"
    hand_in(client, cast, **{"promises-0-text": "Send two references"})
    assert db.session.query(Promise).count() == 1
