"""Signing in and out, in the ways that people do it."""

from flask import Flask

from portal import clock
from portal.accounts.operations import make_link
from portal.extensions import db
from portal.models import LinkPurpose, SignIn
from tests.cast import Cast
from tests.factories import PASSWORD


def test_staff_sign_in_by_address_and_password(app: Flask, cast: Cast):
    client = app.test_client()
    answer = client.post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert db.session.query(SignIn).filter_by(user_id=cast.admin.id, ended_at=None).count() == 1


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(app: Flask, cast: Cast):
    answer = app.test_client().post("/signin", data={"email": cast.admin.email, "password": "wrong"})
    assert answer.status_code == 422
    assert cast.admin.email in answer.text
    assert "No account has this address and password" in answer.text


def test_opening_a_mailed_link_changes_nothing_and_its_button_signs_in_once(app: Flask, cast: Cast):
    token = make_link(cast.own.candidate.user, LinkPurpose.SIGN_IN, "/notice", clock.now())
    db.session.commit()
    client = app.test_client()
    assert client.get(f"/l/{token}").status_code == 200
    assert client.get(f"/l/{token}").status_code == 200
    assert client.post(f"/l/{token}").headers["Location"] == "/notice"
    assert client.get("/notice").status_code == 200
    assert app.test_client().post(f"/l/{token}").status_code == 410


def test_signing_out_ends_the_sign_in_also_for_a_copied_cookie(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.own.candidate.user)
    copied = app.test_client()
    with client.session_transaction() as session:
        key = session["_user_id"]
    with copied.session_transaction() as session:
        session["_user_id"] = key
    assert copied.get("/notice").status_code == 200
    assert client.post("/signout").status_code == 302
    assert copied.get("/notice").headers["Location"].startswith("/signin")
