from fractions import Fraction

from portal.policy import facts as f
from tests.policy.build import DANA, LATER, MARCUS, SAM, at, case, draft, judge, touch, verdict

WORDS = "Dear Dana, thank you."


def test_an_approved_note_sent_in_its_words_had_a_second_reader():
    facts = case(touch("t1", 5, note="n1"), notes=(draft("n1", (1, 2), body=WORDS),))
    assert verdict(facts, 6, "second_reader") == "met"


def test_white_space_makes_no_other_words():
    facts = case(
        touch("t1", 5, note="n1", body="Dear Dana,\n\n thank you. "), notes=(draft("n1", (1, 2), body=WORDS),)
    )
    assert verdict(facts, 6, "second_reader") == "met"


def test_words_changed_after_approval_had_no_second_reader():
    facts = case(touch("t1", 5, note="n1", body="Hi Dana!"), notes=(draft("n1", (1, 2), body=WORDS),))
    assert verdict(facts, 6, "second_reader") == "missed"


def test_approval_after_the_sending_comes_too_late():
    facts = case(touch("t1", 5, note="n1"), notes=(draft("n1", (1, 6), body=WORDS),))
    assert verdict(facts, 7, "second_reader") == "missed"


def test_the_words_of_the_approved_revision_count():
    notes = (draft("n1", (1, 2, "changes_requested", "Old."), (3, 4, "approved", "New."), body="Newest."),)
    assert verdict(case(touch("t1", 5, note="n1", body="New."), notes=notes), 6, "second_reader") == "met"
    assert (
        verdict(case(touch("t1", 5, note="n1", body="Newest."), notes=notes), 6, "second_reader") == "missed"
    )


def test_second_readers_are_shared_over_touches():
    facts = case(
        touch("t1", 5, note="n1"),
        touch("t2", 6, to="marcus"),
        people=(DANA, MARCUS),
        notes=(draft("n1", (1, 2), body=WORDS),),
    )
    assert verdict(facts, 7, "second_reader") == ("partly", Fraction(1, 2))


def test_calls_and_thanks_to_others_need_no_second_reader():
    facts = case(touch("t1", 5, channel="phone_call"), touch("t2", 6, to="sam"), people=(DANA, SAM))
    assert verdict(facts, 7, "second_reader") == "met"


def test_close_to_the_limit_a_draft_in_review_may_go():
    beside = {"thanked_within": {"hours": 24}}
    facts = case(touch("t1", 23, note="n1"), notes=(draft("n1", (10, None), body=WORDS),))
    assert verdict(facts, 24, "second_reader", beside, unreviewed_within_hours=2) == "met"
    assert verdict(facts, 24, "second_reader", beside, unreviewed_within_hours=0) == "missed"
    early = case(touch("t1", 21, note="n1"), notes=(draft("n1", (10, None), body=WORDS),))
    assert verdict(early, 24, "second_reader", beside, unreviewed_within_hours=2) == "missed"


def test_a_second_message_with_something_new_is_fine():
    facts = case(
        touch("t1", 2, body="Thank you for your time."),
        touch("t2", 100, "check_in", body="Here it is: https://blog.example/replay"),
    )
    assert verdict(facts, 101, "offers_something_new") == "met"


def test_a_second_message_with_nothing_new_breaks_it():
    facts = case(touch("t1", 2), touch("t2", 100, "check_in", body="Any news yet?"))
    assert verdict(facts, 101, "offers_something_new") == "missed"


def test_what_was_sent_before_is_not_new():
    link = "Have a look: https://blog.example/replay"
    facts = case(touch("t1", 2, body=link), touch("t2", 100, "value_add", body=link))
    assert verdict(facts, 101, "offers_something_new") == "missed"


def test_the_first_touch_and_calls_without_words_break_nothing():
    first = case(touch("t1", 2, "check_in", body="Any news?"))
    call = case(touch("t1", 2), touch("t2", 100, "check_in", channel="phone_call"))
    assert verdict(first, 101, "offers_something_new") == "met"
    assert verdict(call, 101, "offers_something_new") == "met"


def test_as_many_calls_as_allowed_are_sparing():
    facts = case(touch("t1", 2, "other", channel="phone_call"))
    assert verdict(facts, 3, "phones_sparingly", max=1) == "met"
    assert verdict(facts, 3, "phones_sparingly", max=0) == "missed"


def test_a_call_to_the_recruiter_is_no_call_to_the_employer():
    facts = case(touch("t1", 2, "other", to="recruiter", channel="phone_call"))
    assert verdict(facts, 3, "phones_sparingly", max=0) == "met"


def test_a_call_with_an_approved_script_is_rehearsed():
    facts = case(
        touch("t1", 5, "check_in", channel="phone_call", note="n1"),
        notes=(draft("n1", (1, 2), kind="call_script"),),
    )
    assert verdict(facts, 6, "call_rehearsed") == "met"


def test_a_call_without_an_approved_script_is_not_rehearsed():
    facts = case(
        touch("t1", 5, "check_in", channel="phone_call", note="n1"),
        notes=(draft("n1", (1, None), kind="call_script"),),
    )
    assert verdict(facts, 6, "call_rehearsed") == "missed"


def test_without_a_call_nothing_has_to_be_rehearsed():
    assert verdict(case(), LATER, "call_rehearsed") == "not_applicable"


def promise(name: str, due: float, kept: float | None = None) -> f.Promise:
    return f.Promise(id=name, due=at(due), kept_at=None if kept is None else at(kept))


def test_a_promise_kept_at_its_time_is_kept():
    assert verdict(case(promises=(promise("p1", 20, 20),)), 21, "promises_kept") == "met"


def test_a_promise_kept_late_is_broken():
    assert verdict(case(promises=(promise("p1", 20, 21),)), 22, "promises_kept") == "missed"


def test_promises_are_open_until_the_earliest_open_time():
    facts = case(promises=(promise("p1", 20, 10), promise("p2", 60), promise("p3", 40), promise("p4", 5)))
    judged = judge(facts, 30, "promises_kept")
    assert judged.finding.verdict == "pending"
    assert judged.finding.values["lost"] == 1
    assert judged.finding.due == round(at(40).timestamp() * 1_000_000)
    assert verdict(facts, 61, "promises_kept") == ("partly", Fraction(1, 4))


def test_a_promise_due_after_the_outcome_asks_nothing():
    decided = {"outcome": "rejected", "outcome_at": at(30)}
    assert (
        verdict(case(promises=(promise("p1", 60),), interview=decided), 61, "promises_kept")
        == "not_applicable"
    )


def test_without_a_promise_nothing_has_to_be_kept():
    assert verdict(case(), LATER, "promises_kept") == "not_applicable"


def reference(name: str, told: float | None) -> f.Reference:
    return f.Reference(id=name, name="Lee", notified_at=None if told is None else at(told))


def test_references_told_before_the_interview_or_a_day_after_are_told_in_time():
    facts = case(references=(reference("r1", -50), reference("r2", 24)))
    assert verdict(facts, 25, "references_notified") == "met"


def test_references_are_open_until_their_limit_and_shared_after_it():
    facts = case(references=(reference("r1", 1), reference("r2", 30)))
    assert verdict(facts, 23, "references_notified") == "pending"
    assert verdict(facts, 31, "references_notified") == ("partly", Fraction(1, 2))


def test_without_references_nobody_has_to_be_told():
    assert verdict(case(), LATER, "references_notified") == "not_applicable"
