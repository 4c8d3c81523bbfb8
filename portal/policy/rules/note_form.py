"""How the note is written (rules 20–23), judged over the same thank-yous as what it says."""

from fractions import Fraction
from itertools import combinations

from portal.policy.catalogue import rule
from portal.policy.finding import Finding, met, missed, not_applicable
from portal.policy.params import number
from portal.policy.params import share as share_of
from portal.policy.rules.note_text import NOTE_REASONS, judge_texts, none_sent
from portal.policy.view import View, ids


@rule(
    20,
    text="Keep your note to {min_words}–{max_words} words.",
    sources=("MAKE 2",),
    params={
        "min_words": number("words", "least words", 0, 10_000),
        "max_words": number("words", "most words", 1, 10_000),
    },
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "Your note has a good length.",
        "said_partly": "Not every note is {min_words}–{max_words} words long.",
        "said_missed": "Your note is not {min_words}–{max_words} words long.",
    },
    advice={
        "said_partly": "Next time, aim for a dozen sentences at most, and a few more than thanks.",
        "said_missed": "Next time, aim for a dozen sentences at most, and a few more than thanks.",
        "no_note": "Aim for {min_words}–{max_words} words.",
    },
)
def fits_length(view: View, min_words: int, max_words: int) -> Finding:
    """Share of thank-yous whose word count (greeting and sign-off included) is within bounds. MAKE 2."""
    return judge_texts(view, lambda reading: min_words <= reading.words <= max_words)


@rule(
    21,
    text="Write it well: at most {max_misspellings} and {max_choppy}.",
    sources=("MAKE 3",),
    params={
        "max_misspellings": number("misspellings", "misspelt words a note may have", 0, 100),
        "max_choppy": number(
            "choppy runs", "runs of very short sentences a note may have", 0, 100, noun="choppy run"
        ),
    },
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "Your note reads well.",
        "said_partly": "Not every note reads well: misspellings or choppy sentences.",
        "said_missed": "Your note has misspellings or choppy sentences.",
    },
    advice={
        "said_partly": "Next time, read it aloud once before you send it.",
        "said_missed": "Next time, read it aloud once before you send it.",
        "no_note": "Read it aloud once before you send it.",
    },
)
def well_written(view: View, max_misspellings: int, max_choppy: int) -> Finding:
    """Share of thank-yous within the limits. MAKE 3. Common misspellings are known, not a whole dictionary."""
    return judge_texts(
        view,
        lambda r: r.count("misspelling") <= max_misspellings and r.count("choppy") <= max_choppy,
    )


@rule(
    22,
    text="Write it yourself: no template, no gap left open.",
    sources=("MAKE 3", "FIVE 1"),
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "Your note is your own.",
        "said_partly": "A note still has a gap to fill, or reads like a stock letter.",
        "said_missed": "Your note still has a gap to fill, or reads like a stock letter.",
    },
    advice={
        "said_partly": "Next time, write to the person: name what the two of you spoke about.",
        "said_missed": "Next time, write to the person: name what the two of you spoke about.",
        "no_note": "Write it from scratch; nothing in brackets, nobody addressed as Sir or Madam.",
    },
)
def not_a_template(view: View) -> Finding:
    """Share of thank-yous with no placeholder left and that are no stock letter. MAKE 3, FIVE 1."""
    return judge_texts(view, lambda reading: not reading.count("placeholder") and not reading.count("stock"))


@rule(
    23,
    text="Write each person a note of their own.",
    sources=("FIVE 1",),
    params={"max_similarity": share_of("share of equal text from which two notes count as the same")},
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "own": "Each person got a note of their own.",
        "same": "{who} got nearly the same note.",
        "one": "One person was thanked, so there is nothing to compare.",
    },
    advice={
        "same": "Next time, keep the frame and change the middle: something you spoke about with each of them.",
        "no_note": "Give each person a sentence that only they could have got.",
    },
)
def written_for_each(view: View, max_similarity: Fraction) -> Finding:
    """Missed if any two people got texts whose similarity reaches ``max_similarity``, group mail included. FIVE 1.

    Compared without greeting, sign-off and names; not applicable with one person thanked.
    """
    settled = view.as_of >= view.text_settled_at
    texts = view.read_thanks
    if not texts:
        return none_sent(view, settled=settled)
    if len({person for _, person, _ in texts}) < 2:  # noqa: PLR2004 - two make a pair
        return not_applicable("one", evidence=ids(c for c, _, _ in texts), final=settled)
    limit = float(max_similarity)
    for (one, person, words), (other, second, wording) in combinations(texts, 2):
        if person != second and view.readings.similarity(words, wording) >= limit:
            return missed("same", {"who": (person, second)}, ids((one, other)))
    return met("own", evidence=ids(c for c, _, _ in texts), final=settled)
