"""What a candidate reads before anything else, and what follows from yes and from not now."""

from flask import Flask

from portal.extensions import db
from portal.models import AuditEntry, NoticeAgreement, SignIn
from tests import factories as make
from tests.cast import Cast


def newcomer(cast: Cast):
    row = make.candidate(cast.agency, cast.own.team, cast.own.recruiter, "Nia Holt", agreed=False)
    db.session.commit()
    return row


def test_a_candidate_is_led_to_the_notice_first_and_back_afterwards(app: Flask, cast: Cast, signed_in):
    who = newcomer(cast)
    client = signed_in(who.user)
    assert client.get("/me/settings").headers["Location"] == "/notice?next=/me/settings"
    page = client.get("/notice?next=/me/settings").text
    assert "Coaching, never selection" in page
    assert "costs you no points" in page
    assert cast.own.team.name in page
    assert cast.own.recruiter.name in page
    assert client.post("/notice", data={"next": "/me/settings"}).status_code == 422
    answer = client.post("/notice", data={"agree": "y", "next": "/me/settings"})
    assert answer.headers["Location"] == "/me/settings"
    assert db.session.query(NoticeAgreement).filter_by(candidate_id=who.id).count() == 1
    assert client.get("/me/settings").status_code == 200


def test_agreeing_twice_is_kept_once_and_can_be_read_again(app: Flask, cast: Cast, signed_in):
    who = newcomer(cast)
    client = signed_in(who.user)
    for _ in range(2):
        assert client.post("/notice", data={"agree": "y"}).status_code == 302
    assert db.session.query(NoticeAgreement).filter_by(candidate_id=who.id).count() == 1
    assert "You agreed to this on" in client.get("/notice").text


def test_not_now_signs_out_keeps_nothing_and_says_what_happens(app: Flask, cast: Cast, signed_in):
    who = newcomer(cast)
    cast.agency.contact_person = "Ada Marsh, ada@harbour.example"
    db.session.commit()
    client = signed_in(who.user)
    assert client.post("/notice/decline").headers["Location"] == "/notice/declined"
    page = client.get("/notice/declined").text
    assert "You are signed out" in page
    assert "ada@harbour.example" in page
    assert db.session.query(NoticeAgreement).filter_by(candidate_id=who.id).count() == 0
    assert db.session.query(SignIn).filter_by(user_id=who.user_id, ended_at=None).count() == 0
    assert client.get("/notice").headers["Location"].startswith("/signin")


def test_an_agreement_is_audited(app: Flask, cast: Cast, signed_in):
    who = newcomer(cast)
    signed_in(who.user).post("/notice", data={"agree": "y"})
    assert db.session.query(AuditEntry).filter_by(action="notice.agreed", subject_id=who.id).count() == 1
