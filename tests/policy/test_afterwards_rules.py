from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from portal.policy import facts as f
from tests.policy.build import DANA, DAY, MARCUS, at, case, judge, touch, verdict

BOTH = (DANA, MARCUS)
WINDOWS = {"first": [5, 8]}
DECIDES = {"decision_by": date(2026, 5, 12)}
"""Eight days after the interview; the check-in window opens nine days after it (207 hours)."""


def test_as_many_touches_as_the_cap_are_fine():
    assert verdict(case(touch("t1", 2), touch("t2", 200)), 201, "touch_cap", max=2) == "met"


def test_one_touch_more_than_the_cap_breaks_it_for_good():
    judged = judge(case(touch("t1", 2), touch("t2", 90), touch("t3", 95)), 96, "touch_cap", max=2)
    assert judged.finding.verdict == "missed"
    assert judged.finding.final


def test_the_cap_counts_by_person():
    facts = case(touch("t1", 2), touch("t2", 3, to="marcus"), people=BOTH)
    assert verdict(facts, 4, "touch_cap", max=1) == "met"


def test_a_mail_to_several_counts_once_for_each():
    facts = case(touch("t1", 2, to="dana marcus"), touch("t2", 3, to="marcus"), people=BOTH)
    assert verdict(facts, 4, "touch_cap", max=1) == "missed"


@pytest.mark.parametrize(
    "extra",
    [
        touch("t2", 3, "connect", channel="linkedin_request"),
        touch("t2", 3, "logistics"),
        touch("t2", 3, "check_in", by="recruiter"),
        touch("t2", 3, "other", to="recruiter"),
    ],
    ids=["a connection request", "logistics", "the recruiter's own act", "mail to the recruiter"],
)
def test_what_is_free_does_not_count_towards_the_cap(extra: f.Touch):
    assert verdict(case(touch("t1", 2), extra), 4, "touch_cap", max=1) == "met"


def test_what_keeps_a_promise_does_not_count_towards_the_cap():
    facts = case(touch("t1", 2), touch("t2", 3, "other"), promises=(f.Promise(id="p", touch="t2"),))
    assert verdict(facts, 4, "touch_cap", max=1) == "met"


def test_being_told_to_write_again_lifts_the_cap_by_one():
    facts = case(touch("t1", 2), touch("t2", 90), interview={"follow_up_after": date(2026, 5, 8)})
    assert verdict(facts, 100, "touch_cap", max=1) == "met"


def test_touches_after_the_outcome_do_not_count_towards_the_cap():
    facts = case(touch("t1", 2), touch("t2", 50), interview={"outcome": "offer", "outcome_at": at(48)})
    assert verdict(facts, 51, "touch_cap", max=1) == "met"


def test_the_employers_own_cap_wins():
    facts = case(touch("t1", 2), touch("t2", 90), job={"overrides": {"touch_cap": {"max": 1}}})
    assert verdict(facts, 91, "touch_cap", max=2) == "missed"


@pytest.mark.parametrize(
    "early",
    [
        touch("t1", 50, "check_in"),
        touch("t1", 50, "value_add"),
        touch("t1", 50, "other", channel="phone_call"),
    ],
    ids=["a check-in", "something useful", "a call"],
)
def test_pressing_before_the_decision_date_breaks_it(early: f.Touch):
    assert verdict(case(early, interview=DECIDES), 60, "respects_dates") == "missed"


def test_a_check_in_once_the_decision_date_has_ended_is_fine():
    facts = case(touch("t1", 201, "check_in"), interview=DECIDES)
    assert verdict(facts, 202, "respects_dates") == "met"
    assert verdict(case(touch("t1", 200.9, "check_in"), interview=DECIDES), 202, "respects_dates") == "missed"


def test_thanking_by_phone_someone_who_prefers_calls_is_fine():
    call = touch("t1", 5, channel="phone_call")
    prefers = (replace(DANA, prefers="phone_call"),)
    assert verdict(case(call, interview=DECIDES, people=prefers), 6, "respects_dates") == "met"
    assert verdict(case(call, interview=DECIDES), 6, "respects_dates") == "missed"


def test_nothing_at_all_may_come_before_contact_is_welcome():
    quiet = {"no_contact_before": at(48)}
    request = touch("t1", 10, "connect", channel="linkedin_request")
    assert verdict(case(request, interview=quiet), 11, "respects_dates") == "missed"
    assert verdict(case(touch("t1", 48), interview=quiet), 49, "respects_dates") == "met"


