"""Every route, for every role, on one's own rows, a stranger's in the same agency, and another agency's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal import create_app
from portal.config import Settings
from portal.extensions import db
from portal.models import User
from tests.access.doors import ADMIN, CANDIDATE, DOORS, QUERIES, RECRUITER, Door
from tests.access.rows import arguments, with_recap
from tests.cast import Cast

SAFE = {"GET", "HEAD", "OPTIONS"}


def rules() -> list[tuple[str, str]]:
    """Every endpoint with each of its methods."""
    app = create_app(
        Settings(instance=Path("instance"), database_url="sqlite://", queue_url="", secret_key="t" * 40)
    )
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    )


RULES = rules()


def people(cast: Cast) -> Iterator[tuple[str, User, str, str]]:
    """Everybody: who, as which role, and how they stand to Tom's desk."""
    yield "the candidate", cast.own.candidate.user, CANDIDATE, "own"
    yield "the recruiter", cast.own.recruiter, RECRUITER, "own"
    yield "the admin", cast.admin, ADMIN, "own"
    yield "another candidate", cast.stranger.candidate.user, CANDIDATE, "stranger"
    yield "another team's recruiter", cast.stranger.recruiter, RECRUITER, "stranger"
    yield "another agency's candidate", cast.other.candidate.user, CANDIDATE, "other"
    yield "another agency's recruiter", cast.other.recruiter, RECRUITER, "other"
    yield "another agency's admin", cast.other_admin, ADMIN, "other"


def passes(door: Door, role: str, stands: str) -> bool:
    """Whether the door opens."""
    if role not in door.roles:
        return False
    if door.about == "candidate":
        return stands == "own"
    if door.about == "agency":
        return stands in {"own", "stranger"}
    return True


def address(app: Flask, endpoint: str, method: str, cast: Cast) -> str:
    """The path of the endpoint, about Tom's desk."""
    rule = next(rule for rule in app.url_map.iter_rules(endpoint) if method in (rule.methods or set()))
    with_recap(cast.own)
    values = arguments(rule.arguments, cast.own)
    values |= {
        name: arguments({source}, cast.own)[source] for name, source in QUERIES.get(endpoint, {}).items()
    }
    db.session.commit()
    return app.url_map.bind("localhost").build(endpoint, values, method=method)


def is_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/signin?next=")


def test_somebody_decided_who_may_pass_every_door():
    assert {endpoint for endpoint, _method in RULES} == set(DOORS)


@pytest.mark.parametrize(("endpoint", "method"), RULES, ids=[f"{method} {name}" for name, method in RULES])
def test_a_door_opens_for_those_it_is_for_and_nobody_else(
    app: Flask, cast: Cast, signed_in, endpoint: str, method: str
):
    door = DOORS[endpoint]
    clients = [(who, role, stands, signed_in(user)) for who, user, role, stands in people(cast)]
    path = address(app, endpoint, method, cast)
    anonymous = app.test_client().open(path, method=method)
    assert anonymous.status_code < 500
    if door.about == "public":
        assert not is_sign_in(anonymous)
        return
    assert is_sign_in(anonymous), f"nobody in particular got {anonymous.status_code}"
    for who, role, stands, client in sorted(clients, key=lambda one: passes(door, one[1], one[2])):
        client.checks = False  # the pages themselves are looked at by the tests of their features
        answer = client.open(path, method=method)
        if passes(door, role, stands):
            assert answer.status_code not in {404, 405}, f"{who} was kept out"
            assert answer.status_code < 500
            assert not is_sign_in(answer), f"{who} was asked to sign in"
        else:
            assert answer.status_code == 404, f"{who} got {answer.status_code}"
