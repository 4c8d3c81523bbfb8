from dataclasses import replace
from datetime import date

from portal.policy.gate import Answer, gate
from portal.policy.packs import pack
from tests.policy.build import DANA, DAY, LATER, MARCUS, at, case, policy, touch


def answers(facts, hours: float, given=None) -> dict[str, Answer]:
    return {a.person: a for a in gate(facts, given or pack(), at(hours))}


def test_a_thank_you_is_welcome_right_after_the_interview():
    answer = answers(case(), 1)["dana"]
    assert (answer.may, answer.kind, answer.channels[0]) == ("yes", "thank_you", "email")


def test_a_stated_preference_is_the_channel():
    preferring = case(people=(replace(DANA, prefers="phone_call"),))
    assert answers(preferring, 1)["dana"].channels == ("phone_call",)


def test_before_contact_is_welcome_the_gate_names_the_instant_and_the_rule():
    answer = answers(case(interview={"no_contact_before": at(48)}), 1)["dana"]
    assert (answer.may, answer.opens_at, answer.rules) == ("not_before", at(48), ("respects_dates",))


def test_what_the_employer_asked_for_binds_where_the_policy_has_no_such_rule():
    answer = answers(case(interview={"no_contact_before": at(48)}), 1, policy(thanked_everyone={}))["dana"]
    assert (answer.may, answer.rules) == ("not_before", ())


def test_who_was_thanked_may_be_asked_once_the_check_in_window_opens():
    facts = case(touch("t1", 2), people=(DANA, MARCUS), interview={"decision_by": date(2026, 5, 12)})
    found = answers(facts, 3)
    assert (found["dana"].kind, found["dana"].may, found["dana"].opens_at) == (
        "check_in",
        "not_before",
        at(201),
    )
    assert found["marcus"].may == "yes"
    assert answers(facts, 210)["dana"].may == "yes"


def test_after_the_one_check_in_the_gate_is_closed():
    facts = case(touch("t1", DAY * 5.5, "check_in"), touch("t0", 2))
    assert answers(facts, DAY * 6)["dana"].may == "no"


def test_a_person_who_heard_often_enough_is_left_alone():
    facts = case(touch("t1", 2), touch("t2", 3, "other"))
    answer = answers(facts, 4)["dana"]
    assert (answer.may, answer.reason, answer.rules) == ("no", "cap", ("touch_cap",))


def test_an_employer_that_wants_no_contact_gets_none():
    answer = answers(case(job={"route": "none"}), 1)["dana"]
    assert (answer.may, answer.reason) == ("no", "unwanted")


def test_through_the_agency_is_a_yes_by_way_of_the_recruiter():
    answer = answers(case(job={"route": "via_agency"}), 1)["dana"]
    assert (answer.may, answer.through_agency) == ("yes", True)


def test_a_closed_or_cancelled_case_is_a_no():
    assert answers(case(), LATER)["dana"].reason == "closed"
    assert answers(case(interview={"cancelled_at": at(-5)}), 1)["dana"].reason == "cancelled"


def test_before_the_end_it_is_too_early():
    assert answers(case(), -0.5)["dana"].reason == "before_end"