def test_company_follows_and_mail_to_the_recruiter_are_free_before_contact_is_welcome():
    follow = touch("t1", 10, "connect", to="", channel="company_follow")
    mail = touch("t2", 10, "check_in", to="recruiter")
    assert verdict(case(follow, mail, interview={"no_contact_before": at(48)}), 11, "respects_dates") == "met"


def test_a_date_without_a_time_ends_its_silence_at_its_start():
    quiet = {"no_contact_before": date(2026, 5, 6)}
    assert verdict(case(touch("t1", 33), interview=quiet), 34, "respects_dates") == "met"
    assert verdict(case(touch("t1", 32.9), interview=quiet), 34, "respects_dates") == "missed"


def check_in(hours: float, facts_touches: tuple[f.Touch, ...], **interview: object) -> object:
    facts = case(*facts_touches, interview=interview)
    return verdict(facts, hours, "checks_in_when_due", windows=WINDOWS, grace_days=3)


def test_a_check_in_inside_the_window_after_the_decision_date_is_met():
    assert check_in(230, (touch("t1", 225, "check_in"),), **DECIDES) == "met"


def test_a_check_in_is_awaited_until_the_window_ends():
    assert check_in(100, (), **DECIDES) == "pending"
    assert check_in(272.9, (), **DECIDES) == "pending"
    assert check_in(273, (), **DECIDES) == "missed"


def test_the_window_opens_and_ends_with_local_days():
    judged = judge(case(interview=DECIDES), 1, "checks_in_when_due", windows=WINDOWS, grace_days=3)
    assert judged.finding.opens == judge_micros(201)
    assert judged.finding.due == judge_micros(273)


def judge_micros(hours: float) -> int:
    return round(at(hours).timestamp() * 1_000_000)


def test_a_check_in_before_the_window_does_not_satisfy():
    assert check_in(280, (touch("t1", 50, "check_in"),), **DECIDES) == "missed"


def test_a_check_in_after_the_window_is_half():
    assert check_in(300, (touch("t1", 290, "check_in"),), **DECIDES) == ("partly", Fraction(1, 2))


def test_without_a_date_the_stages_days_count():
    assert check_in(DAY * 6, (touch("t1", DAY * 5.5, "check_in"),)) == "met"
    assert check_in(DAY * 9.5, ()) == "missed"


def test_a_stage_without_days_asks_for_no_check_in():
    facts = case(interview={"stage": "phone"})
    assert verdict(facts, 50, "checks_in_when_due", windows=WINDOWS, grace_days=3) == "not_applicable"


def test_hearing_back_before_the_window_ends_asks_for_no_check_in():
    assert check_in(280, (), **DECIDES, heard_back_at=at(260)) == "not_applicable"
    assert check_in(250, (), **DECIDES, heard_back_at=at(260)) == "pending"


def test_hearing_back_after_the_window_excuses_nothing():
    assert check_in(280, (), **DECIDES, heard_back_at=at(275)) == "missed"


def test_the_outcome_before_the_window_ends_asks_for_no_check_in():
    assert check_in(50, (), **DECIDES, outcome="rejected", outcome_at=at(40)) == "not_applicable"


def test_write_again_on_a_day_replaces_the_due_date():
    again = {**DECIDES, "follow_up_after": date(2026, 5, 20)}
    assert check_in(DAY * 16.5, (touch("t1", DAY * 16 + 1, "check_in"),), **again) == "met"
    assert check_in(DAY * 21, (touch("t1", 225, "check_in"),), **again) == "missed"


def test_the_recruiters_call_satisfies_the_check_in():
    asked = touch("t1", 225, "check_in", channel="phone_call", by="recruiter")
    assert check_in(230, (asked,), **DECIDES) == "met"


def test_messages_far_enough_apart_are_spaced_out():
    facts = case(touch("t1", 2), touch("t2", DAY * 7, "value_add"))
    assert verdict(facts, DAY * 8, "spaced_out", min_days=7) == "met"


def test_a_message_too_soon_after_the_last_breaks_the_spacing():
    facts = case(touch("t1", 2), touch("t2", DAY * 6, "value_add"))
    assert verdict(facts, DAY * 8, "spaced_out", min_days=7) == "missed"


def test_the_check_in_inside_its_window_may_come_sooner():
    facts = case(touch("t1", 2), touch("t2", DAY * 5.5, "check_in"))
    beside = {"checks_in_when_due": {"windows": WINDOWS, "grace_days": 3}}
    assert verdict(facts, DAY * 8, "spaced_out", beside, min_days=7) == "met"
    assert verdict(facts, DAY * 8, "spaced_out", min_days=7) == "missed"
