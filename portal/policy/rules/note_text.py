"""What the note says (rules 13–19): over the thank-yous sent to required people, as far as their words are known.

Shares count a mail to several once for each. Judged from the first one on; settled once everyone required is thanked,
or the case is closed with one sent: what comes later is not read.
"""

from collections.abc import Callable

from portal.notes.reading import Reading
from portal.policy.catalogue import rule
from portal.policy.finding import Finding, met, missed, not_applicable, pending, shared
from portal.policy.params import number
from portal.policy.view import View, ids

_NEXT = "Next time, "


def judge_texts(view: View, passes: Callable[[Reading], bool]) -> Finding:
    """The share of thank-yous whose reading ``passes``; none sent: pending until closes_at, then not applicable."""
    texts = view.read_thanks
    settled = view.as_of >= view.text_settled_at
    if not texts:
        return none_sent(view, settled=settled)
    lacking = [contact for contact, _, words in texts if not passes(view.readings.of(words))]
    evidence = ids(lacking or (contact for contact, _, _ in texts))
    known = view.recap is not None or view.over
    return shared(len(texts) - len(lacking), len(texts), "said", evidence=evidence, final=settled and known)


def none_sent(view: View, *, settled: bool) -> Finding:
    """What holds while no thank-you with known words is there."""
    if not settled and not view.closed:
        return pending(view.closes_at, "no_note")
    return not_applicable("words_unknown" if view.thanks else "no_note_sent", final=settled or view.over)


NOTE_REASONS = {
    "no_note": "There is no thank-you to read yet.",
    "no_note_sent": "There is no thank-you to read.",
    "words_unknown": "The words of your thank-you are not known.",
}


@rule(
    13,
    text="Say thank you for their time.",
    sources=("GDH", "TP"),
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "You thanked them for their time.",
        "said_partly": "Not every note thanks for the time or the conversation.",
        "said_missed": "Your note does not thank for the time or the conversation.",
    },
    advice={
        "said_partly": _NEXT + "open each note with a thank-you for the conversation.",
        "said_missed": _NEXT + "open with a thank-you for the conversation.",
        "no_note": "Open with a thank-you for the conversation.",
    },
)
def says_thanks(view: View) -> Finding:
    """Share of thank-yous that thank for the time, conversation, interview or opportunity. GDH, TP."""
    return judge_texts(view, lambda reading: reading.count("thanks") > 0)


@rule(
    14,
    text="Take up at least {min} from your conversation.",
    sources=("FIVE 1", "MAKE 2"),
    params={"min": number("topics", "topics or questions of the recap that appear", 1, 20)},
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "You took up what you spoke about.",
        "said_partly": "Not every note takes up what you spoke about.",
        "said_missed": "Your note takes up nothing that your recap lists as spoken about.",
        "no_recap": "There is no recap, so nothing shows what you spoke about.",
    },
    advice={
        "said_partly": _NEXT + "name one thing from the conversation in each note.",
        "said_missed": _NEXT + "name one thing from the conversation: it shows that you listened.",
        "no_recap": "Write your recap first: it gives you the topics to take up.",
        "no_note": "Name at least {min} from your recap.",
    },
)
def names_topics(view: View, min: int) -> Finding:  # noqa: A002 - the parameter's name in every policy
    """Share of thank-yous in which at least ``min`` topics or questions of the recap appear; no recap: missed.

    FIVE 1, MAKE 2. With nothing sent it waits like its family, recap or not.
    """
    if view.recap is None and view.read_thanks:
        return missed("no_recap", evidence=ids(c for c, _, _ in view.read_thanks), final=view.over)
    return judge_texts(view, lambda reading: reading.count("topic") >= min)


@rule(
    15,
    text="Say that you want the job.",
    sources=("HN 4", "TP"),
    asks_for="thank_you",
    needs_interest=True,
    reasons=NOTE_REASONS
    | {
        "said_met": "You said that you want the job.",
        "said_partly": "Not every note says that you want the job.",
        "said_missed": "Your note does not say that you want the job.",
    },
    advice={
        "said_partly": _NEXT + "say it plainly in each note: I am very interested in this position.",
        "said_missed": _NEXT + "say it plainly: I am very interested in this position.",
        "no_note": "Say plainly that you want the job.",
    },
)
def restates_interest(view: View) -> Finding:
    """Share of thank-yous that say that the candidate wants the job. HN 4, TP."""
    return judge_texts(view, lambda reading: reading.count("interest") > 0)


