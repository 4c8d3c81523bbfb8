"""The policy as people read it, and an admin's choice of the next one."""

from datetime import timedelta

from flask import Flask

from portal import clock
from portal.extensions import db
from portal.models import AuditEntry, PolicyVersion
from portal.policies.operations import ensure_first
from portal.policies.queries import in_force
from tests.cast import Cast


def with_first(cast: Cast) -> PolicyVersion:
    first = ensure_first(cast.agency, clock.now() - timedelta(days=30))
    db.session.commit()
    return first


def test_candidates_read_every_rule_with_its_figure_and_the_article(app: Flask, cast: Cast, signed_in):
    with_first(cast)
    page = signed_in(cast.own.candidate.user).get("/policy")
    assert "Send your first thank-you within 24 hours." in page.text
    assert "7 tips to follow up" in page.text
    assert "Four of the five articles say 24 hours" in page.text
    assert "Choose another" not in page.text


def test_the_rules_can_be_read_before_the_notice_is_agreed_to(app: Flask, cast: Cast, signed_in):
    with_first(cast)
    db.session.execute(db.text("DELETE FROM notice_agreement"))
    db.session.commit()
    assert signed_in(cast.own.candidate.user).get("/policy").status_code == 200


def test_without_a_policy_the_page_says_so_and_offers_an_admin_the_choice(app: Flask, cast: Cast, signed_in):
    assert "/policy/choose" in signed_in(cast.admin).get("/policy").text
    assert "/policy/choose" not in signed_in(cast.own.recruiter).get("/policy").text


def publish(client, **values):
    return client.post("/policy/choose", data={"after": "1", "pack": "make", "reason": "Simpler."} | values)


def test_an_admin_publishes_another_pack_and_it_judges_from_now_on(app: Flask, cast: Cast, signed_in):
    first = with_first(cast)
    client = signed_in(cast.admin)
    assert client.get("/policy/choose").status_code == 200
    assert publish(client).headers["Location"] == "/policy/history"
    now = clock.now()
    assert in_force(cast.agency.id, now).pack == "make"
    assert in_force(cast.agency.id, now - timedelta(days=1)).id == first.id
    history = client.get("/policy/history").text
    assert "Simpler." in history
    assert cast.admin.name in history
    assert db.session.query(AuditEntry).filter_by(action="policy.published", by_id=cast.admin.id).count() == 1


def test_a_version_for_a_day_to_come_begins_at_the_agencys_midnight(app: Flask, cast: Cast, signed_in):
    with_first(cast)
    day = clock.now().date() + timedelta(days=10)
    client = signed_in(cast.admin)
    publish(client, effective_from=day.isoformat())
    version = db.session.query(PolicyVersion).filter_by(number=2).one()
    assert version.effective_from.hour in {5, 6}  # midnight in Chicago, in UTC
    assert in_force(cast.agency.id, clock.now()).number == 1
    assert "takes its place" in client.get("/policy").text
    assert "not in force yet" in client.get("/policy/2").text


def test_a_day_gone_by_and_a_missing_reason_are_refused_with_what_was_typed_kept(
    app: Flask, cast: Cast, signed_in
):
    with_first(cast)
    client = signed_in(cast.admin)
    gone = publish(client, effective_from="2020-01-01")
    assert gone.status_code == 422
    assert "Simpler." in gone.text
    assert "still to come" in gone.text
    assert publish(client, reason="").status_code == 422
    assert publish(client, pack="nobodys").status_code == 422
    assert db.session.query(PolicyVersion).count() == 1


def test_two_admins_at_once_make_one_version_and_the_second_is_told(app: Flask, cast: Cast, signed_in):
    with_first(cast)
    client = signed_in(cast.admin)
    publish(client)
    late = publish(client, pack="agency-default")
    assert late.status_code == 409
    assert "Somebody published another version" in late.text
    assert db.session.query(PolicyVersion).count() == 2


def test_a_form_sent_twice_makes_one_version(app: Flask, cast: Cast, signed_in):
    with_first(cast)
    client = signed_in(cast.admin)
    assert [publish(client).status_code for _ in range(3)] == [302, 302, 302]
    assert db.session.query(PolicyVersion).count() == 2


def test_the_versions_of_another_agency_are_not_there(app: Flask, cast: Cast, signed_in):
    with_first(cast)
    assert signed_in(cast.other_admin).get("/policy/1").status_code == 404
