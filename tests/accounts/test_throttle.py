"""Tries to sign in and to have links mailed are counted for all processes together."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.accounts import throttle
from portal.accounts.passwords import matches
from portal.errors import TooMany
from portal.extensions import db
from portal.models import Attempt, Mail, User
from tests.cast import Cast
from tests.factories import PASSWORD

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


WRONG = "wrong"


def sign_in(app: Flask, email: str, password: str = WRONG, address: str = "192.0.2.7"):
    return app.test_client().post(
        "/signin", data={"email": email, "password": password}, environ_base={"REMOTE_ADDR": address}
    )


def tried(email: str, times: int, address: str = "192.0.2.7") -> None:
    """As if somebody there had tried to sign in so many times."""
    for _ in range(times):
        throttle.count(clock.now(), (throttle.HERE, (email, address)))


def test_after_ten_tries_a_page_says_when_to_try_again_and_the_right_password_does_not_help(
    app: Flask, cast: Cast
):
    email = cast.admin.email
    tried(email, 9)
    assert sign_in(app, email).status_code == 422
    stopped = sign_in(app, email, PASSWORD)
    assert stopped.status_code == 429
    assert 0 < int(stopped.headers["Retry-After"]) <= 15 * 60
    assert "Try again in" in stopped.text
    assert "minute" in stopped.text


def test_somebody_elsewhere_can_still_sign_in_with_that_address(app: Flask, cast: Cast):
    tried(cast.admin.email, 10)
    assert sign_in(app, cast.admin.email).status_code == 429
    assert sign_in(app, cast.admin.email, PASSWORD, address="198.51.100.9").status_code == 302


def test_a_sign_in_that_succeeds_starts_the_count_anew(app: Flask, cast: Cast):
    tried(cast.admin.email, 9)
    assert sign_in(app, cast.admin.email, PASSWORD).status_code == 302
    assert sign_in(app, cast.admin.email).status_code == 422


def test_a_thousand_tries_over_two_processes_share_one_limit(app: Flask, cast: Cast, another_app):
    limit = throttle.Limit("a test's", 10, timedelta(hours=1))
    db.session.rollback()
    apps = [another_app(), another_app()]

    def tries(one: Flask) -> int:
        passed = 0
        with one.app_context():
            for _ in range(500):
                with suppress(TooMany):
                    throttle.count(NOON, (limit, ("tom@example.net", "192.0.2.7")))
                    passed += 1
            db.session.remove()
        return passed

    with ThreadPoolExecutor(2) as both:
        assert sum(both.map(tries, apps)) == 10
    db.session.rollback()
    assert sum(row.count for row in db.session.query(Attempt)) == 1000


def test_two_processes_share_the_limit_on_the_sign_in_page(app: Flask, cast: Cast, another_app):
    email = cast.admin.email
    tried(email, 6)
    apps = [another_app({"WTF_CSRF_ENABLED": False}) for _ in range(2)]
    answers = [sign_in(apps[number % 2], email).status_code for number in range(8)]
    assert answers == [422] * 4 + [429] * 4


def test_counts_survive_what_the_try_itself_undoes(app: Flask, cast: Cast):
    for _ in range(throttle.LINK_ADDRESS.tries):
        throttle.count(NOON, (throttle.LINK_ADDRESS, ("tom@example.net",)))
        db.session.rollback()
    with pytest.raises(TooMany) as refusal:
        throttle.count(NOON, (throttle.LINK_ADDRESS, ("tom@example.net",)))
    assert refusal.value.retry_at == NOON + throttle.LINK_ADDRESS.window
    assert db.session.query(Attempt).one().count == throttle.LINK_ADDRESS.tries + 1


def test_a_window_ends_and_what_is_long_over_is_swept(app: Flask, cast: Cast):
    limit = throttle.Limit("a test's", 1, timedelta(minutes=15))
    throttle.count(NOON, (limit, ("a",)))
    with pytest.raises(TooMany):
        throttle.count(NOON + timedelta(minutes=14), (limit, ("a",)))
    throttle.count(NOON + timedelta(minutes=15), (limit, ("a",)))
    throttle.sweep(NOON + timedelta(days=2))
    assert db.session.query(Attempt).count() == 0


def test_the_table_of_tries_names_nobody(app: Flask, cast: Cast):
    sign_in(app, cast.admin.email)
    keys = " ".join(row.key for row in db.session.query(Attempt))
    assert cast.admin.email not in keys
    assert "192.0.2.7" not in keys


def test_links_by_mail_are_limited_for_an_address_and_for_a_network(app: Flask, cast: Cast, monkeypatch):
    monkeypatch.setattr("portal.accounts.routes_sign_in.SAME_TIME", 0.0)
    email = cast.own.candidate.user.email
    answers = [app.test_client().post("/signin/link", data={"email": email}).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert db.session.query(Mail).count() == 1
    others = [
        app.test_client().post("/signin/link", data={"email": f"n{number}@example.net"}).status_code
        for number in range(50)
    ]
    assert others[0] == 302
    assert others[-1] == 429


def test_a_network_is_an_address_in_ipv4_and_a_64_in_ipv6():
    assert throttle.network("192.0.2.7") == "192.0.2.7"
    assert throttle.network("2001:db8:1:2:aaaa::1") == throttle.network("2001:db8:1:2:bbbb::9")
    assert throttle.network("2001:db8:1:3::1") != throttle.network("2001:db8:1:2::1")
    assert throttle.network(None) == throttle.network("nonsense")


def test_behind_proxies_of_ours_the_client_is_counted_and_else_a_header_is_not_believed(
    app: Flask, cast: Cast, another_app
):
    behind, direct = (
        another_app({"WTF_CSRF_ENABLED": False}, proxies=1),
        another_app({"WTF_CSRF_ENABLED": False}),
    )
    email = cast.admin.email
    db.session.rollback()

    def try_as(one: Flask, forwarded: str) -> int:
        return (
            one.test_client()
            .post("/signin", data={"email": email, "password": "x"}, headers={"X-Forwarded-For": forwarded})
            .status_code
        )

    tried(email, 10, "192.0.2.1")
    tried(email, 9, "127.0.0.1")
    assert [try_as(behind, f"192.0.2.{number}") for number in (1, 2, 3)] == [429, 422, 422]
    assert [try_as(direct, f"192.0.2.{number}") for number in (4, 5)] == [422, 429]


def test_an_unknown_address_takes_as_long_as_a_known_one(app: Flask, cast: Cast):
    def fastest(email: str) -> float:
        took = []
        for number in range(4):
            began = time.process_time()
            sign_in(app, email, address=f"192.0.2.{number}")
            took.append(time.process_time() - began)
        return min(took)

    matches("warm", None)
    known, unknown = fastest(cast.admin.email), fastest("nobody@example.net")
    candidate = fastest(cast.own.candidate.user.email)
    invited = db.session.get_one(User, (cast.agency.id, cast.own.recruiter.id))
    invited.password_hash = None
    db.session.commit()
    assert unknown == pytest.approx(known, rel=0.5)
    assert candidate == pytest.approx(known, rel=0.5)
    assert fastest(invited.email) == pytest.approx(known, rel=0.5)
    assert db.session.query(Attempt).filter(Attempt.window_start > clock.now()).count() == 0
