from portal.policy import facts as f
from tests.policy.build import DAY, LATER, at, case, recap, touch, verdict

USEFUL = "I thought of you: https://blog.example/streams"


def test_learning_after_the_interview_counts_and_before_it_does_not():
    before = case(learning=(f.Learning(id="l1", at=at(-5)),))
    after = case(learning=(f.Learning(id="l1", at=at(5)),))
    assert verdict(after, 6, "keeps_learning", min=1) == "met"
    assert verdict(before, 6, "keeps_learning", min=1) == "pending"
    assert verdict(before, LATER, "keeps_learning", min=1) == "missed"


def test_undated_learning_counts():
    assert verdict(case(learning=(f.Learning(id="l1"),)), 1, "keeps_learning", min=1) == "met"


def test_applications_count_while_the_case_is_open():
    decided = {"outcome": "rejected", "outcome_at": at(50)}
    during = case(applications=(f.Application(id="a1", at=at(40)),), interview=decided)
    after = case(applications=(f.Application(id="a1", at=at(60)),), interview=decided)
    assert verdict(during, 70, "keeps_looking", min=1) == "met"
    assert verdict(after, 70, "keeps_looking", min=1) == "missed"
    assert verdict(case(), 70, "keeps_looking", min=1) == "pending"


def test_something_useful_after_a_quiet_week_stays_in_touch():
    facts = case(touch("t1", 2), touch("t2", DAY * 8, "value_add", body=USEFUL))
    assert verdict(facts, DAY * 9, "stays_in_touch", min=1) == "met"


def test_something_useful_too_soon_or_with_nothing_new_does_not():
    soon = case(touch("t1", DAY * 3, "value_add", body=USEFUL))
    empty = case(touch("t1", DAY * 8, "value_add", body="Just saying hello."))
    assert verdict(soon, DAY * 9, "stays_in_touch", min=1) == "pending"
    assert verdict(empty, LATER, "stays_in_touch", min=1) == "missed"


def test_an_answer_ends_the_silence_to_fill():
    facts = case(interview={"heard_back_at": at(DAY * 3)})
    assert verdict(facts, LATER, "stays_in_touch", min=1) == "not_applicable"


def test_who_lost_interest_need_not_stay_in_touch():
    assert verdict(case(recap=recap(still_interested=False)), 9, "stays_in_touch", min=1) == "not_applicable"
