"""What happens to an interview: moved, cancelled, overrun, and what the employer says. Everything stays to be seen."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.extensions import db
from portal.models import AuditEntry, Interview, InterviewChange, Mail, Outcome, Task
from tests import factories as make
from tests.cast import Cast
from tests.interviews.asking import assignment, change, key, typed


@pytest.fixture
def planned(cast: Cast) -> Interview:
    """An interview that ends tomorrow."""
    row = make.interview(cast.own.process, cast.own.recruiter, ended=-timedelta(days=1))
    db.session.commit()
    return row


def changes(interview: Interview) -> list[InterviewChange]:
    return db.session.query(InterviewChange).filter_by(interview_id=interview.id).all()


def scored(interview: Interview) -> int:
    tasks = db.session.query(Task).filter_by(kind="score_interview").all()
    return sum(one.payload["interview_id"] == str(interview.id) for one in tasks)


def moving(cast: Cast, **values: object) -> dict[str, object]:
    form = assignment(cast.own, **values)
    return {name: form[name] for name in form if name not in {"candidate", "job", "met", "shown_for", "key"}}


def test_a_move_keeps_what_stood_before_and_tells_the_candidate_why(cast: Cast, signed_in, planned):
    was = planned.starts_at
    answer = change(
        signed_in(cast.own.recruiter), f"/i/{planned.id}/move", **moving(cast, reason="The panel is ill.")
    )
    assert answer.status_code == 302
    db.session.refresh(planned)
    (row,) = changes(planned)
    assert row.kind == "moved"
    assert row.values["before"]["starts_at"] == was.isoformat()
    assert row.values["starts_at"] == planned.starts_at.isoformat()
    assert (row.reason, row.by_id) == ("The panel is ill.", cast.own.recruiter.id)
    mail = db.session.query(Mail).filter_by(kind="interview_moved").one()
    assert "The panel is ill." in mail.text
    assert scored(planned) == 1
    assert "(was " in signed_in(cast.own.candidate.user).get(f"/i/{planned.id}").text


def test_a_move_sent_twice_is_one_change_and_one_mail(cast: Cast, signed_in, planned):
    client, form = signed_in(cast.own.recruiter), moving(cast) | {"key": key(), "seen": "0"}
    assert client.post(f"/i/{planned.id}/move", data=form).status_code == 302
    assert client.post(f"/i/{planned.id}/move", data=form).status_code == 302
    assert len(changes(planned)) == 1
    assert db.session.query(Mail).filter_by(kind="interview_moved").count() == 1


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("cancel", {}),
        ("overrun", {"ends_at": typed(clock.now() - timedelta(minutes=1))}),
        ("said/heard_back", {}),
        ("said/outcome", {"outcome": "offer"}),
    ],
)
def test_every_change_sent_twice_is_made_once(cast: Cast, signed_in, path: str, values: dict[str, str]):
    row = cast.own.interview
    form = {"key": key(), "seen": "0", "happened_at": typed(clock.now() - timedelta(minutes=2))} | values
    client = signed_in(cast.own.recruiter)
    answers = [client.post(f"/i/{row.id}/{path}", data=form).status_code for _time in range(2)]
    assert answers == [302, 302]
    assert len(changes(row)) == 1
    assert db.session.query(Mail).count() == (path == "cancel")


def test_who_opened_the_page_before_somebody_else_s_change_sees_it_and_loses_nothing(
    cast: Cast, signed_in, planned
):
    client = signed_in(cast.own.recruiter)
    form = moving(cast, reason="Mine", round_name="Committee") | {"key": key(), "seen": "0"}
    change(signed_in(cast.admin), f"/i/{planned.id}/said/decision_by", day="2027-03-13")
    answer = client.post(f"/i/{planned.id}/move", data=form)
    assert answer.status_code == 409
    assert "They decide by Saturday 13 March 2027" in answer.text
    assert "by Ada Marsh" in answer.text
    assert "Mine</textarea>" in answer.text
    assert 'value="Committee"' in answer.text
    assert 'name="seen" type="hidden" value="1"' in answer.text
    assert len(changes(planned)) == 1
    assert client.post(f"/i/{planned.id}/move", data=form | {"seen": "1"}).status_code == 302
    assert len(changes(planned)) == 2


def test_a_move_to_nonsense_is_refused_and_keeps_what_was_typed(cast: Cast, signed_in, planned):
    answer = change(
        signed_in(cast.own.recruiter),
        f"/i/{planned.id}/move",
        **moving(cast, day="soon", place="Room 4, second floor", starts="25:00"),
    )
    assert answer.status_code == 422
    assert "Enter a day as year-month-day" in answer.text
    assert "Enter a time of day" in answer.text
    assert 'value="soon"' in answer.text
    assert "Room 4, second floor" in answer.text
    assert changes(planned) == []


def test_a_cancelled_interview_says_so_everywhere_and_takes_no_more_facts(cast: Cast, signed_in, planned):
    client = signed_in(cast.own.recruiter)
    change(client, f"/i/{planned.id}/cancel", reason="The position is filled.")
    db.session.refresh(planned)
    assert planned.cancelled_at is not None
    assert (
        "The position is filled." in db.session.query(Mail).filter_by(kind="interview_cancelled").one().text
    )
    assert "Cancelled" in signed_in(cast.own.candidate.user).get(f"/i/{planned.id}").text
    answer = change(client, f"/i/{planned.id}/said/heard_back")
    assert answer.status_code == 409
    assert change(client, f"/i/{planned.id}/cancel").status_code == 409
    assert [row.kind for row in changes(planned)] == ["cancelled"]


def test_an_overrun_moves_the_end_alone(cast: Cast, signed_in):
    row = cast.own.interview
    begun, planned_end = row.starts_at, row.ends_at
    real_end = (planned_end + timedelta(minutes=40)).replace(second=0, microsecond=0)
    change(signed_in(cast.own.recruiter), f"/i/{row.id}/overrun", ends_at=typed(real_end))
    db.session.refresh(row)
    assert (row.starts_at, row.ends_at) == (begun, real_end)
    assert changes(row)[0].values["before"] == {"ends_at": planned_end.isoformat()}
    assert scored(row) == 1
    assert db.session.query(Mail).count() == 0


def test_an_overrun_that_is_none_or_lies_ahead_is_refused(cast: Cast, signed_in):
    row, client = cast.own.interview, signed_in(cast.own.recruiter)
    earlier = change(client, f"/i/{row.id}/overrun", ends_at=typed(row.ends_at - timedelta(minutes=5)))
    assert earlier.status_code == 422
    assert "not later than planned" in earlier.text
    ahead = change(client, f"/i/{row.id}/overrun", ends_at=typed(clock.now() + timedelta(hours=1)))
    assert ahead.status_code == 422
    assert "in the future" in ahead.text
    assert changes(row) == []


def test_each_thing_they_say_sets_its_fact_and_says_so_in_the_history(cast: Cast, signed_in):
    row, client = cast.own.interview, signed_in(cast.own.recruiter)
    said = [
        ("heard_back", {}, "The employer answered"),
        ("write_again_on", {"day": "2027-03-20"}, "written to again on Saturday 20 March 2027"),
        ("not_before", {"day": "2027-03-15", "time": "09:30"}, "hear nothing before Mon 15 Mar 2027, 9:30"),
        ("decision_by", {"day": "2027-03-13"}, "They decide by Saturday 13 March 2027"),
        ("asked", {"timeline": "yes", "preference": "no"}, "was corrected"),
        ("outcome", {"outcome": "offer"}, "Outcome: Offer"),
    ]
    for kind, values, words in said:
        assert change(client, f"/i/{row.id}/said/{kind}", **values).status_code == 302, kind
        assert words in client.get(f"/i/{row.id}").text.replace("\u202f", " "), kind
    db.session.refresh(row)
    assert row.heard_back_at is not None
    assert (row.follow_up_after, row.decision_by) == (date(2027, 3, 20), date(2027, 3, 13))
    assert row.no_contact_before.isoformat() == "2027-03-15T14:30:00+00:00"
    assert (row.asked_timeline, row.asked_contact_preference) == (True, False)
    assert (row.outcome, row.outcome_at is not None) == (Outcome.OFFER, True)
    assert [one.kind for one in changes(row)] == [kind for kind, _values, _words in said]
    assert db.session.query(AuditEntry).filter_by(action="interview.outcome", subject_id=row.id).count() == 1


def test_a_day_without_a_time_means_its_start_where_the_interview_was(cast: Cast, signed_in):
    row = cast.own.interview
    row.timezone = "Europe/Berlin"
    db.session.commit()
    change(signed_in(cast.own.recruiter), f"/i/{row.id}/said/not_before", day="2027-03-15")
    db.session.refresh(row)
    assert row.no_contact_before.isoformat() == "2027-03-14T23:00:00+00:00"


def test_a_next_round_closes_this_one_and_leads_to_the_next(cast: Cast, signed_in):
    row, client = cast.own.interview, signed_in(cast.own.recruiter)
    answer = change(client, f"/i/{row.id}/said/next_round", begins_at="2027-03-15T10:00")
    page = client.get(answer.headers["Location"]).text
    assert f'href="/interviews/new?after={row.id}"' in page
    assert "Assign the next round" in page
    db.session.refresh(row)
    assert (row.outcome, row.next_interview_at.isoformat()) == (
        Outcome.NEXT_ROUND,
        "2027-03-15T15:00:00+00:00",
    )
    form = client.get(f"/interviews/new?after={row.id}").text
    assert 'value="2027-03-15"' in form
    assert 'value="10:00"' in form
    assert 'value="11:00"' in form


def test_an_outcome_entered_by_mistake_is_taken_back_and_stays_in_the_history(cast: Cast, signed_in):
    row, client = cast.own.interview, signed_in(cast.own.recruiter)
    change(client, f"/i/{row.id}/said/outcome", outcome="rejected")
    change(client, f"/i/{row.id}/said/outcome", outcome="pending", reason="Wrong candidate.")
    db.session.refresh(row)
    assert (row.outcome, row.outcome_at) == (Outcome.PENDING, None)
    page = client.get(f"/i/{row.id}").text
    assert "Outcome: Rejected" in page
    assert "Outcome: open again" in page


def test_something_learnt_earlier_is_recorded_with_both_instants(cast: Cast, signed_in):
    row = cast.own.interview
    at = (clock.now() - timedelta(minutes=30)).replace(second=0, microsecond=0)
    change(signed_in(cast.own.recruiter), f"/i/{row.id}/said/heard_back", happened_at=typed(at))
    (kept,) = changes(row)
    assert kept.happened_at == at
    assert kept.recorded_at > at
    db.session.refresh(row)
    assert row.heard_back_at == at


def test_what_lies_in_the_future_did_not_happen(cast: Cast, signed_in):
    row = cast.own.interview
    answer = change(
        signed_in(cast.own.recruiter),
        f"/i/{row.id}/said/heard_back",
        happened_at=typed(clock.now() + timedelta(days=1)),
        reason="They called.",
    )
    assert answer.status_code == 422
    assert "This lies in the future" in answer.text
    assert "They called." in answer.text
    assert changes(row) == []


def test_a_kind_that_nobody_knows_is_not_there(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    assert client.get(f"/i/{cast.own.interview.id}/said/gossip").status_code == 404
    assert "They want a next round" in client.get(f"/i/{cast.own.interview.id}/said").text


def test_cancelling_the_next_round_takes_its_date_from_the_round_before(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    client.post("/interviews/new", data=assignment(cast.own))
    second = db.session.query(Interview).filter(Interview.stage == "second").one()
    db.session.refresh(cast.own.interview)
    assert cast.own.interview.next_interview_at == second.starts_at
    change(client, f"/i/{second.id}/cancel")
    db.session.refresh(cast.own.interview)
    assert cast.own.interview.next_interview_at is None
