"""The people at a client and its positions."""

import uuid_utils.compat

from portal.extensions import db
from portal.models import Contact, Job
from tests import factories as make
from tests.cast import Cast


def key() -> str:
    return str(uuid_utils.compat.uuid7())


def test_a_person_is_added_once_with_how_they_want_to_hear(cast: Cast, signed_in):
    client, at = signed_in(cast.own.recruiter), f"/clients/{cast.own.employer.id}"
    form = {
        "key": key(),
        "name": "Sam Ortiz",
        "email": "Sam@Acme.example",
        "prefers": "phone_call",
        "phone": "+1 312",
    }
    client.post(f"{at}/contacts/new", data=form)
    client.post(f"{at}/contacts/new", data=form)
    row = db.session.query(Contact).filter_by(name="Sam Ortiz").one()
    assert (row.email, row.prefers, row.added_by_id) == (
        "sam@acme.example",
        "phone_call",
        cast.own.recruiter.id,
    )
    page = client.get(at).text
    assert "sam@acme.example" in page
    assert "Phone call" in page


def test_an_address_that_somebody_has_already_is_asked_about_and_can_be_meant(cast: Cast, signed_in):
    client, at = signed_in(cast.own.recruiter), f"/clients/{cast.own.employer.id}"
    form = {"key": key(), "name": "Dana W.", "email": cast.own.contact.email.upper(), "title": "VP"}
    answer = client.post(f"{at}/contacts/new", data=form)
    assert answer.status_code == 422
    assert "has this address already" in answer.text
    assert 'value="VP"' in answer.text
    assert db.session.query(Contact).filter_by(name="Dana W.").count() == 0
    assert client.post(f"{at}/contacts/new", data=form | {"anyway": "y"}).status_code == 302
    assert db.session.query(Contact).filter_by(name="Dana W.").count() == 1


def test_another_agency_s_address_book_is_not_looked_into(cast: Cast, signed_in):
    make.contact(cast.other.employer, "Eva Brandt", email="eva@quay.example")
    db.session.commit()
    form = {"key": key(), "name": "Eva B.", "email": "eva@quay.example"}
    answer = signed_in(cast.own.recruiter).post(f"/clients/{cast.own.employer.id}/contacts/new", data=form)
    assert answer.status_code == 302


def test_a_person_is_changed_and_archived_and_stays_with_their_client(cast: Cast, signed_in):
    client, dana = signed_in(cast.own.recruiter), cast.own.contact
    at = f"/clients/{cast.own.employer.id}/contacts/{dana.id}"
    assert dana.email in client.get(at).text
    client.post(
        at, data={"key": key(), "name": "Dana Whitfield-Cole", "email": dana.email, "address": "1 Pier"}
    )
    db.session.refresh(dana)
    assert (dana.name, dana.address) == ("Dana Whitfield-Cole", "1 Pier")
    client.post(f"{at}/archive")
    assert "Archived (1)" in client.get(f"/clients/{cast.own.employer.id}").text
    client.post(f"{at}/archive", data={"back": "1"})
    assert "Archived (1)" not in client.get(f"/clients/{cast.own.employer.id}").text


def test_a_person_is_not_found_under_another_client_or_agency(cast: Cast, signed_in):
    client, own, stranger = signed_in(cast.own.recruiter), cast.own, cast.stranger
    assert client.get(f"/clients/{own.employer.id}/contacts/{stranger.contact.id}").status_code == 404
    assert client.get(f"/clients/{own.employer.id}/contacts/{cast.other.contact.id}").status_code == 404
    assert client.post(f"/clients/{own.employer.id}/jobs/{cast.other.job.id}").status_code == 404
    assert client.get(f"/clients/{cast.other.employer.id}/contacts/new").status_code == 404


def test_a_person_without_a_name_keeps_everything_else_typed(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        f"/clients/{cast.own.employer.id}/contacts/new",
        data={"key": key(), "email": "not an address", "address": "1 Pier\nChicago"},
    )
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert 'href="#email"' in answer.text
    assert "1 Pier" in answer.text


def test_a_position_lists_what_it_asks_for_and_can_be_closed(cast: Cast, signed_in):
    client, at = signed_in(cast.own.recruiter), f"/clients/{cast.own.employer.id}"
    form = {"key": key(), "title": "Analyst", "requirements": "SQL\n\n Python \nSQL", "state": "open"}
    client.post(f"{at}/jobs/new", data=form)
    client.post(f"{at}/jobs/new", data=form)
    row = db.session.query(Job).filter_by(title="Analyst").one()
    assert row.requirements == ["SQL", "Python"]
    page = client.get(f"{at}/jobs/{row.id}").text
    assert "SQL\nPython" in page
    client.post(f"{at}/jobs/{row.id}", data=form | {"state": "closed", "title": "Senior Analyst"})
    db.session.refresh(row)
    assert (row.state, row.title) == ("closed", "Senior Analyst")


def test_a_position_without_a_title_is_refused(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        f"/clients/{cast.own.employer.id}/jobs/new",
        data={"key": key(), "requirements": "Kafka", "state": "open"},
    )
    assert answer.status_code == 422
    assert "Kafka" in answer.text
