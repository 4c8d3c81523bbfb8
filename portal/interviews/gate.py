"""Whom may the candidate contact now, by which way, under which rules: the engine's answers as a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.employers.words import CHANNELS
from portal.errors import NotFound
from portal.interviews.spans import moment
from portal.models import Channel, Interview
from portal.policy.gate import Answer, gate
from portal.policy.scoring import score
from portal.policy.wording import rule_text
from portal.scoring.facts import facts_of, names_of
from portal.scoring.policies import policy_in, version_of

LOOKS = {"yes": ("ok", "●"), "not_before": ("warn", "◌"), "no": ("bad", "○")}
"""Tone and mark of an answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """The answer for one person: in a word, in a sentence, the ways that fit, and the rules that decide it."""

    word: str
    tone: str
    mark: str
    sentence: str
    by: list[str]
    rules: list[str]


def answers(interview: Interview, zone: str, now: datetime) -> dict[UUID, Line]:
    """An answer for everybody met, by the id of the person met; none for an agency that has no policy yet."""
    try:
        policy = policy_in(version_of(interview))
    except NotFound:
        return {}
    facts = facts_of(interview)
    rules = {judged.id: rule_text(judged.step) for judged in score(facts, policy, now).rules}
    found = {answer.person: _line(answer, zone, rules) for answer in gate(facts, policy, now)}
    return {key: found[name] for key, name in names_of(interview).items() if name in found}


def _line(answer: Answer, zone: str, rules: dict[str, str]) -> Line:
    words = {"yes": _("Yes, now"), "not_before": _("Not yet"), "no": _("No")}
    tone, mark = LOOKS[answer.may]
    ways = [] if answer.may == "no" else [str(_way(channel)) for channel in answer.channels]
    return Line(
        word=words[answer.may],
        tone=tone,
        mark=mark,
        sentence=_sentence(answer, zone),
        by=[*ways, _("through the agency")] if answer.through_agency and ways else ways,
        rules=[rules[rule] for rule in answer.rules if rule in rules],
    )


def _sentence(answer: Answer, zone: str) -> str:
    """Why, with the instant as the reader's clock will show it."""
    at = moment(answer.opens_at, zone)
    reasons = {
        "welcome": _("A thank-you is welcome now.")
        if answer.kind == "thank_you"
        else _("They can be written to."),
        "before_end": _("The interview is not over yet."),
        "silence": _("They asked for no contact before %(at)s.", at=at),
        "decision": _("They need the time they asked for, until %(at)s.", at=at),
        "window": _("The best time to check in begins on %(at)s.", at=at),
        "spacing": _("Some time belongs between two messages: from %(at)s on.", at=at),
        "cap": _("They have heard from you often enough. Leave it there."),
        "checked_in": _("You checked in. Now it is their turn."),
        "unwanted": _("This company wants no contact. Your recruiter keeps in touch."),
        "closed": _("This is closed. Your recruiter can tell you more."),
        "cancelled": _("The interview was cancelled."),
    }
    return str(reasons[answer.reason])


def _way(channel: str) -> Any:
    return CHANNELS.get(Channel(channel), channel)
