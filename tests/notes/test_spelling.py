import pytest

from portal.notes.reading import Context
from portal.notes.spelling import correction, corrections, misspelt
from tests.policy.build import case, touch, verdict


def test_a_common_misspelling_is_found_at_its_place():
    [span] = misspelt("I was glad to recieve your mail.", Context())
    assert (span.kind, span.start, span.end) == ("misspelling", 14, 21)


@pytest.mark.parametrize(
    ("wrong", "right"), [("recieve", "receive"), ("Definately", "Definitely"), ("TEH", "THE")]
)
def test_a_correction_keeps_the_capitals(wrong: str, right: str):
    assert correction(wrong) == right


def test_right_words_need_no_correction():
    assert misspelt("Thank you for your time and for the interview.", Context()) == []


def test_words_of_the_recap_the_job_and_names_are_right():
    assert (
        misspelt("Dear Ms Libary, the Teh project.", Context(names=("Jo Libary",), topics=("Teh project",)))
        == []
    )


def test_a_word_written_twice_is_found():
    assert [s.kind for s in misspelt("Thank you for the the time.", Context())] == ["grammar"]


def test_no_correction_is_itself_listed_as_wrong():
    assert [r for r in corrections().values() if any(word in corrections() for word in r.split())] == []


def test_a_misspelt_note_is_not_well_written():
    facts = case(touch("t1", 2, body="I apreciate the oppertunity to talk."))
    assert verdict(facts, 3, "well_written", max_misspellings=1, max_choppy=2) == "missed"
    assert verdict(facts, 3, "well_written", max_misspellings=2, max_choppy=2) == "met"
