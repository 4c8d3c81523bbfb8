from fractions import Fraction

from portal.policy.facts import Question
from tests.policy.build import LATER, at, case, recap, verdict

ASKED = Question(asked="How do you test?", answered="With contract tests.")
STUMBLED = Question(asked="What is a watermark?", answered="I guessed.", stumbled=True)
REWORKED = Question(asked="Why us?", answered="Hm.", stumbled=True, better_answer="Because of the rota.")
SECTIONS = ["topics", "environment", "people"]


def test_a_recap_at_the_very_limit_is_prompt():
    assert verdict(case(recap=recap(12)), 13, "recap_promptly", hours=12) == "met"


def test_a_recap_a_second_after_the_limit_is_late():
    assert verdict(case(recap=recap(12 + 1 / 3600)), 13, "recap_promptly", hours=12) == "missed"


def test_a_recap_is_awaited_until_its_limit():
    assert verdict(case(), 11.9, "recap_promptly", hours=12) == "pending"
    assert verdict(case(), 12, "recap_promptly", hours=12) == "missed"


def test_no_recap_is_asked_for_once_the_outcome_came_before_its_limit():
    facts = case(interview={"outcome": "rejected", "outcome_at": at(5)})
    assert verdict(facts, 6, "recap_promptly", hours=12) == "not_applicable"


def test_a_recap_submitted_later_is_not_seen_yet():
    assert verdict(case(recap=recap(8, questions=(ASKED,))), 7, "recap_questions", min=1) == "pending"


def test_enough_questions_with_answers_are_met():
    assert verdict(case(recap=recap(questions=(ASKED, STUMBLED))), 2, "recap_questions", min=2) == "met"


def test_questions_without_answers_do_not_count():
    unanswered = Question(asked="Why?", answered=" ")
    facts = case(recap=recap(questions=(ASKED, unanswered)))
    assert verdict(facts, 2, "recap_questions", min=2) == "pending"
    assert verdict(facts, LATER, "recap_questions", min=2) == "missed"


def test_a_complete_recap_is_met():
    facts = case(recap=recap(topics=("loads",), environment="Quiet."))
    assert verdict(facts, 2, "recap_complete", sections=SECTIONS) == "met"


def test_an_incomplete_recap_earns_the_share_of_its_sections_when_the_case_closes():
    facts = case(recap=recap(topics=("loads",)))
    assert verdict(facts, 2, "recap_complete", sections=SECTIONS) == "pending"
    assert verdict(facts, LATER, "recap_complete", sections=SECTIONS) == ("partly", Fraction(2, 3))


def test_without_a_recap_its_sections_are_missed_at_closing_though_people_are_listed():
    assert verdict(case(), LATER, "recap_complete", sections=SECTIONS) == "missed"


def test_better_answers_are_shared_over_stumbles():
    facts = case(recap=recap(questions=(STUMBLED, REWORKED, ASKED)))
    assert verdict(facts, 2, "reworked_answers") == "pending"
    assert verdict(facts, LATER, "reworked_answers") == ("partly", Fraction(1, 2))


def test_without_a_stumble_or_a_recap_no_better_answer_is_asked_for():
    assert verdict(case(recap=recap(questions=(ASKED,))), 2, "reworked_answers") == "not_applicable"
    assert verdict(case(), LATER, "reworked_answers") == "not_applicable"


def test_the_recap_read_again_before_the_next_interview_is_met():
    facts = case(recap=recap(opened_at=(at(80),)), interview={"next_interview_at": at(100)})
    assert verdict(facts, 90, "recap_reread", hours=48) == "met"


def test_a_reading_before_the_window_does_not_count():
    facts = case(recap=recap(opened_at=(at(40),)), interview={"next_interview_at": at(100)})
    assert verdict(facts, 99, "recap_reread", hours=48) == "pending"
    assert verdict(facts, 100, "recap_reread", hours=48) == "missed"


def test_rereading_is_awaited_whatever_the_outcome():
    facts = case(
        interview={"next_interview_at": at(100), "outcome": "next_round", "outcome_at": at(20)},
    )
    assert verdict(facts, 30, "recap_reread", hours=48) == "pending"


def test_without_a_next_interview_no_rereading_is_asked_for():
    assert verdict(case(recap=recap()), 2, "recap_reread", hours=48) == "not_applicable"


def test_a_recap_opened_before_it_was_submitted_was_not_read_again():
    facts = case(recap=recap(90, opened_at=(at(80),)), interview={"next_interview_at": at(100)})
    assert verdict(facts, 101, "recap_reread", hours=48) == "missed"
