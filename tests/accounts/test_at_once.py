"""Two who act at the same moment: one link lets one in, one version is published, one admin stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from portal import clock
from portal.access import Actor
from portal.accounts.mailed_links import find_link, make_link, use_link
from portal.agency import staff
from portal.errors import Stale, WrongState
from portal.extensions import db
from portal.models import LinkPurpose, PolicyVersion, Role, User
from portal.policies.operations import publish
from tests import factories as make
from tests.cast import Cast


@pytest.fixture
def both(another_app) -> Callable[..., list[Any]]:
    """Runs a function in two applications at once; gives what each returned, or the refusal that it met."""

    def run(act: Callable[[int], Any]) -> list[Any]:
        db.session.rollback()
        apps, start = [another_app(), another_app()], Barrier(2)

        def one(number: int) -> Any:
            with apps[number].app_context():
                start.wait()
                try:
                    result = act(number)
                    db.session.commit()
                except (WrongState, Stale) as refusal:
                    db.session.rollback()
                    return refusal
                finally:
                    db.session.remove()
                return result

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(one, range(2)))

    return run


def test_of_two_who_press_the_button_of_a_link_one_gets_in(app: Flask, cast: Cast, both):
    token = make_link(cast.own.candidate.user, LinkPurpose.SIGN_IN, None, clock.now())
    db.session.commit()

    def press(_number: int) -> bool:
        link = find_link(token, clock.now())
        if link is None:
            return False
        use_link(link, clock.now())
        return True

    assert [result is True for result in both(press)].count(True) == 1


def test_of_two_admins_who_publish_at_once_one_does(app: Flask, cast: Cast, both):
    agency = cast.agency.id
    people = [cast.admin.id, cast.own.recruiter.id]

    def act(number: int) -> int:
        document = {"name": f"version of {number}"}
        return publish(agency, "make", document, clock.now(), after=0, by_id=people[number]).number

    results = both(act)
    assert [result == 1 for result in results].count(True) == 1
    assert [isinstance(result, Stale) for result in results].count(True) == 1
    assert db.session.query(PolicyVersion).count() == 1


def test_two_admins_who_end_each_others_access_leave_one(app: Flask, cast: Cast, both):
    second = make.user(cast.agency, Role.ADMIN, "Bea Lind")
    db.session.commit()
    agency, ids = cast.agency.id, [cast.admin.id, second.id]

    def act(number: int) -> UUID:
        actor = Actor(agency, ids[number], Role.ADMIN, "An admin", "UTC")
        return staff.disable(actor, ids[1 - number], clock.now()).id

    both(act)
    active = db.session.query(User).filter_by(agency_id=agency, role=Role.ADMIN, disabled_at=None)
    assert active.count() == 1
