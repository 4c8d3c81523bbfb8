"""What protects every request: tokens, cookies, headers, and addresses that no request can forge."""

import pytest
from flask import Flask

from portal import clock
from portal.accounts.mailed_links import make_link
from portal.extensions import db
from portal.links import absolute
from portal.models import LinkPurpose, NoticeAgreement, SignIn
from tests.cast import Cast
from tests.factories import PASSWORD

POSTS = ["/signin", "/signin/link", "/signin/agency", "/l/some-token", "/l/some-token/again"]


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_its_token_changes_nothing_also_before_sign_in(
    app: Flask, cast: Cast, another_app, path: str
):
    data = {"email": cast.admin.email, "password": PASSWORD}
    db.session.rollback()
    answer = another_app({"WTF_CSRF_ENABLED": True}).test_client().post(path, data=data)
    assert answer.status_code == 400
    assert db.session.query(SignIn).count() == 0


def test_with_its_token_the_same_form_works(app: Flask, cast: Cast, another_app):
    email = cast.admin.email
    db.session.rollback()
    client = another_app({"WTF_CSRF_ENABLED": True}).test_client()
    page = client.get("/signin").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    data = {"email": email, "password": PASSWORD, "csrf_token": token}
    assert client.post("/signin", data=data).status_code == 302
    assert client.post("/signout").status_code == 400
    assert client.get("/me/settings").status_code == 200


def test_served_by_https_the_cookie_is_bound_to_host_and_https_and_closed_to_scripts(
    app: Flask, cast: Cast, another_app
):
    email = cast.admin.email
    db.session.rollback()
    client = another_app({"WTF_CSRF_ENABLED": False}, base_url="https://portal.example").test_client()
    answer = client.post(
        "/signin", data={"email": email, "password": PASSWORD}, base_url="https://portal.example"
    )
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_pages_may_load_nothing_from_elsewhere_and_are_kept_nowhere(app: Flask, cast: Cast, signed_in):
    for answer in (app.test_client().get("/signin"), signed_in(cast.admin).get("/me/settings")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_forged_host_is_refused_and_mailed_links_keep_the_configured_base(
    app: Flask, cast: Cast, another_app
):
    settings = {"base_url": "https://portal.example", "trusted_hosts": ("portal.example",)}
    strict = another_app({"WTF_CSRF_ENABLED": False}, **settings)
    for host in ("https://evil.example", "https://portal.example.evil.example"):
        assert strict.test_client().get("/signin", base_url=host).status_code == 400
    with strict.test_request_context(
        "/", base_url="https://portal.example", headers={"X-Forwarded-Host": "evil"}
    ):
        assert absolute("accounts.mailed_link", token="t") == "https://portal.example/l/t"


def test_redirects_after_sign_in_name_no_host(app: Flask, cast: Cast):
    answer = app.test_client().post(
        "/signin",
        data={"email": cast.admin.email, "password": PASSWORD},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    assert answer.headers["Location"] == "/"


def test_nothing_changes_on_get(app: Flask, cast: Cast, signed_in):
    token = make_link(cast.own.candidate.user, LinkPurpose.SIGN_IN, None, clock.now())
    db.session.commit()
    client = signed_in(cast.own.candidate.user)
    before = [(row.id, row.last_seen_at, row.ended_at) for row in db.session.query(SignIn)]
    for path in (f"/l/{token}", "/notice", "/me/settings", "/signin", "/policy"):
        client.get(path)
    for path in ("/signout", "/me/signins/end", "/notice/decline"):
        assert client.get(path).status_code == 405
    assert [(row.id, row.last_seen_at, row.ended_at) for row in db.session.query(SignIn)] == before
    assert db.session.query(NoticeAgreement).count() == 3


def test_a_sign_in_that_expired_is_over(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    row = db.session.query(SignIn).one()
    row.expires_at = clock.now()
    db.session.commit()
    assert client.get("/me/settings").headers["Location"].startswith("/signin")


def test_leaving_asks_the_browser_to_forget_its_drafts(app: Flask, cast: Cast, signed_in):
    assert signed_in(cast.admin).post("/signout").headers["Clear-Site-Data"] == '"storage"'
