from dataclasses import replace
from fractions import Fraction

from tests.policy.build import DANA, LATER, MARCUS, SAM, at, case, draft, judge, run, touch, verdict

BOTH = (DANA, MARCUS)


def test_a_thank_you_at_the_very_limit_is_in_time():
    assert verdict(case(touch("t1", 24)), 25, "thanked_within", hours=24) == "met"


def test_a_thank_you_after_the_limit_is_late():
    assert verdict(case(touch("t1", 24.01)), 25, "thanked_within", hours=24) == "missed"


def test_nobody_thanked_is_open_until_the_limit_and_then_missed():
    assert verdict(case(), 23, "thanked_within", hours=24) == "pending"
    assert verdict(case(), 24, "thanked_within", hours=24) == "missed"


def test_only_people_thanked_share_in_being_on_time():
    facts = case(touch("t1", 2), people=BOTH)
    assert verdict(facts, 3, "thanked_within", hours=24) == "pending"
    assert verdict(facts, 25, "thanked_within", hours=24) == "met"


def test_one_of_two_in_time_is_half():
    facts = case(touch("t1", 2), touch("t2", 30, to="marcus"), people=BOTH)
    assert verdict(facts, 31, "thanked_within", hours=24) == ("partly", Fraction(1, 2))


def test_the_clock_starts_when_contact_is_welcome():
    facts = case(touch("t1", 60), interview={"no_contact_before": at(48)})
    assert verdict(facts, 61, "thanked_within", hours=24) == "met"


def test_the_time_in_review_is_not_charged():
    facts = case(touch("t1", 40, note="n1"), notes=(draft("n1", (10, 30)),))
    assert verdict(facts, 41, "thanked_within", hours=24) == "met"
    late = case(touch("t1", 44.5, note="n1"), notes=(draft("n1", (10, 30)),))
    assert verdict(late, 45, "thanked_within", hours=24) == "missed"


def test_rounds_in_review_add_up_and_overlaps_count_once():
    rounds = ((10, 14, "changes_requested"), (12, 16))
    facts = case(touch("t1", 30, note="n1"), notes=(draft("n1", *rounds),))
    assert verdict(facts, 31, "thanked_within", hours=24) == "met"
    assert verdict(
        replace(facts, touches=(touch("t1", 30.1, note="n1"),)), 31, "thanked_within", hours=24
    ) == ("missed")


def test_a_resubmission_ends_an_undecided_round():
    facts = case(touch("t1", 33, note="n1"), notes=(draft("n1", (4, None), (14, 20)),))
    assert verdict(facts, 34, "thanked_within", hours=24) == "met"


def test_a_draft_in_review_keeps_the_verdict_open_but_never_moves_the_due_time():
    facts = case(notes=(draft("n1", (20, None)),))
    judged = judge(facts, 30, "thanked_within", hours=24)
    assert judged.finding.verdict == "pending"
    assert judged.finding.due == judge(case(), 1, "thanked_within", hours=24).finding.due


def test_a_draft_submitted_after_the_limit_wins_no_time():
    assert verdict(case(notes=(draft("n1", (25, None)),)), 30, "thanked_within", hours=24) == "missed"


def test_the_outcome_before_the_limit_asks_for_no_thank_you():
    facts = case(interview={"outcome": "offer", "outcome_at": at(10)})
    assert verdict(facts, 11, "thanked_within", hours=24) == "not_applicable"
    assert (
        verdict(facts, 30, "thanked_everyone", beside={"thanked_within": {"hours": 24}}) == "not_applicable"
    )


def test_a_thank_you_in_time_counts_though_the_outcome_came_first():
    facts = case(touch("t1", 12), interview={"outcome": "offer", "outcome_at": at(10)})
    assert verdict(facts, 13, "thanked_within", hours=24) == "met"


def test_everyone_thanked_is_met():
    facts = case(touch("t1", 2), touch("t2", 200, to="marcus"), people=BOTH)
    assert verdict(facts, 201, "thanked_everyone") == "met"


def test_people_not_thanked_yet_leave_it_open_and_then_partly():
    facts = case(touch("t1", 2), people=BOTH)
    assert verdict(facts, 30, "thanked_everyone") == "pending"
    assert verdict(facts, LATER, "thanked_everyone") == ("partly", Fraction(1, 2))


def test_one_mail_to_two_people_thanks_both():
    assert verdict(case(touch("t1", 2, to="dana marcus"), people=BOTH), 3, "thanked_everyone") == "met"


def test_helpful_support_staff_are_required_where_the_policy_says_so():
    facts = case(touch("t1", 2), people=(DANA, SAM))
    assert verdict(facts, LATER, "thanked_everyone") == "met"
    staffed = run(facts, LATER, thanked_everyone={}).view.required
    assert staffed == ("dana",)


def test_before_the_interview_starts_nothing_is_a_follow_up():
    assert verdict(case(touch("t1", -2)), 30, "thanked_everyone") == "pending"


def test_the_recruiters_own_touch_is_no_thank_you():
    assert verdict(case(touch("t1", 2, by="recruiter")), LATER, "thanked_everyone") == "missed"


def test_a_fitting_channel_is_met():
    assert verdict(case(touch("t1", 2)), 3, "channel_fits", preferred=["email"]) == "met"


def test_an_accepted_channel_counts_half_and_others_nothing():
    facts = case(touch("t1", 2, channel="letter"))
    params = {"preferred": ["email"], "accepted": ["letter"]}
    assert verdict(facts, 3, "channel_fits", **params) == ("partly", Fraction(1, 2))
    assert verdict(facts, 3, "channel_fits", preferred=["email"]) == "missed"


def test_a_stated_preference_wins_over_the_policy():
    people = (replace(DANA, prefers="phone_call"),)
    called = case(touch("t1", 2, channel="phone_call"), people=people)
    mailed = case(touch("t1", 2), people=people)
    assert verdict(called, 3, "channel_fits", preferred=["email"]) == "met"
    assert verdict(mailed, 3, "channel_fits", preferred=["email"]) == "missed"


def test_the_best_thank_you_a_person_got_counts():
    facts = case(touch("t1", 2, channel="text_message"), touch("t2", 5))
    assert verdict(facts, 6, "channel_fits", preferred=["email"]) == "met"


def test_the_channel_waits_for_everyone_and_asks_nothing_where_nobody_was_thanked():
    assert verdict(case(touch("t1", 2), people=BOTH), 3, "channel_fits", preferred=["email"]) == "pending"
    assert verdict(case(), LATER, "channel_fits", preferred=["email"]) == "not_applicable"


def test_any_draft_in_review_may_become_the_first_thank_you():
    draft_of_another_kind = draft("n1", (0, None), kind="check_in")
    assert verdict(case(notes=(draft_of_another_kind,)), 24, "thanked_within", hours=24) == "pending"


def test_a_draft_submitted_at_the_very_limit_keeps_it_open():
    facts = case(touch("t1", 25, note="n1"), notes=(draft("n1", (24, None)),))
    assert verdict(facts, 24, "thanked_within", hours=24) == "pending"
    assert verdict(facts, 25, "thanked_within", hours=24) == "met"


def test_waiting_after_the_outcome_moves_no_limit_behind_it():
    facts = case(
        touch("t1", 26, note="n1"),
        notes=(draft("n1", (25, None)),),
        interview={"outcome": "offer", "outcome_at": at(24)},
    )
    assert verdict(facts, 24, "thanked_within", hours=24) == "missed"
    assert verdict(facts, 27, "thanked_within", hours=24) == "missed"
