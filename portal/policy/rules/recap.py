"""The recap: written at once, complete, and used again (rules 4–8).

Without a recap, 5 and 6 stay open until the case closes and are missed then; 7 asks nothing.
"""

from collections.abc import Callable
from typing import Any

from portal.policy.catalogue import rule
from portal.policy.facts import Recap
from portal.policy.finding import Finding, met, missed, not_applicable, pending, shared
from portal.policy.moments import hours as hours_of
from portal.policy.moments import micros
from portal.policy.params import SECTIONS, chosen, number
from portal.policy.view import View

_RECAP = ("recap",)


@rule(
    4,
    text="Send in your recap within {hours} of the interview.",
    sources=("FIVE 4",),
    params={"hours": number("hours", "elapsed since the interview's end", 0, 720)},
    reasons={
        "in_time": "Your recap was in {after_for} after the interview.",
        "late": "Your recap came {after_for} after the interview; {hours} was the limit.",
        "none": "No recap came within {hours} of the interview.",
        "open": "Your recap is not in yet; {hours} after the interview is the limit.",
    },
    advice={
        "late": "Next time, write it before you do anything else: details fade within hours.",
        "none": "Write it now all the same; you will want it when they call back.",
        "open": "Write your recap now, while you still remember the details.",
    },
)
def recap_promptly(view: View, hours: float) -> Finding:
    """Whether the recap was submitted by the interview's end plus ``hours`` (elapsed). FIVE 4.

    An undated recap proves no time: the rule waits for one with a date.
    """
    limit = view.ended + hours_of(hours)
    standing = view.standing(limit)
    recap = view.recap
    if recap is not None and recap.submitted_at is not None:
        at = micros(recap.submitted_at)
        values = {"after_for": max(at - view.ended, 0)}
        if at <= limit:
            return met("in_time", values, _RECAP)
        return not_applicable("decided_first") if standing == "void" else missed("late", values, _RECAP)
    if standing == "open":
        return pending(limit)
    if standing == "void":
        return not_applicable("decided_first", final=view.as_of >= limit)
    return missed("none")


def _answered(recap: Recap) -> int:
    return sum(1 for q in recap.questions if _content(q.asked) and _content(q.answered))


@rule(
    5,
    text="Record at least {min} with the answer you gave.",
    sources=("GDH",),
    params={"min": number("questions", "questions recorded with the answer given", 1, 100)},
    reasons={
        "enough": "You recorded {count} with your answers.",
        "few": "You recorded {count} with your answers; at least {min} were asked for.",
        "no_recap": "There is no recap to record questions in.",
        "open": "So far {count} with your answers are recorded; at least {min} are asked for.",
    },
    advice={
        "few": "Next time, write down every question you can remember, and what you said.",
        "no_recap": "Next time, write down every question you can remember, and what you said.",
        "open": "Add the questions you remember and what you answered; they help in the next round.",
    },
)
def recap_questions(view: View, min: int) -> Finding:  # noqa: A002 - the parameter's name in every policy
    """Whether the recap holds at least ``min`` questions with the answer given. GDH."""
    count = _answered(view.recap) if view.recap is not None else 0
    values = {"count": f"{count} question{'' if count == 1 else 's'}"}
    if count >= min:
        return met("enough", values, _RECAP)
    if not view.closed:
        return pending(view.closes_at, "open", values)
    return missed("few", values, _RECAP) if view.recap else missed("no_recap", final=view.over)


def _content(value: str | None) -> bool:
    return bool(value and value.strip())


_HAS: dict[str, Callable[[View, Recap], Any]] = {
    "topics": lambda _, recap: any(map(_content, recap.topics)),
    "good_points": lambda _, recap: any(map(_content, recap.good_points)),
    "bad_points": lambda _, recap: any(map(_content, recap.bad_points)),
    "first_impressions": lambda _, recap: _content(recap.first_impressions),
    "environment": lambda _, recap: _content(recap.environment),
    "people": lambda view, _: view.facts.people,
    "requirements": lambda _, recap: any(map(_content, recap.requirements)),
}


