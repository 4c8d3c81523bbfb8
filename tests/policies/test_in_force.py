"""Which version of a policy judges an interview that ended at an instant."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.errors import Invalid, NotFound, Stale
from portal.extensions import db
from portal.models import AuditEntry
from portal.policies.operations import publish
from portal.policies.queries import in_force
from tests.cast import Cast

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = {"rules": {"thanked_within": {"level": "must", "hours": 24}}}


def published(cast: Cast, after: int, now: datetime = START, **values):
    return publish(
        cast.agency.id, "make", RULES | {"name": f"v{after + 1}"}, now, after=after, by_id=None, **values
    )


def test_an_instant_is_judged_by_the_version_that_took_effect_last(app: Flask, cast: Cast):
    published(cast, 0)
    published(cast, 1, START + DAY, effective_from=START + 7 * DAY)
    db.session.commit()
    assert in_force(cast.agency.id, START + 6 * DAY).number == 1
    assert in_force(cast.agency.id, START + 7 * DAY).number == 2


def test_what_ended_before_the_first_version_is_judged_by_the_first(app: Flask, cast: Cast):
    published(cast, 0)
    assert in_force(cast.agency.id, START - 300 * DAY).number == 1


def test_of_two_versions_from_one_instant_the_later_published_holds(app: Flask, cast: Cast):
    published(cast, 0)
    published(cast, 1, START, effective_from=START + DAY)
    published(cast, 2, START, effective_from=START + DAY)
    assert in_force(cast.agency.id, START + DAY).number == 3


def test_one_agency_never_reads_the_policy_of_another(app: Flask, cast: Cast):
    published(cast, 0)
    with pytest.raises(NotFound):
        in_force(cast.other_agency.id, START)


def test_a_version_cannot_take_effect_in_the_past(app: Flask, cast: Cast):
    published(cast, 0)
    with pytest.raises(Invalid) as refusal:
        published(cast, 1, START + DAY, effective_from=START)
    assert "effective_from" in refusal.value.faults


def test_publishing_over_a_version_that_was_not_read_is_refused_and_a_repeat_is_not(app: Flask, cast: Cast):
    published(cast, 0)
    first = published(cast, 1)
    assert published(cast, 1).id == first.id
    with pytest.raises(Stale):
        publish(cast.agency.id, "make", RULES, START, after=1, by_id=None)


def test_publishing_is_audited(app: Flask, cast: Cast):
    version = published(cast, 0)
    db.session.commit()
    entry = db.session.query(AuditEntry).filter_by(action="policy.published").one()
    assert (entry.subject_id, entry.detail["number"], entry.detail["pack"]) == (version.id, 1, "make")
