from fractions import Fraction

import pytest

from portal.policy.facts import Question
from tests.policy.build import DANA, LATER, MARCUS, at, case, draft, judge, recap, touch, verdict

BOTH = (DANA, MARCUS)
TEXT_RULES = {
    "says_thanks": {},
    "names_topics": {"min": 1},
    "restates_interest": {},
    "shows_fit": {},
    "adds_something": {},
    "looks_forward": {},
    "fits_length": {"min_words": 5, "max_words": 200},
    "well_written": {"max_misspellings": 0, "max_choppy": 0},
    "not_a_template": {},
    "written_for_each": {"max_similarity": 0.85},
}
RECAP = recap(
    topics=("moving nightly loads to streaming", "the on-call rota"),
    requirements=("Kafka", "Python"),
    questions=(
        Question(
            asked="What is a watermark?",
            answered="Hm.",
            stumbled=True,
            better_answer="The event time up to which all data was seen.",
        ),
    ),
)


def noted(words: str, rule: str, **params: object) -> object:
    return verdict(case(touch("t1", 2, body=words), recap=RECAP), 3, rule, **params)


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("says_thanks", "Thank you for the conversation on Monday.", "It was nice to meet you."),
        ("says_thanks", "I really appreciated the time you took.", "Thanks in advance for your reply."),
        (
            "restates_interest",
            "I am very interested in this position.",
            "I am no longer interested in the role.",
        ),
        ("restates_interest", "I would love to join your team.", "You have a nice office."),
        ("shows_fit", "I have used Kafka in my last job.", "Kafka is a fine tool."),
        ("shows_fit", "My audit experience can help your team.", "I like your team."),
        ("adds_something", "See https://blog.example/replay for more.", "See you soon."),
        ("adds_something", "I attach a sample of my work.", "I work a lot."),
        ("looks_forward", "I look forward to hearing about the next step.", "That was all."),
        ("not_a_template", "Dear Dana, the rota was a good topic.", "Dear [Name], thank you."),
        ("not_a_template", "Dear Dana, the rota was a good topic.", "To whom it may concern: thank you."),
    ],
)
def test_what_a_note_says_is_found_and_what_it_does_not_say_is_missed(rule: str, good: str, bad: str):
    assert noted(good, rule, **TEXT_RULES[rule]) == "met"
    assert noted(bad, rule, **TEXT_RULES[rule]) == "missed"


def test_topics_and_questions_of_the_recap_are_found_in_other_forms_of_their_words():
    assert noted("The on-call rotas sound fair.", "names_topics", min=1) == "met"
    assert noted("Your question about watermarks stayed with me.", "names_topics", min=1) == "met"
    assert noted("The on-call rotas sound fair.", "names_topics", min=2) == "missed"


def test_without_a_recap_a_note_takes_up_no_topic():
    assert verdict(case(touch("t1", 2, body="The rota.")), 3, "names_topics", min=1) == "missed"
    assert verdict(case(), 3, "names_topics", min=1) == "pending"


def test_a_reworked_answer_in_any_one_note_clarifies():
    taken = "After giving it more thought: it is the event time up to which all data was seen."
    assert noted(taken, "clarifies_stumbles") == "met"
    assert noted("Thank you for your time.", "clarifies_stumbles") == "missed"


def test_without_a_stumble_or_a_recap_nothing_has_to_be_clarified():
    assert verdict(case(recap=recap()), 3, "clarifies_stumbles") == "not_applicable"
    assert verdict(case(), 3, "clarifies_stumbles") == "not_applicable"


def test_the_length_of_a_note_is_counted_in_words():
    assert noted("One two three four five", "fits_length", min_words=5, max_words=5) == "met"
    assert noted("One two three four five six", "fits_length", min_words=5, max_words=5) == "missed"


def test_choppy_runs_make_a_note_read_badly():
    choppy = "I liked it. It was good. I can help. Call me. Thank you for everything that you showed me."
    assert noted(choppy, "well_written", max_misspellings=0, max_choppy=0) == "missed"
    assert noted(choppy, "well_written", max_misspellings=0, max_choppy=1) == "met"


