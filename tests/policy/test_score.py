from datetime import date
from fractions import Fraction

from portal.policy import facts as f
from portal.policy.packs import NAMES, pack
from portal.policy.scoring import score
from tests.policy.build import DANA, LATER, MARCUS, SAM, at, case, policy, recap, run, touch

ALL = {"thanked_everyone": {}, "asked_timeline": {}}


def test_the_score_is_earned_of_possible_points_rounded_half_up():
    facts = case(people=(DANA, MARCUS, f.Person(id="kim", name="Kim", role="interviewer", phone="1")))
    result = run(facts, LATER, collected_contact_details={"weight": 1}, asked_timeline={"weight": 7})
    assert (result.earned, result.possible) == (1, 8)
    assert result.score == 13  # 12.5


def test_partly_counts_by_its_exact_fraction():
    people = tuple(
        f.Person(id=str(n), name="N", role="interviewer", phone="1" if n else None) for n in range(3)
    )
    result = run(case(people=people), LATER, collected_contact_details={"weight": 2})
    assert result.earned == Fraction(4, 3)


def test_what_is_pending_or_not_applicable_leaves_the_sum():
    result = run(case(interview={"asked_timeline": True}), 1, call_rehearsed={}, **ALL)
    assert (result.earned, result.possible, result.score) == (2, 2, 100)


def test_a_bonus_counts_only_as_far_as_it_is_earned():
    missed = run(case(recap=recap()), LATER, asked_timeline={"level": "bonus"}, recap_promptly={"hours": 2})
    assert (missed.earned, missed.possible) == (2, 2)
    met = run(
        case(recap=recap(), interview={"asked_timeline": True}),
        LATER,
        asked_timeline={"level": "bonus"},
        recap_promptly={"hours": 0.5},
    )
    assert (met.earned, met.possible) == (1, 3)


def test_a_missed_must_holds_the_band_down():
    facts = case(interview={"asked_timeline": True})
    result = run(facts, LATER, thanked_everyone={"level": "must", "weight": 1}, asked_timeline={"weight": 99})
    assert (result.score, result.band, result.capped) == (99, "Needs work", True)


def test_a_partly_met_must_does_not_hold_the_band_down():
    facts = case(touch("t1", 2), people=(DANA, MARCUS), interview={"asked_timeline": True})
    result = run(facts, LATER, thanked_everyone={"level": "must", "weight": 1}, asked_timeline={"weight": 99})
    assert (result.score, result.band) == (100, "Outstanding")


def test_the_cap_is_provisional_while_no_missed_must_is_final():
    decides = {"windows": {"first": [1, 2]}, "grace_days": 3, "level": "must"}
    facts = case(interview={"asked_timeline": True})
    assert run(facts, 24 * 5, checks_in_when_due=decides, asked_timeline={}).provisional
    assert not run(facts, LATER, checks_in_when_due=decides, asked_timeline={}).provisional


def test_bands_follow_the_rounded_score():
    def band(weight: int) -> str | None:
        facts = case(interview={"asked_timeline": True})
        return run(
            facts, LATER, asked_timeline={"weight": weight}, thanked_everyone={"weight": 100 - weight}
        ).band

    assert [band(w) for w in (90, 89, 75, 74, 50, 49)] == [
        "Outstanding",
        "Good",
        "Good",
        "Developing",
        "Developing",
        "Needs work",
    ]


def test_nothing_but_unbroken_prohibitions_is_no_score():
    result = run(case(), 1, touch_cap={"max": 1}, discreet_in_public={}, thanked_everyone={})
    assert (result.score, result.band) == (None, None)


def test_a_broken_prohibition_is_a_score():
    assert run(case(touch("t1", 1)), 2, touch_cap={"max": 0}).score == 0


def test_before_the_end_or_once_cancelled_there_is_no_case_to_judge():
    for facts, hours in ((case(), -0.1), (case(interview={"cancelled_at": at(-5)}), 5)):
        result = score(facts, pack(), at(hours))
        assert {j.finding.verdict for j in result.rules} == {"not_applicable"}
        assert (result.score, result.band) == (None, None)