@rule(
    6,
    text="Fill every section of your recap: {sections}.",
    sources=("FIVE 4",),
    params={"sections": chosen("sections", "sections that must have content", SECTIONS)},
    reasons={
        "filled_met": "Every section of your recap has something in it.",
        "filled_partly": "Your recap has nothing under {sections_lacking}.",
        "filled_missed": "Your recap has nothing under {sections_lacking}.",
        "no_recap": "There is no recap.",
        "open": "Your recap has nothing yet under {sections_lacking}.",
    },
    advice={
        "filled_partly": "Next time, one line under each heading is enough.",
        "filled_missed": "Next time, one line under each heading is enough.",
        "no_recap": "Next time, write a short recap: one line under each heading is enough.",
        "open": "Add a line about {sections_lacking}.",
    },
)
def recap_complete(view: View, sections: frozenset[str]) -> Finding:
    """Share of the listed ``sections`` that have content. FIVE 4."""
    recap = view.recap
    lacking = [s for s in SECTIONS if s in sections and not (recap and _HAS[s](view, recap))]
    if lacking and not view.closed:
        return pending(view.closes_at, "open", {"sections_lacking": tuple(lacking)})
    if recap is None:
        return missed("no_recap", final=view.over)
    values = {"sections_lacking": tuple(lacking)} if lacking else {}
    return shared(len(sections) - len(lacking), len(sections), "filled", values, _RECAP)


@rule(
    7,
    text="Work out a better answer to every question you stumbled on.",
    sources=("FIVE 3",),
    reasons={
        "reworked_met": "You worked out a better answer to every question that made you stumble.",
        "reworked_partly": "There is no better answer yet to {questions}.",
        "reworked_missed": "There is no better answer to {questions}.",
        "open": "There is no better answer yet to {questions}.",
        "none": "No question made you stumble.",
        "no_recap": "Without a recap there is no question to work on.",
    },
    advice={
        "reworked_partly": "Write it down all the same; the same question often comes back.",
        "reworked_missed": "Write it down all the same; the same question often comes back.",
        "open": "Write the answer you wish you had given; your thank-you can take it up.",
    },
)
def reworked_answers(view: View) -> Finding:
    """Share of the questions marked as stumbled that have a better answer; open until the case closes. FIVE 3."""
    if view.recap is None:
        return not_applicable("no_recap", final=view.over)
    stumbled = [q for q in view.recap.questions if q.stumbled]
    if not stumbled:
        return not_applicable("none")
    lacking = tuple(q.asked for q in stumbled if not _content(q.better_answer))
    values = {"questions": lacking} if lacking else {}
    if lacking and not view.closed:
        return pending(view.closes_at, "open", values, _RECAP)
    return shared(len(stumbled) - len(lacking), len(stumbled), "reworked", values, _RECAP)


@rule(
    8,
    text="Read your recap again in the {hours} before the next interview.",
    sources=("FIVE 4",),
    params={"hours": number("hours", "elapsed before the next interview", 1, 720)},
    reasons={
        "read": "You opened your recap {before_for} before the next interview.",
        "unread": "Your recap was not opened in the {hours} before the next interview.",
        "open": "The next interview is on {next_at}; your recap is worth another look shortly before.",
        "none": "No next interview with this employer is set.",
    },
    advice={
        "unread": "Next time, read it on the way: you will remember names and topics.",
        "open": "Open your recap again in the {hours} before the next interview.",
    },
)
def recap_reread(view: View, hours: float) -> Finding:
    """Whether the recap was opened in the ``hours`` before the next interview; open until then, whatever the outcome.

    FIVE 4.
    """
    following = view.facts.interview.next_interview_at
    if following is None:
        return not_applicable("none", final=view.over)
    ends = micros(following)
    opens = ends - hours_of(hours)
    recap = view.facts.recap
    if recap is not None:
        written = micros(recap.submitted_at) if recap.submitted_at is not None else opens
        for opened in recap.opened_at:
            at = micros(opened)
            if max(opens, written) <= at <= min(ends, view.as_of):
                return met("read", {"before_for": ends - at}, _RECAP)
    if view.as_of < ends:
        return pending(ends, "open", {"next_at": ends}, opens=opens)
    return missed("unread")
