"""A recap taken down on the phone, and the candidate's word that it is right."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.extensions import db
from portal.models import AuditEntry, Mail, Recap, RecapRevision, RecapSource, Task
from portal.recaps.phone import content_of, to_confirm

WORDS = {
    "topics": "- Kafka topics a team can own\n- The move to one warehouse\n",
    "questions": "Why exactly-once? Because money moves.\nHow big was the team?",
    "good_points": "Six people, all senior",
    "bad_points": "",
    "impressions": "Warm, they had read the CV.\n\nOpen floor, quiet.",
    "requirements": "On call one week in six\n\nA second talk next week",
    "still_interested": "yes",
}


@pytest.fixture
def address(cast):
    return f"/i/{cast.own.interview.id}/recap/phone"


def press(client, address, words=WORDS, **values):
    return client.post(address, data=words | {"version": "0", "key": str(uuid4())} | values)


def revisions():
    return db.session.scalars(select(RecapRevision).order_by(RecapRevision.number)).all()


def test_lines_become_items_and_what_follows_an_empty_line_the_second_half():
    content = content_of(WORDS)
    assert content["topics"] == ["Kafka topics a team can own", "The move to one warehouse"]
    assert content["questions"][0]["asked"] == "Why exactly-once?"
    assert content["questions"][0]["answered"] == "Because money moves."
    assert content["questions"][1]["answered"] == ""
    assert (content["first_impressions"], content["environment"]) == (
        "Warm, they had read the CV.",
        "Open floor, quiet.",
    )
    assert (content["requirements"], content["next_steps"]) == (
        ["On call one week in six"],
        ["A second talk next week"],
    )
    assert content["still_interested"] is True


def test_what_is_typed_is_kept_and_another_window_is_told(cast, signed_in, address):
    client = signed_in(cast.own.recruiter)
    first = client.post(f"{address}/save", data={"topics": "Kafka", "version": "0"})
    assert (first.status_code, first.json["version"]) == (200, 1)
    assert "Kafka</textarea>" in client.get(address).text
    other = client.post(f"{address}/save", data={"topics": "Python", "version": "0"})
    assert (other.status_code, other.json["version"]) == (409, 1)
    assert other.json["fields"]["topics"] == "Kafka"
    assert client.post(f"{address}/save", data={"topics": "Python", "version": "1"}).json["version"] == 2


def test_done_makes_an_unconfirmed_revision_and_one_mail_however_often_it_is_sent(cast, signed_in, address):
    client = signed_in(cast.own.recruiter)
    key = str(uuid4())
    for _time in range(3):
        assert press(client, address, key=key).status_code == 302
    (revision,) = revisions()
    assert revision.source is RecapSource.PHONE
    assert revision.confirmed_at is None
    assert revision.by_id == cast.own.recruiter.id
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.kind, mail.user_id) == ("confirm_recap", cast.own.candidate.user_id)
    assert mail.link_next == f"/i/{cast.own.interview.id}/recap"
    assert to_confirm(cast.own.interview) is revision


def test_the_candidate_confirms_with_one_tap_and_it_counts_from_when_it_was_taken_down(
    cast, signed_in, address
):
    press(signed_in(cast.own.recruiter), address)
    (revision,) = revisions()
    revision.submitted_at = taken = clock.now() - timedelta(hours=3)
    db.session.commit()
    seen_by_staff = signed_in(cast.own.recruiter).get(f"/i/{cast.own.interview.id}").text
    assert "Waiting for the candidate to confirm" in seen_by_staff
    client = signed_in(cast.own.candidate.user)
    page = client.get(f"/i/{cast.own.interview.id}/recap").text
    assert "Is this right?" in page
    assert "A second talk next week" in page
    confirm = f"/i/{cast.own.interview.id}/recap/confirm"
    for _time in range(2):
        assert client.post(confirm, data={"revision": str(revision.id)}).status_code == 302
    (revision,) = revisions()
    assert revision.confirmed_at is not None
    assert revision.submitted_at == taken
    assert (
        len(db.session.scalars(select(AuditEntry).where(AuditEntry.action == "recap.confirmed")).all()) == 1
    )
    assert db.session.scalars(select(Task).where(Task.kind == "score_interview")).all()
    assert to_confirm(cast.own.interview) is None
    assert signed_in(cast.own.recruiter).get(f"/queue/{revision.id}").status_code == 200


def test_a_recap_that_was_taken_down_anew_is_not_confirmed_by_a_page_left_open(cast, signed_in, address):
    staff = signed_in(cast.own.recruiter)
    press(staff, address)
    (old,) = revisions()
    press(staff, address, words=WORDS | {"topics": "Another"}, version="9")
    reply = signed_in(cast.own.candidate.user).post(
        f"/i/{cast.own.interview.id}/recap/confirm", data={"revision": str(old.id)}
    )
    assert reply.status_code == 409
    assert [one.confirmed_at for one in revisions()] == [None, None]


def test_nothing_typed_is_nothing_to_confirm(cast, signed_in, address):
    reply = press(signed_in(cast.own.recruiter), address, words={"topics": "  "})
    assert reply.status_code == 422
    assert "nothing to confirm yet" in reply.text
    assert revisions() == []


def test_the_candidates_own_draft_is_filled_where_it_is_blank_and_else_left(cast, signed_in, address):
    db.session.add(
        Recap(
            agency_id=cast.agency.id,
            interview_id=cast.own.interview.id,
            draft={
                "topics": ["My own"],
                "good_points": [""],
                "questions": [{"asked": "", "stumbled": False}],
            },
            created_at=clock.now(),
        )
    )
    db.session.commit()
    press(signed_in(cast.own.recruiter), address)
    draft = db.session.scalars(select(Recap)).one().draft
    assert draft["topics"] == ["My own"]
    assert draft["good_points"] == ["Six people, all senior"]
    assert draft["questions"][0]["asked"] == "Why exactly-once?"
    assert draft["still_interested"] == "yes"
    assert "phone" not in draft


def test_both_texts_are_shown_where_another_window_saved_before_done(cast, signed_in, address):
    client = signed_in(cast.own.recruiter)
    client.post(f"{address}/save", data={"topics": "Theirs", "version": "0"})
    reply = press(client, address, words=WORDS | {"topics": "Mine"})
    assert reply.status_code == 409
    assert "Theirs" in reply.text
    assert "Mine</textarea>" in reply.text
    assert revisions() == []


def test_before_the_interview_nothing_is_taken_down(cast, signed_in, address):
    cast.own.interview.starts_at = clock.now() + timedelta(hours=1)
    cast.own.interview.ends_at = clock.now() + timedelta(hours=2)
    db.session.commit()
    assert press(signed_in(cast.own.recruiter), address).status_code == 409
    assert revisions() == []


def test_only_the_team_takes_down_and_only_the_candidate_confirms(cast, signed_in, address):
    press(signed_in(cast.own.recruiter), address)
    (revision,) = revisions()
    confirm = f"/i/{cast.own.interview.id}/recap/confirm"
    for user in (cast.stranger.recruiter, cast.other.recruiter, cast.own.candidate.user):
        client = signed_in(user)
        assert client.get(address).status_code == 404
        assert press(client, address).status_code == 404
        assert client.post(f"{address}/save", data={}).status_code == 404
    for user in (cast.own.recruiter, cast.admin, cast.stranger.candidate.user, cast.other.candidate.user):
        assert signed_in(user).post(confirm, data={"revision": str(revision.id)}).status_code == 404
    assert len(revisions()) == 1
    assert revisions()[0].confirmed_at is None
