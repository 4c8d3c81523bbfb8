"""Links from mails: asked for, opened, used once, replaced when they are spent."""

import time
from datetime import timedelta

import pytest
from flask import Flask

from portal import clock
from portal.accounts import mailed_links
from portal.accounts.routes_sign_in import SAME_TIME
from portal.extensions import db
from portal.models import LinkPurpose, Mail, Role, SignIn
from portal.models.mail import LINK
from tests import factories as make
from tests.cast import Cast
from tests.factories import PASSWORD


def link_for(user, purpose=LinkPurpose.SIGN_IN, target=None, age=timedelta(0)) -> str:
    token = mailed_links.make_link(user, purpose, target, clock.now() - age)
    db.session.commit()
    return token


def test_opening_a_mailed_link_changes_nothing_and_its_button_signs_in_once(app: Flask, cast: Cast):
    token = link_for(cast.own.candidate.user, target="/notice")
    client = app.test_client()
    assert client.get(f"/l/{token}").status_code == 200
    page = client.get(f"/l/{token}")
    assert page.status_code == 200
    assert cast.agency.name in page.text
    assert cast.own.candidate.user.email in page.text
    assert client.post(f"/l/{token}").headers["Location"] == "/notice"
    assert client.get("/notice").status_code == 200
    assert app.test_client().post(f"/l/{token}").status_code == 410


def test_an_expired_link_is_replaced_by_one_press_with_where_it_led(app: Flask, cast: Cast):
    user = cast.own.candidate.user
    token = link_for(user, target="/notice", age=timedelta(days=8))
    client = app.test_client()
    page = client.get(f"/l/{token}")
    assert page.status_code == 410
    assert f"/l/{token}/again" in page.text
    assert user.email not in page.text
    assert client.post(f"/l/{token}/again").headers["Location"] == "/signin/sent"
    mail = db.session.query(Mail).one()
    assert (mail.to_address, mail.link_purpose, mail.link_next) == (
        user.email,
        LinkPurpose.SIGN_IN,
        "/notice",
    )


def test_a_token_that_never_was_gets_no_mail(app: Flask, cast: Cast):
    client = app.test_client()
    assert client.get("/l/unheard-of").status_code == 410
    assert client.post("/l/unheard-of").status_code == 410
    assert client.post("/l/unheard-of/again").status_code == 410
    assert db.session.query(Mail).count() == 0


def test_a_candidate_asks_for_a_link_and_no_token_lies_in_the_outbox(app: Flask, cast: Cast):
    user = cast.own.candidate.user
    client = app.test_client()
    answer = client.post("/signin/link", data={"email": user.email.upper(), "next": "/notice"})
    assert answer.headers["Location"] == "/signin/sent"
    assert "on its way" in client.get("/signin/sent").text
    mail = db.session.query(Mail).one()
    assert (mail.kind, mail.to_address, mail.link_next) == ("sign_in_link", user.email, "/notice")
    assert LINK in mail.text
    assert LINK in mail.html


def test_staff_who_forgot_are_mailed_a_link_to_choose_a_password(app: Flask, cast: Cast):
    app.test_client().post("/signin/link", data={"email": cast.admin.email})
    mail = db.session.query(Mail).one()
    assert (mail.kind, mail.link_purpose) == ("password_reset", LinkPurpose.PASSWORD_RESET)


def test_an_unknown_address_gets_the_same_answer_in_the_same_time_and_no_mail(app: Flask, cast: Cast):
    answers = []
    for email in ("nobody@example.net", cast.own.candidate.user.email):
        client = app.test_client()
        began = time.monotonic()
        answer = client.post("/signin/link", data={"email": email})
        took = time.monotonic() - began
        assert took >= SAME_TIME
        sent = client.get("/signin/sent").text.replace(email, "ADDRESS")
        answers.append((answer.status_code, answer.headers["Location"], sent))
    assert answers[0] == answers[1]
    assert [mail.to_address for mail in db.session.query(Mail)] == [cast.own.candidate.user.email]


def test_an_address_of_two_agencies_gets_a_mail_from_each(app: Flask, cast: Cast):
    make.user(cast.other_agency, Role.RECRUITER, "Ada", email=cast.admin.email)
    db.session.commit()
    app.test_client().post("/signin/link", data={"email": cast.admin.email})
    mails = db.session.query(Mail).all()
    assert {mail.agency_id for mail in mails} == {cast.agency.id, cast.other_agency.id}
    assert {cast.agency.name in mail.text for mail in mails} == {True, False}


def test_a_disabled_user_gets_no_link_and_cannot_use_one(app: Flask, cast: Cast):
    user = cast.own.candidate.user
    token = link_for(user)
    user.disabled_at = clock.now()
    db.session.commit()
    client = app.test_client()
    client.post("/signin/link", data={"email": user.email})
    assert client.post(f"/l/{token}").status_code == 410
    assert db.session.query(Mail).count() == 0
    assert db.session.query(SignIn).count() == 0


def test_an_invitation_of_staff_asks_for_a_password_and_signs_in_with_it(app: Flask, cast: Cast):
    new = make.user(cast.agency, Role.RECRUITER, "Nell Page", password_hash=None, team_id=cast.own.team.id)
    token = link_for(new, LinkPurpose.INVITATION)
    client = app.test_client()
    page = client.get(f"/l/{token}")
    assert cast.agency.name in page.text
    assert new.email in page.text
    words = "seven quiet harbours"
    assert client.post(f"/l/{token}", data={"password": words, "again": "another"}).status_code == 422
    assert client.post(f"/l/{token}", data={"password": "short", "again": "short"}).status_code == 422
    assert client.post(f"/l/{token}", data={"password": words, "again": words}).status_code == 302
    assert client.get("/me/settings").status_code == 200
    assert client.get(f"/l/{token}").status_code == 410
    again = app.test_client().post("/signin", data={"email": new.email, "password": words})
    assert again.status_code == 302


def test_a_new_password_ends_every_sign_in_and_every_other_link_and_tells_the_owner(
    app: Flask, cast: Cast, signed_in
):
    elsewhere = signed_in(cast.admin)
    other = link_for(cast.admin, LinkPurpose.PASSWORD_RESET)
    token = link_for(cast.admin, LinkPurpose.PASSWORD_RESET)
    words = "seven quiet harbours"
    app.test_client().post(f"/l/{token}", data={"password": words, "again": words})
    assert elsewhere.get("/me/settings").headers["Location"].startswith("/signin")
    assert app.test_client().get(f"/l/{other}").status_code == 410
    assert db.session.query(Mail).one().kind == "password_changed"
    old = app.test_client().post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    assert old.status_code == 422


def test_links_that_lead_elsewhere_lead_home(app: Flask, cast: Cast):
    token = link_for(cast.own.candidate.user, target="//evil.example/")
    assert app.test_client().post(f"/l/{token}").headers["Location"] == "/"


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_each_link_stops_working_when_its_time_is_over(app: Flask, cast: Cast, purpose: LinkPurpose):
    lasting = mailed_links.VALID[purpose]
    fresh = link_for(cast.admin, purpose, age=lasting - timedelta(minutes=1))
    stale = link_for(cast.admin, purpose, age=lasting)
    assert app.test_client().get(f"/l/{fresh}").status_code == 200
    assert app.test_client().get(f"/l/{stale}").status_code == 410