@pytest.mark.parametrize("rule", TEXT_RULES)
def test_with_no_note_sent_a_text_rule_is_open_and_then_asks_nothing(rule: str):
    assert verdict(case(), 3, rule, **TEXT_RULES[rule]) == "pending"
    assert verdict(case(), LATER, rule, **TEXT_RULES[rule]) == "not_applicable"


@pytest.mark.parametrize("rule", TEXT_RULES)
def test_a_thank_you_whose_words_nobody_knows_is_not_judged(rule: str):
    assert verdict(case(touch("t1", 2)), 3, rule, **TEXT_RULES[rule]) == "not_applicable"


def test_text_rules_share_over_people_so_a_group_mail_counts_once_for_each():
    third = DANA.__class__(id="kim", name="Kim", role="interviewer")
    facts = case(
        touch("t1", 2, body="Thank you for your time."),
        touch("t2", 3, to="marcus kim", body="Hello."),
        people=(*BOTH, third),
    )
    assert verdict(facts, 4, "says_thanks") == ("partly", Fraction(1, 3))


def test_text_rules_are_judged_from_the_first_note_and_settled_with_the_last():
    facts = case(touch("t1", 2, body="Thank you for your time."), people=BOTH, recap=RECAP)
    first = judge(facts, 3, "says_thanks")
    assert (first.finding.verdict, first.finding.final) == ("met", False)
    both = case(*facts.touches, touch("t2", 4, to="marcus", body="Hello."), people=BOTH, recap=RECAP)
    last = judge(both, 5, "says_thanks")
    assert (last.finding.verdict, last.finding.final) == ("partly", True)


def test_the_words_of_a_note_are_its_own_body_before_the_approved_one():
    notes = (draft("n1", (1, 2, "approved", "Thank you for your time."), body="Draft."),)
    assert verdict(case(touch("t1", 3, note="n1"), notes=notes), 4, "says_thanks") == "met"
    assert verdict(case(touch("t1", 3, note="n1", body="Hi."), notes=notes), 4, "says_thanks") == "missed"


def test_nearly_the_same_note_to_two_people_is_not_written_for_each():
    same = "Dear {}, thank you for the talk about threat models. I would love to join your team soon."
    facts = case(
        touch("t1", 2, body=same.format("Dana")),
        touch("t2", 3, to="marcus", body=same.format("Marcus")),
        people=BOTH,
    )
    assert verdict(facts, 4, "written_for_each", max_similarity=0.85) == "missed"


def test_a_group_mail_is_not_written_for_each():
    facts = case(touch("t1", 2, to="dana marcus", body="Thank you for your time."), people=BOTH)
    assert verdict(facts, 3, "written_for_each", max_similarity=0.85) == "missed"


def test_two_notes_with_middles_of_their_own_are_written_for_each():
    facts = case(
        touch(
            "t1", 2, body="Thank you. The move to streaming is what I did for two years at my last employer."
        ),
        touch(
            "t2", 3, to="marcus", body="Thank you. A rota with runbooks is how my team kept its nights quiet."
        ),
        people=BOTH,
    )
    assert verdict(facts, 4, "written_for_each", max_similarity=0.85) == "met"


def test_a_recap_submitted_after_the_note_is_not_seen_before():
    facts = case(touch("t1", 2, body="The on-call rota."), recap=recap(5, topics=("the on-call rota",)))
    assert verdict(facts, 3, "names_topics", min=1) == "missed"
    assert verdict(facts, 6, "names_topics", min=1) == "met"


def test_what_is_said_after_the_case_closed_is_not_read():
    facts = case(
        touch("t1", 2, body="Thank you for your time."),
        touch("t2", 60, to="marcus", body="Hello."),
        people=BOTH,
        interview={"outcome": "offer", "outcome_at": at(50)},
    )
    assert verdict(facts, 61, "says_thanks") == "met"
