"""Where sentences begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from portal.notes.sentences import paragraphs, sentences


def texts(text):
    return [sentence.text for sentence in sentences(text)]


def test_sentences_end_at_their_marks():
    assert texts("I liked it. Did you? We did! And so on… Then more.") == [
        "I liked it.",
        "Did you?",
        "We did!",
        "And so on…",
        "Then more.",
    ]


def test_titles_initials_times_and_figures_end_none():
    assert texts("Ms. Whitfield and J. Park met at 2 p.m. for 1.5 hours.") == [
        "Ms. Whitfield and J. Park met at 2 p.m. for 1.5 hours."
    ]
    assert texts("See www.acme.example/a.b?c=d for it. Thanks.") == [
        "See www.acme.example/a.b?c=d for it.",
        "Thanks.",
    ]


def test_a_word_that_is_also_an_abbreviation_ends_a_sentence_unless_a_figure_follows():
    assert texts("The answer was no. Then came room no. 4.") == [
        "The answer was no.",
        "Then came room no. 4.",
    ]


def test_an_abbreviation_may_be_a_sentences_last_word():
    assert texts("We met at 2 p.m. Dana joined later.") == ["We met at 2 p.m.", "Dana joined later."]
    assert texts("You and I. That was it.") == ["You and I.", "That was it."]


def test_a_closing_quote_or_bracket_belongs_to_its_sentence():
    assert texts('She said "go on." So I did. (It worked.) Good.') == [
        'She said "go on."',
        "So I did.",
        "(It worked.)",
        "Good.",
    ]


def test_a_number_that_opens_a_line_is_no_sentence():
    assert texts("1. Kafka in use. 2. A team of six.") == ["1. Kafka in use.", "2. A team of six."]


def test_a_lines_end_always_ends_one_and_empty_lines_are_left_out():
    assert [[one.text for one in line] for line in paragraphs("Dear Dana,\n\nThank you. Bye\nPriya\n")] == [
        ["Dear Dana,"],
        ["Thank you.", "Bye"],
        ["Priya"],
    ]


@given(st.text(alphabet="aI .!?…\n\t\"')(1é", max_size=80))
def test_every_sentence_stands_where_it_says_and_nothing_is_lost(text):
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert "".join("".join(one.text for one in found).split()) == "".join(text.split())
