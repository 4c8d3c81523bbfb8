"""Findings as sentences: friendly, plain, to the candidate.

The engine carries ids and values; words live only here and beside each rule.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from portal.policy.catalogue import Rule
from portal.policy.gate import Answer, may_contact
from portal.policy.moments import HOUR, instant, micros
from portal.policy.params import REQUIRED, listed, plain
from portal.policy.plan import Plan, Step, plan_for
from portal.policy.scoring import Judged, Result

SHARED_REASONS = {
    "cancelled": "The interview was cancelled, so there is nothing to follow up.",
    "before_end": "The interview is not over yet.",
    "off_stage": "This is not asked for at this stage.",
    "unwanted": "This employer wants no such contact.",
    "nobody_to_thank": "Nobody is listed who should be thanked.",
    "no_interest": "You are no longer interested in this job.",
    "decided_first": "The decision came before this was due.",
    "overridden": "Changed by {by}: {why}",
}
"""Reasons that every rule can give."""
GATE_REASONS = {
    "welcome": "You may write to {who} now.",
    "before_end": "The interview is not over yet.",
    "silence": "They asked for no contact before {opens_at}.",
    "decision": "They have not had the time that they asked for: wait until {opens_at}.",
    "window": "The best time for a check-in begins on {opens_at}.",
    "spacing": "Leave some time between messages: wait until {opens_at}.",
    "cap": "{who} has heard from you often enough; leave it there.",
    "checked_in": "You have checked in; now it is their turn.",
    "unwanted": "This employer wants no contact; your recruiter will keep in touch.",
    "closed": "This follow-up is closed; your recruiter can tell you more.",
    "cancelled": "The interview was cancelled.",
}
"""The gate's reasons."""


def rule_text(step: Step) -> str:
    """The rule in plain words (the policy's own, where it has them), with its values."""
    return _filled(step.text, _said(step.rule, step.given))


def because(judged: Judged, result: Result) -> str:
    """One sentence on why the verdict is what it is."""
    finding, rule = judged.finding, judged.step.rule
    template = rule.reasons.get(finding.reason) or SHARED_REASONS[finding.reason]
    return _filled(template, _values(judged, result)).rstrip(" :")


def advice(judged: Judged, result: Result) -> str:
    """What to do next, or an empty text where there is nothing to do. Never what the contact gate refuses."""
    finding, rule = judged.finding, judged.step.rule
    template = rule.advice.get(finding.reason, "")
    if not template or judged.override is not None:
        return ""
    own = result.policy.rules[rule.id].advice
    said = _filled(own or template, _values(judged, result))
    if finding.verdict == "pending" and rule.asks_for is not None:
        return _gated(said, judged, result)
    return said


def asked_people(judged: Judged, result: Result) -> tuple[str, ...]:
    """Whom a pending rule asks to contact: those it names, else everyone required."""
    who = judged.finding.values.get("who", ())
    return who if isinstance(who, tuple) and who else result.view.required or tuple(result.view.people)


def gate_answers(judged: Judged, result: Result) -> list[Answer]:
    """What the gate says on the touch that a pending rule asks for, person by person."""
    kind = judged.step.rule.asks_for
    if kind is None:
        return []
    plan = plan_of(result)
    return [may_contact(result.view, plan, person, kind) for person in asked_people(judged, result)]


def plan_of(result: Result) -> Plan:
    """The plan by which the result was reached."""
    facts = result.view.facts
    return plan_for(result.policy, facts.job.overrides, facts.interview.stage)


def _gated(said: str, judged: Judged, result: Result) -> str:
    answers = gate_answers(judged, result)
    if not answers or any(a.may == "yes" for a in answers):
        through = any(a.through_agency for a in answers if a.may == "yes")
        return f"{said} It goes through your recruiter." if through else said
    later = [a for a in answers if a.opens_at is not None]
    if not later:
        return gate_sentence(answers[0], result)
    first = min(later, key=lambda a: a.opens_at or result.as_of)
    opens, due = judged.finding.opens, judged.finding.due
    if due is not None and first.opens_at is not None and micros(first.opens_at) >= due:
        return gate_sentence(first, result)
    if opens is not None and first.opens_at is not None and micros(first.opens_at) <= opens:
        return said
    return f"{gate_sentence(first, result)} Then: {said[:1].lower()}{said[1:]}"


def gate_sentence(answer: Answer, result: Result) -> str:
    """The gate's answer in one sentence."""
    person = result.view.people[answer.person].name
    values = {"who": person}
    if answer.opens_at is not None:
        values["opens_at"] = moment(answer.opens_at)
    return _filled(GATE_REASONS[answer.reason], values)


def moment(when: datetime, *, ends: bool = False) -> str:
    """An instant as people say it; local midnight is a day, or the end of the one before (``ends``)."""
    if (when.hour, when.minute, when.second) != (0, 0, 0):
        return f"{when:%a} {when.day} {when:%b %Y, %H:%M}"
    day = when - timedelta(days=1) if ends else when
    return f"{'the end of ' if ends else ''}{day:%a} {day.day} {day:%b %Y}"


def span(length: int) -> str:
    """A span of microseconds in hours and minutes, or days."""
    hours, rest = divmod(length, HOUR)
    minutes = rest // 60_000_000
    if hours >= 72:  # noqa: PLR2004 - from three days on, hours say little
        return f"{hours // 24} days"
    return f"{hours} h {minutes} min" if hours and minutes else f"{hours} h" if hours else f"{minutes} min"


def _said(rule: Rule, given: Mapping[str, Any]) -> dict[str, str]:
    """The rule's parameters as words."""
    said = {}
    for name, param in rule.params.items():
        value = given.get(name, param.default)
        said[name] = "" if value is REQUIRED else param.say(value)
    return said


def _values(judged: Judged, result: Result) -> dict[str, str]:
    values = _said(judged.step.rule, judged.step.given)
    finding, zone = judged.finding, result.view.zone
    for name, value in finding.values.items():
        values[name] = _worded(name, value, result, zone)
    if finding.due is not None:
        values.setdefault("due_at", moment(instant(finding.due, zone), ends=True))
    return values


def _worded(name: str, value: Any, result: Result, zone: tzinfo) -> str:
    if name.endswith("_at"):
        return moment(instant(value, zone), ends=name in ("ends_at", "due_at"))
    if name.endswith("_for"):
        return span(value)
    if name.startswith("who"):
        return listed([result.view.people[p].name for p in value])
    if isinstance(value, tuple):
        shown = [f"“{v}”" if name == "questions" else plain(v) for v in value]
        return listed(shown)
    return str(value)


def _filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its ``{names}`` replaced. Values are text: what stands in them is never a template."""
    for name in _names(template):
        if name in values:
            template = template.replace("{" + name + "}", "\0".join(("", name, "")))
    for name, value in values.items():
        template = template.replace(f"\0{name}\0", value)
    return template[:1].upper() + template[1:]


def _names(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]