def test_at_the_very_end_the_case_is_judged():
    assert run(case(), 0, **ALL).find("thanked_everyone").finding.verdict == "pending"


def test_a_rule_of_another_stage_asks_nothing():
    result = run(
        case(), LATER, thanked_everyone={"stages": ["phone", "final"]}, asked_timeline={"stages": ["first"]}
    )
    assert [j.finding.verdict for j in result.rules] == ["missed", "not_applicable"]


def test_without_required_people_four_rules_ask_nothing():
    rules = {
        "collected_contact_details": {},
        "thanked_within": {"hours": 24},
        "thanked_everyone": {},
        "connects_professionally": {"networks": ["linkedin"], "share": 1.0},
    }
    result = run(case(people=(SAM,)), LATER, **rules)
    assert {j.finding.verdict for j in result.rules} == {"not_applicable"}


def test_support_staff_who_helped_are_required_where_the_policy_says_so():
    staff = policy({"support_staff": True}, thanked_everyone={})
    unhelpful = f.Person(id="ed", name="Ed", role="support_staff", helpful=False)
    assert score(case(people=(DANA, SAM, unhelpful)), staff, at(1)).view.required == ("dana", "sam")


def test_an_override_replaces_verdict_and_fraction_and_keeps_the_computed_one():
    override = f.Override(
        rule="thanked_everyone", verdict="partly", fraction=0.25, by="Tom", at=at(30), why="Called."
    )
    facts = case(overrides=(override,))
    judged = run(facts, LATER, **ALL).find("thanked_everyone")
    assert (judged.finding.verdict, judged.fraction, judged.finding.final) == ("partly", Fraction(1, 4), True)
    assert judged.computed.verdict == "missed"
    assert run(facts, 29, **ALL).find("thanked_everyone").override is None


def test_the_latest_override_holds():
    overrides = tuple(
        f.Override(rule="thanked_everyone", verdict=verdict, at=at(hours))
        for verdict, hours in (("met", 40), ("missed", 30))
    )
    assert run(case(overrides=overrides), LATER, **ALL).find("thanked_everyone").finding.verdict == "met"


def test_the_case_closes_at_the_outcome_or_with_the_last_window():
    assert run(case(), 1, **ALL).closes_at.isoformat() == "2026-06-04T00:00:00-05:00"
    decided = case(interview={"outcome": "offer", "outcome_at": at(50)})
    assert run(decided, 49, **ALL).closes_at.isoformat() == "2026-06-04T00:00:00-05:00"
    assert run(decided, 50, **ALL).closes_at == at(50)


def test_a_late_check_in_window_keeps_the_case_open():

    facts = case(interview={"decision_by": date(2026, 7, 1)})
    rules = {"checks_in_when_due": {"windows": {}, "grace_days": 3}}
    assert run(facts, 1, **rules).closes_at.isoformat() == "2026-07-05T00:00:00-05:00"


def test_an_outcome_after_the_last_day_opens_nothing_again():
    facts = case(
        touch("t1", 2), touch("t2", 24 * 35), interview={"outcome": "offer", "outcome_at": at(24 * 40)}
    )
    before, after = (run(facts, 24 * days, touch_cap={"max": 1}) for days in (36, 41))
    assert [r.find("touch_cap").finding.verdict for r in (before, after)] == ["met", "met"]


def test_every_pack_scores_a_bare_case():
    for name in NAMES:
        assert score(case(), pack(name), at(LATER)).band == "Needs work"


def test_a_recap_still_to_come_may_lose_the_interest_so_nothing_that_needs_it_is_final():
    request = touch("t1", 2, "connect", channel="linkedin_request")
    rules = {"connects_professionally": {"networks": ["linkedin"], "share": 1.0}}
    assert not run(case(request), 3, **rules).rules[0].finding.final
    assert run(case(request, recap=recap()), 3, **rules).rules[0].finding.final
