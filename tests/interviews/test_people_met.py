"""The people met: candidates add whom nobody had foreseen and fill in what is missing; staff correct."""

import pytest

from portal.extensions import db
from portal.models import Contact, InterviewChange, PersonMet, PersonRole
from tests import factories as make
from tests.cast import Cast
from tests.interviews.asking import key


def at(cast: Cast, rest: str = "") -> str:
    return f"/i/{cast.own.interview.id}/people/{rest or cast.own.person.id}"


def kinds(cast: Cast) -> list[str]:
    rows = db.session.query(InterviewChange).filter_by(interview_id=cast.own.interview.id)
    return [row.kind for row in rows]


def test_a_candidate_adds_somebody_once_and_staff_see_them(cast: Cast, signed_in):
    client = signed_in(cast.own.candidate.user)
    form = {"key": key(), "name": "Sam Ortiz", "role": "interviewer", "email": "sam@acme.example"}
    assert client.post(at(cast, "new"), data=form).headers["Location"] == f"/i/{cast.own.interview.id}"
    assert client.post(at(cast, "new"), data=form).status_code == 302
    contact = db.session.query(Contact).filter_by(name="Sam Ortiz").one()
    assert (contact.employer_id, contact.added_by_id) == (cast.own.employer.id, cast.own.candidate.user_id)
    assert db.session.query(PersonMet).filter_by(contact_id=contact.id).count() == 1
    assert kinds(cast) == ["person_added"]
    page = signed_in(cast.own.recruiter).get(f"/i/{cast.own.interview.id}").text
    assert "Sam Ortiz was added to the people met" in page
    assert "by Priya Nair" in page


def test_somebody_known_by_the_same_address_is_that_person(cast: Cast, signed_in):
    form = {"key": key(), "name": "D. Whitfield", "role": "interviewer", "email": cast.own.contact.email}
    signed_in(cast.own.candidate.user).post(at(cast, "new"), data=form)
    assert db.session.query(Contact).filter_by(name="D. Whitfield").count() == 0
    assert db.session.query(PersonMet).filter_by(interview_id=cast.own.interview.id).count() == 1


def test_a_candidate_sees_no_list_of_the_client_s_people(cast: Cast, signed_in):
    make.contact(cast.own.employer, "Max Roth")
    db.session.commit()
    assert "Max Roth" not in signed_in(cast.own.candidate.user).get(at(cast, "new")).text
    assert "Max Roth" in signed_in(cast.own.recruiter).get(at(cast, "new")).text


def test_a_candidate_cannot_name_a_contact_by_its_id(cast: Cast, signed_in):
    known = make.contact(cast.own.employer, "Max Roth")
    db.session.commit()
    form = {"key": key(), "contact": str(known.id), "name": "", "role": "interviewer"}
    assert signed_in(cast.own.candidate.user).post(at(cast, "new"), data=form).status_code in {302, 422}
    assert db.session.query(PersonMet).filter_by(contact_id=known.id).count() == 0


def test_staff_add_somebody_from_the_list_and_no_one_else_s(cast: Cast, signed_in):
    client, known = signed_in(cast.own.recruiter), make.contact(cast.own.employer, "Max Roth")
    db.session.commit()
    form = {"key": key(), "role": "other"}
    client.post(at(cast, "new"), data=form | {"contact": str(known.id)})
    assert db.session.query(PersonMet).filter_by(contact_id=known.id).one().role is PersonRole.OTHER
    for foreign in (cast.other.contact.id, cast.stranger.contact.id, "x"):
        assert client.post(at(cast, "new"), data=form | {"contact": str(foreign)}).status_code == 404


def test_a_person_without_a_name_keeps_everything_else_typed(cast: Cast, signed_in):
    answer = signed_in(cast.own.candidate.user).post(
        at(cast, "new"), data={"key": key(), "role": "interviewer", "address": "1 Pier"}
    )
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert "1 Pier" in answer.text


def test_a_candidate_fills_in_what_is_missing_and_changes_nothing_that_staff_entered(cast: Cast, signed_in):
    contact = cast.own.contact
    page = signed_in(cast.own.candidate.user).get(at(cast)).text
    assert "readonly" in page
    form = {"key": key(), "name": "Somebody Else", "email": "wrong@example.net", "phone": "+1 312 555 0100"}
    signed_in(cast.own.candidate.user).post(at(cast), data=form)
    before = contact.email
    db.session.refresh(contact)
    assert (contact.name, contact.email, contact.phone) == ("Dana Whitfield", before, "+1 312 555 0100")
    assert kinds(cast) == ["person_completed"]


def test_a_candidate_corrects_whom_they_added_themselves(cast: Cast, signed_in):
    client = signed_in(cast.own.candidate.user)
    client.post(at(cast, "new"), data={"key": key(), "name": "Sam Ortis", "role": "other"})
    person = db.session.query(PersonMet).join(PersonMet.contact).filter(Contact.name == "Sam Ortis").one()
    client.post(at(cast, str(person.id)), data={"key": key(), "name": "Sam Ortiz"})
    db.session.refresh(person.contact)
    assert person.contact.name == "Sam Ortiz"


def test_staff_correct_a_role_and_take_out_who_was_not_there(cast: Cast, signed_in):
    client, person = signed_in(cast.own.recruiter), cast.own.person
    client.post(f"{at(cast)}/role", data={"role": "support_staff", "helpful": "y"})
    db.session.refresh(person)
    assert (person.role, person.helpful) == (PersonRole.SUPPORT_STAFF, True)
    client.post(f"{at(cast)}/remove")
    db.session.refresh(person)
    assert person.removed_at is not None
    page = client.get(f"/i/{cast.own.interview.id}").text
    assert "Dana Whitfield was not there" in page
    assert "Nobody is noted yet" in page
    client.post(
        at(cast, "new"), data={"key": key(), "contact": str(cast.own.contact.id), "role": "interviewer"}
    )
    db.session.refresh(person)
    assert (person.removed_at, person.role) == (None, PersonRole.INTERVIEWER)


@pytest.mark.parametrize("rest", ["role", "remove"])
def test_candidates_neither_judge_nor_take_out_anybody(cast: Cast, signed_in, rest: str):
    client = signed_in(cast.own.candidate.user)
    assert client.post(f"{at(cast)}/{rest}", data={"role": "other"}).status_code == 404


def test_a_person_of_another_interview_is_not_there(cast: Cast, signed_in):
    client = signed_in(cast.admin)
    assert client.get(f"/i/{cast.own.interview.id}/people/{cast.stranger.person.id}").status_code == 404
    assert client.post(f"/i/{cast.own.interview.id}/people/{cast.other.person.id}/remove").status_code == 404
