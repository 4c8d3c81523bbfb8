from datetime import date

from portal.policy.next_steps import due_now, next_steps
from portal.policy.packs import pack
from portal.policy.scoring import score
from portal.policy.wording import advice, because
from tests.policy.build import DANA, LATER, MARCUS, at, case, draft, judge, recap, run, touch


def steps(facts, hours: float):
    return next_steps(score(facts, pack(), at(hours)))


def test_right_after_the_interview_the_recap_comes_first_and_the_thank_you_next():
    assert [s.action for s in steps(case(), 1)][:2] == ["recap", "thank_you"]


def test_rules_that_one_act_serves_are_one_step_with_their_points():
    thank_you = next(s for s in steps(case(), 1) if s.action == "thank_you")
    assert {"thanked_within", "thanked_everyone", "says_thanks"} <= set(thank_you.rules)
    assert thank_you.points > 10
    assert thank_you.due_at == at(24)


def test_steps_go_by_time_left():
    dues = [s.due_at for s in steps(case(), 1)]
    assert dues == sorted(dues)


def test_a_step_says_from_when_it_may_be_taken():
    found = steps(case(touch("t1", 2), interview={"decision_by": date(2026, 5, 12)}), 3)
    check_in = next(s for s in found if s.action == "check_in")
    assert check_in.opens_at == at(201)
    assert check_in not in due_now(found, at(3))


def test_what_the_gate_refuses_for_good_is_no_step():
    assert "check_in" not in [s.action for s in steps(case(touch("t1", 2), touch("t2", 3, "other")), 4)]


def test_what_the_gate_lets_wait_is_said_with_its_date():
    facts = case(interview={"no_contact_before": at(48)})
    said = next(s for s in steps(facts, 1) if s.action == "thank_you")
    assert said.opens_at == at(48)
    assert said.advice.startswith("They asked for no contact before Wed 6 May 2026, 15:00. Then:")


def test_through_the_agency_the_advice_says_so():
    said = next(s for s in steps(case(job={"route": "via_agency"}), 1) if s.action == "thank_you")
    assert said.through_agency
    assert said.advice.endswith("It goes through your recruiter.")


def test_a_closed_case_has_no_next_steps():
    assert steps(case(), LATER) == []


def test_reasons_name_people_times_and_parameters():
    facts = case(touch("t1", 30), people=(DANA, MARCUS))
    result = run(facts, LATER, thanked_within={"hours": 24}, thanked_everyone={})
    assert [because(j, result) for j in result.rules] == [
        "Thanked later than 24 hours: Dana Whitfield.",
        "No thank-you reached Marcus Bell.",
    ]


def test_a_span_is_said_in_hours_and_minutes():
    result = run(case(recap=recap(1.25)), 2, recap_promptly={"hours": 12})
    assert because(result.rules[0], result) == "Your recap was in 1 h 15 min after the interview."


def test_what_people_wrote_is_never_a_template():
    named = DANA.__class__(id="dana", name="{due_at} {0}", role="interviewer")
    result = run(case(people=(named,)), 1, thanked_everyone={})
    assert because(result.rules[0], result) == "Still to be thanked: {due_at} {0}."


def test_what_is_met_needs_no_advice():
    facts = case(interview={"asked_timeline": True})
    result = run(facts, 1, asked_timeline={})
    assert advice(judge(facts, 1, "asked_timeline"), result) == ""


def test_past_the_limit_a_draft_in_review_is_a_matter_for_the_recruiter():
    facts = case(notes=(draft("n1", (20, None)),))
    result = run(facts, 30, thanked_within={"hours": 24})
    assert because(result.rules[0], result).startswith("Your draft still lies with your recruiter")
    assert advice(result.rules[0], result).startswith("Ask your recruiter for the decision")
