"""What holds for every case, whatever happened in it."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.casefile import dump_case, load_case
from portal.policy import facts as f
from portal.policy.gate import gate
from portal.policy.next_steps import next_steps
from portal.policy.packs import NAMES, pack
from portal.policy.policy import Policy, policy_of
from portal.policy.results import result_values
from portal.policy.scoring import Result, score
from tests.policy.any_case import at, cases, hours, known_by

EVERYTHING = Policy(
    name="everything",
    version="1",
    rules={rule: entry for name in reversed(NAMES) for rule, entry in pack(name).rules.items()},
)
"""All 41 rules, each as the agency default (else another pack) has it."""
policies = st.sampled_from([EVERYTHING, *(pack(name) for name in NAMES)])
often = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def verdicts(result: Result) -> dict[str, object]:
    return {j.id: (j.finding.verdict, j.fraction, j.finding.final, j.finding.due) for j in result.rules}


@often
@given(cases(), policies, hours)
def test_what_happens_later_changes_nothing(facts: f.Facts, policy: Policy, when: float):
    seen = score(known_by(facts, at(when)), policy, at(when))
    assert verdicts(score(facts, policy, at(when))) == verdicts(seen)


@often
@given(cases(), policies, hours, hours)
def test_a_final_verdict_never_changes(facts: f.Facts, policy: Policy, one: float, other: float):
    earlier, later = (score(facts, policy, at(when)) for when in sorted((one, other)))
    found = verdicts(later)
    for judged in earlier.rules:
        if judged.finding.final:
            assert (judged.id, found[judged.id][:2]) == (judged.id, (judged.finding.verdict, judged.fraction))


@often
@given(cases(), policies, hours)
def test_points_sum_up_to_the_score(facts: f.Facts, policy: Policy, when: float):
    result = score(facts, policy, at(when))
    assert sum((j.points for j in result.rules), Fraction(0)) == result.earned
    assert sum((j.possible for j in result.rules), Fraction(0)) == result.possible
    if result.score is not None:
        exact = 100 * result.earned / result.possible
        assert Fraction(-1, 2) <= exact - result.score < Fraction(1, 2)


@often
@given(cases(), policies, hours)
def test_nothing_but_the_reading_before_the_next_interview_is_pending_in_a_closed_case(
    facts: f.Facts, policy: Policy, when: float
):
    result = score(facts, policy, at(when))
    if at(when) >= result.closes_at:
        assert [j.id for j in result.rules if j.finding.verdict == "pending" and j.id != "recap_reread"] == []


@often
@given(cases(), policies, hours, st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_listed_does_not_matter(
    facts: f.Facts, policy: Policy, when: float, shuffle
):
    def mixed(items: tuple) -> tuple:
        return tuple(shuffle.sample(items, len(items)))

    other = replace(
        facts,
        people=mixed(facts.people),
        notes=tuple(replace(n, reviews=mixed(n.reviews)) for n in mixed(facts.notes)),
        touches=mixed(facts.touches),
        promises=mixed(facts.promises),
        posts=mixed(facts.posts),
    )
    one, two = score(facts, policy, at(when)), score(other, policy, at(when))
    assert verdicts(one) == verdicts(two)
    assert one.score == two.score


@often
@given(cases(), policies, hours, st.integers(-400, 400))
def test_moving_everything_by_some_days_changes_no_verdict(
    facts: f.Facts, policy: Policy, when: float, days: int
):
    shift = timedelta(days=days)

    def moved(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(moved(item) for item in value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{n: moved(getattr(value, n)) for n in value.__dataclass_fields__})
        return value + shift if hasattr(value, "isoformat") else value

    one = score(facts, policy, at(when))
    two = score(moved(facts), policy, at(when) + shift)
    assert [(j.finding.verdict, j.fraction) for j in one.rules] == [
        (j.finding.verdict, j.fraction) for j in two.rules
    ]


@often
@given(cases(), policies, hours)
def test_a_case_written_and_read_back_scores_the_same(facts: f.Facts, policy: Policy, when: float):
    again = load_case(dump_case(facts))
    assert again == facts
    assert verdicts(score(again, policy, at(when))) == verdicts(score(facts, policy, at(when)))


@often
@given(cases(), policies, st.integers(0, 20), st.integers(0, 60), st.integers(0, 60))
def test_waiting_longer_for_a_decision_never_lowers_a_closed_score(
    facts: f.Facts, policy: Policy, submitted: int, wait: int, less: int
):
    sent = submitted + max(wait, less)

    def waited(length: int) -> f.Facts:
        review = f.Review(submitted_at=at(submitted), decided_at=at(submitted + length), decision="approved")
        note = f.Note(id="n9", kind="thank_you", to=("a",), body="Thank you for the time.", reviews=(review,))
        touch = f.Touch(id="t9", at=at(sent), kind="thank_you", channel="email", to=("a",), note="n9")
        return replace(facts, notes=(*facts.notes, note), touches=(*facts.touches, touch))

    longer, shorter = (score(waited(n), policy, at(3000)) for n in sorted((wait, less), reverse=True))
    assert (longer.score or 0) >= (shorter.score or 0)


@often
@given(cases(), policies, hours)
def test_every_result_can_be_said_in_sentences(facts: f.Facts, policy: Policy, when: float):
    result = score(facts, policy, at(when))
    for said in result_values(result)["rules"]:
        assert said["because"]
        assert "{" not in said["because"] + said["advice"]


@often
@given(cases(), policies, hours)
def test_no_next_step_is_refused_by_the_gate(facts: f.Facts, policy: Policy, when: float):
    result = score(facts, policy, at(when))
    refused = {
        a.person
        for a in gate(facts, policy, at(when))
        if a.may == "no" and a.reason in ("closed", "cancelled")
    }
    for step in next_steps(result):
        assert not refused & set(step.people)
        assert step.advice
        assert step.opens_at is None or step.opens_at.tzinfo is not None


def test_the_policy_of_everything_has_every_rule():
    assert len(EVERYTHING.rules) == 41
    assert policy_of(
        {
            "policy": 1,
            "name": "x",
            "version": "1",
            "rules": {"touch_cap": {"level": "must", "params": {"max": 1}}},
        }
    )
