import pytest

from portal.policy.catalogue import RULES
from portal.policy.comparison import compare
from portal.policy.packs import NAMES, UnknownPackError, pack
from portal.policy.plan import plan_for
from portal.policy.policy import PolicyError, load_policy
from portal.policy.wording import SHARED_REASONS, rule_text
from tests.policy.build import policy

HEAD = "policy: 1\nname: x\nversion: 1\n"


def faults(text: str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        load_policy(text, "x.yaml")
    return [str(fault) for fault in caught.value.faults]


def test_the_catalogue_has_41_rules_numbered_without_gaps():
    assert sorted(r.number for r in RULES.values()) == list(range(1, 42))


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_a_pack_can_be_said_in_plain_words_with_its_source(name: str):
    for step in plan_for(pack(name), {}, "first").steps:
        assert "{" not in rule_text(step)
        assert step.source


@pytest.mark.parametrize("name", [n for n in NAMES if n != "agency-default"])
def test_a_pack_has_only_rules_that_its_article_asks_for(name: str):
    article = pack(name).article
    foreign = [r for r in pack(name).rules if all(s.split()[0] != article for s in RULES[r].sources)]
    assert foreign == []


def test_every_advice_belongs_to_a_reason():
    for rule in RULES.values():
        assert set(rule.advice) <= set(rule.reasons) | set(SHARED_REASONS), rule.id


def test_levels_bring_their_weights_unless_the_policy_sets_one():
    rules = policy(
        asked_timeline={"level": "must"},
        thanked_everyone={},
        call_rehearsed={"level": "bonus", "weight": 0.5},
    ).rules
    assert [float(e.weight) for e in rules.values()] == [3, 2, 0.5]


def test_a_parameter_without_a_default_must_be_given():
    assert faults(f"{HEAD}rules: {{touch_cap: {{level: must}}}}") == [
        "x.yaml:4: rules.touch_cap.params.max: is missing; allowed: touches a person may get (times)"
    ]


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("recap_promptly: {level: must, params: {hours: -1}}", "hours: is -1; allowed: a number of hours from 0 to 720"),
        ("recap_questions: {level: must, params: {min: 1.5}}", "min: is 1.5; allowed: a whole number of questions"),
        ("written_for_each: {level: must, params: {max_similarity: 2}}", "allowed: a share from 0 to 1"),
        ("checks_in_when_due: {level: must, params: {windows: {first: [8, 5]}, grace_days: 3}}", "windows: is {'first': [8, 5]}"),
        ("sent_directly: {level: must, params: {route: sideways}}", "allowed: one of direct, via_agency, none"),
        ("recap_complete: {level: must, params: {sections: [mood]}}", "allowed: a list of topics"),
        ("asked_timeline: {level: must, params: {hours: 1}}", "hours: is no parameter of asked_timeline; allowed: none: it takes none"),
        ("asked_timeline: {level: must, stages: [third]}", "stages: is ['third']"),
        ("asked_timeline: 3", "is no rule's entry"),
    ],
)  # fmt: skip
def test_a_bad_entry_is_named_with_what_is_allowed(rule: str, fault: str):
    assert any(fault in one for one in faults(f"{HEAD}rules: {{{rule}}}"))


def test_an_unknown_pack_says_which_there_are():
    with pytest.raises(UnknownPackError, match="agency-default, gdh, hn, make, five, tp"):
        pack("nobody")


def test_comparing_names_every_rule_that_one_of_them_has():
    rows = {row.rule: row for row in compare([pack("make"), pack("five")])}
    assert set(rows) == {"window_days", "support_staff", *pack("make").rules, *pack("five").rules}
    assert not rows["thanked_within"].differs
    assert rows["touch_cap"].cells == (
        "must (3); max 1 time; counts " + SAID,
        "must (3); max 2 times; counts " + SAID,
    )


SAID = "email, handwritten note, letter, LinkedIn message, text message and phone call"


def test_a_policy_may_say_a_rule_in_its_own_words():
    own = load_policy(
        f"{HEAD}rules: {{touch_cap: {{level: must, text: 'Write {{max}}, no more.', params: {{max: 2}}}}}}"
    )
    assert [rule_text(step) for step in plan_for(own, {}, "first").steps] == ["Write 2 times, no more."]
