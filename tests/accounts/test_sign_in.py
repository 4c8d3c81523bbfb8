"""Signing in and out, in the ways that people do it."""

from flask import Flask

from portal.extensions import db
from portal.models import Agency, Role, SignIn, User
from tests import factories as make
from tests.cast import Cast
from tests.factories import PASSWORD


def test_staff_sign_in_by_address_and_password(app: Flask, cast: Cast):
    client = app.test_client()
    answer = client.post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert db.session.query(SignIn).filter_by(user_id=cast.admin.id, ended_at=None).count() == 1


def test_the_address_may_be_typed_in_capitals_and_with_blanks(app: Flask, cast: Cast):
    answer = app.test_client().post(
        "/signin", data={"email": f" {cast.admin.email.upper()} ", "password": PASSWORD}
    )
    assert answer.status_code == 302


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(app: Flask, cast: Cast):
    answer = app.test_client().post("/signin", data={"email": cast.admin.email, "password": "wrong"})
    assert answer.status_code == 422
    assert cast.admin.email in answer.text
    assert "No account has this address and password" in answer.text


def test_without_a_password_the_page_offers_the_link(app: Flask, cast: Cast):
    answer = app.test_client().post("/signin", data={"email": cast.own.candidate.user.email, "password": ""})
    assert answer.status_code == 422
    assert "Enter your password, or have a link mailed." in answer.text


def test_candidates_have_no_password_to_sign_in_with(app: Flask, cast: Cast):
    cast.own.candidate.user.password_hash = cast.admin.password_hash
    db.session.commit()
    answer = app.test_client().post(
        "/signin", data={"email": cast.own.candidate.user.email, "password": PASSWORD}
    )
    assert answer.status_code == 422


def test_every_role_starts_at_its_own_page(app: Flask, cast: Cast, signed_in):
    for user, start in (
        (cast.own.candidate.user, "/today"),
        (cast.own.recruiter, "/queue"),
        (cast.admin, "/agency"),
    ):
        assert signed_in(user).get("/").headers["Location"] == start


def test_who_is_not_signed_in_starts_at_the_sign_in_page_and_comes_back(app: Flask, cast: Cast):
    client = app.test_client()
    assert client.get("/").headers["Location"] == "/signin?next=/"
    asked = client.get("/me/settings").headers["Location"]
    assert asked == "/signin?next=/me/settings"
    assert 'value="/me/settings"' in client.get(asked).text
    data = {"email": cast.admin.email, "password": PASSWORD, "next": "/me/settings"}
    assert client.post("/signin", data=data).headers["Location"] == "/me/settings"


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


def test_signing_in_again_in_the_same_browser_ends_the_sign_in_before(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    client.post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    assert db.session.query(SignIn).filter_by(user_id=cast.own.recruiter.id, ended_at=None).count() == 0


def test_a_cookie_from_before_sign_in_signs_nobody_in(app: Flask, cast: Cast):
    client = app.test_client()
    client.get("/signin")
    before = client.get_cookie("session")
    client.post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    other = app.test_client()
    if before is not None:
        other.set_cookie("session", before.value)
    assert other.get("/me/settings").headers["Location"].startswith("/signin")


def test_a_disabled_account_cannot_sign_in_and_one_signed_in_is_out(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    cast.own.recruiter.disabled_at = make.now()
    db.session.commit()
    assert client.get("/me/settings").headers["Location"].startswith("/signin")
    data = {"email": cast.own.recruiter.email, "password": PASSWORD}
    assert app.test_client().post("/signin", data=data).status_code == 422


def two_agencies(cast: Cast, password_hash: str | None) -> User:
    """The admin's address, also known to the other agency."""
    user = make.user(
        cast.other_agency, Role.RECRUITER, "Ada Marsh", email=cast.admin.email, password_hash=password_hash
    )
    db.session.commit()
    return user


def test_an_address_of_two_agencies_is_asked_which_and_enters_that_one(app: Flask, cast: Cast):
    there = two_agencies(cast, cast.admin.password_hash)
    client = app.test_client()
    page = client.post(
        "/signin", data={"email": cast.admin.email, "password": PASSWORD, "next": "/me/settings"}
    )
    assert page.status_code == 200
    assert cast.agency.name in page.text
    assert cast.other_agency.name in page.text
    assert db.session.query(SignIn).count() == 0
    choice = page.text.split('name="choice" value="')[1].split('"')[0]
    answer = client.post("/signin/agency", data={"choice": choice, "user": str(there.id)})
    assert answer.headers["Location"] == "/me/settings"
    assert db.session.query(SignIn).one().agency_id == db.session.get_one(Agency, there.agency_id).id


def test_only_agencies_in_which_the_password_fits_are_offered(app: Flask, cast: Cast):
    there = two_agencies(cast, None)
    client = app.test_client()
    answer = client.post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert db.session.query(SignIn).filter_by(user_id=there.id).count() == 0


def test_a_choice_cannot_be_made_up_or_widened(app: Flask, cast: Cast):
    two_agencies(cast, cast.admin.password_hash)
    client = app.test_client()
    page = client.post("/signin", data={"email": cast.admin.email, "password": PASSWORD})
    choice = page.text.split('name="choice" value="')[1].split('"')[0]
    forged = client.post("/signin/agency", data={"choice": choice[:-3] + "abc", "user": str(cast.admin.id)})
    assert forged.headers["Location"] == "/signin"
    widened = client.post("/signin/agency", data={"choice": choice, "user": str(cast.own.recruiter.id)})
    assert widened.status_code == 200
    assert db.session.query(SignIn).count() == 0