@rule(
    16,
    text="Tie something you can do to something they need.",
    sources=("MAKE 2", "HN 1"),
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "You tied what you can do to what they need.",
        "said_partly": "Not every note ties what you can do to what they need.",
        "said_missed": "Your note does not tie what you can do to what they need.",
    },
    advice={
        "said_partly": _NEXT + "pick one need for each reader and one result of yours that meets it.",
        "said_missed": _NEXT + "pick one thing they need and one result of yours that meets it.",
        "no_note": "Pick one thing they need and say what you have done that meets it.",
    },
)
def shows_fit(view: View) -> Finding:
    """Share of thank-yous that tie an own skill or result to a need or requirement of this job. MAKE 2, HN 1."""
    return judge_texts(view, lambda reading: reading.count("fit") > 0)


@rule(
    17,
    text="Take up an answer that you have thought over since.",
    sources=("GDH", "FIVE 3"),
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "taken_up": "You took up a question that had made you stumble.",
        "left_out": "No note takes up a question that made you stumble.",
        "no_stumble": "No question made you stumble.",
        "no_recap": "Without a recap, no stumble is known.",
    },
    advice={
        "left_out": _NEXT + "add a line: after giving your question more thought, I would say …",
        "no_note": "Give one of the questions that made you stumble a better answer, in two sentences.",
    },
)
def clarifies_stumbles(view: View) -> Finding:
    """Whether any one note (a thank-you, or a touch of kind clarification) takes up a reworked answer. GDH, FIVE 3."""
    recap = view.recap
    if recap is None:
        return not_applicable("no_recap", final=view.over)
    if not any(q.stumbled for q in recap.questions):
        return not_applicable("no_stumble")
    notes = [(c, words) for c, _, words in view.read_thanks]
    notes += [(c, c.words) for c in view.contacts if c.kind == "clarification" and c.people and c.words]
    taken = [c for c, words in notes if view.readings.of(words).count("clarification")]
    if taken:
        return met("taken_up", evidence=ids(taken))
    settled = view.as_of >= view.text_settled_at
    if not notes:
        return none_sent(view, settled=settled)
    return missed("left_out", evidence=ids(c for c, _ in notes), final=view.over)


@rule(
    18,
    text="Add something: a link, an attachment, a new thought.",
    sources=("GDH", "HN 1"),
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "You brought something along.",
        "said_partly": "Not every note brings something along.",
        "said_missed": "Your note brings no link, attachment or new information.",
    },
    advice={
        "said_partly": _NEXT + "add a link to an article or to work of yours.",
        "said_missed": _NEXT + "add a link to an article or to work of yours.",
        "no_note": "Add a link to an article or to work of yours, if you have one that fits.",
    },
)
def adds_something(view: View) -> Finding:
    """Share of thank-yous that bring a link, attachment or new information. GDH, HN 1."""
    texts = [
        (c, p) for c, p in view.thanks if c.at <= view.text_settled_at and (c.offers or c.words is not None)
    ]
    settled = view.as_of >= view.text_settled_at
    if not texts:
        return none_sent(view, settled=settled)
    good = [
        (c, p)
        for c, p in texts
        if c.offers or (c.words is not None and view.readings.of(c.words).count("addition"))
    ]
    return shared(len(good), len(texts), "said", evidence=ids(c for c, _ in good or texts), final=settled)


@rule(
    19,
    text="Look ahead to the next step or to working together.",
    sources=("TP",),
    asks_for="thank_you",
    reasons=NOTE_REASONS
    | {
        "said_met": "You looked ahead.",
        "said_partly": "Not every note looks ahead.",
        "said_missed": "Your note does not look ahead.",
    },
    advice={
        "said_partly": _NEXT + "end each note on what comes next.",
        "said_missed": _NEXT + "end on what comes next: I look forward to …",
        "no_note": "End on what comes next: I look forward to …",
    },
)
def looks_forward(view: View) -> Finding:
    """Share of thank-yous that look ahead to working together or the next step. TP."""
    return judge_texts(view, lambda reading: reading.count("look_ahead") > 0)
