"""What a recruiter adds: a call to the client, and a verdict changed with a reason."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from portal import clock
from portal.extensions import db
from portal.models import AuditEntry, MadeBy, Task, Touch, VerdictOverride
from portal.scoring.queries import result_now
from tests import factories as make


def local(ago: timedelta) -> str:
    return (clock.now() - ago).astimezone(ZoneInfo("America/Chicago")).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def call(cast):
    return {
        "key": str(uuid4()),
        "people": [str(cast.own.person.id)],
        "channel": "phone_call",
        "at": local(timedelta(minutes=10)),
        "words": "They decide on Friday.",
    }


def test_a_call_is_kept_once_as_the_recruiters_own_touch(cast, signed_in, call):
    client = signed_in(cast.own.recruiter)
    address = f"/i/{cast.own.interview.id}/called"
    assert address in client.get(f"/i/{cast.own.interview.id}").text
    assert "Dana Whitfield" in client.get(address).text
    for _time in range(3):
        assert client.post(address, data=call).status_code == 302
    touch = db.session.scalars(select(Touch)).one()
    assert (touch.made_by, touch.body) == (MadeBy.RECRUITER, "They decide on Friday.")
    assert [one.person_id for one in touch.recipients] == [cast.own.person.id]
    assert db.session.scalars(select(Task).where(Task.kind == "score_interview")).all()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"people": []}, "Choose whom you spoke to."),
        ({"at": "yesterday"}, "Enter a day and time"),
        ({"at": local(timedelta(hours=-3))}, "still to come"),
    ],
)
def test_a_call_that_cannot_be_is_told_with_everything_typed_kept(cast, signed_in, call, wrong, said):
    reply = signed_in(cast.own.recruiter).post(f"/i/{cast.own.interview.id}/called", data=call | wrong)
    assert reply.status_code == 422
    assert said in reply.text
    assert "They decide on Friday." in reply.text
    assert db.session.scalars(select(Touch)).all() == []


def test_a_person_of_another_interview_is_not_taken(cast, signed_in, call):
    elsewhere = make.person_met(make.interview(cast.own.process), cast.own.contact)
    db.session.commit()
    for person in (elsewhere, cast.stranger.person, cast.other.person):
        reply = signed_in(cast.own.recruiter).post(
            f"/i/{cast.own.interview.id}/called", data=call | {"people": [str(person.id)]}
        )
        assert reply.status_code == 422
    assert db.session.scalars(select(Touch)).all() == []


def test_a_verdict_is_changed_once_with_who_and_why(cast, signed_in):
    client = signed_in(cast.own.recruiter)
    address = f"/i/{cast.own.interview.id}/verdicts/thanked_within"
    assert address in client.get(f"/i/{cast.own.interview.id}/report").text
    of_candidate = signed_in(cast.own.candidate.user).get(f"/i/{cast.own.interview.id}/report").text
    assert "Change this verdict" not in of_candidate
    assert "Change a verdict" in client.get(address).text
    sent = {"key": str(uuid4()), "verdict": "met", "why": "They had power cuts all day."}
    for _time in range(3):
        assert client.post(address, data=sent).status_code == 302
    row = db.session.scalars(select(VerdictOverride)).one()
    assert (row.verdict, row.by_name, row.why) == ("met", "Tom Reed", "They had power cuts all day.")
    judged = result_now(cast.own.interview, clock.now()).find("thanked_within")
    assert judged is not None
    assert judged.finding.verdict == "met"
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "verdict.overridden")).one()
    assert "computed:" in client.get(address).text


@pytest.mark.parametrize("wrong", [{"verdict": "excellent"}, {"why": "  "}, {"verdict": ""}])
def test_a_verdict_without_reason_or_of_no_kind_is_refused(cast, signed_in, wrong):
    sent = {"key": str(uuid4()), "verdict": "met", "why": "Power cuts."} | wrong
    reply = signed_in(cast.own.recruiter).post(
        f"/i/{cast.own.interview.id}/verdicts/thanked_within", data=sent
    )
    assert reply.status_code == 422
    assert db.session.scalars(select(VerdictOverride)).all() == []


def test_a_rule_that_the_policy_does_not_have_is_not_there(cast, signed_in):
    client = signed_in(cast.own.recruiter)
    assert client.get(f"/i/{cast.own.interview.id}/verdicts/dress_code").status_code == 404
    assert client.post(f"/i/{cast.own.interview.id}/verdicts/dress_code", data={}).status_code == 404


def test_candidates_and_outsiders_change_nothing(cast, signed_in, call):
    base = f"/i/{cast.own.interview.id}"
    for user in (cast.own.candidate.user, cast.stranger.recruiter, cast.other_admin):
        client = signed_in(user)
        assert client.post(f"{base}/called", data=call).status_code == 404
        assert client.post(f"{base}/verdicts/thanked_within", data={"verdict": "met"}).status_code == 404
