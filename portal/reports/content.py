"""What a coaching report says: facts, verdicts and an instant become the words of the template. Pure.

The same facts, policy, instant, language, paper and branding give the same content, and nothing else goes in.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from portal.policy.facts import Facts
from portal.policy.limits import limit_of
from portal.policy.next_steps import next_steps
from portal.policy.scoring import Judged, Result
from portal.policy.wording import advice, because
from portal.reports.evidence import Sources
from portal.reports.notes import sent_notes
from portal.reports.strip import clock_strip
from portal.reports.trace import categories, not_asked, trace
from portal.reports.words import BANDS, FORMATS, STAGES, day, figure, moment, period, points, zone

PURPOSE = (
    "Coaching. This report helps one person with one interview. It is never shown to an employer, ranks nobody and "
    "decides nothing about you."
)


@dataclass(frozen=True, slots=True)
class Branding:
    """Whose report it is, and on what it is printed. ``questions``: who answers them, and how to reach them."""

    agency: str = ""
    colour: str = "#14576b"
    logo: str | None = None
    paper: str = "letter"
    language: str = "en_US"
    questions: str = ""
    policy_title: str = ""
    policy_version: str = ""
    policy_since: str | None = None


def content(facts: Facts, result: Result, brand: Branding) -> dict[str, Any]:
    """The report's whole content, as ``templates/reports/interview_body.html`` describes it."""
    there = result.view.zone
    end = facts.interview.ends_at.astimezone(there)
    start = facts.interview.starts_at.astimezone(there) if facts.interview.starts_at else None
    limit = limit_of(facts, result.policy, "thank_you", result.as_of)
    sources = Sources(facts, there)
    name = facts.candidate.name
    return {
        "lang": brand.language.replace("_", "-"),
        "paper": brand.paper,
        "title": f"Coaching report: {name}, {facts.job.title} at {facts.job.employer}",
        "agency": {
            "name": brand.agency or (facts.agency.name if facts.agency else "") or "Coaching",
            "colour": brand.colour,
            "logo": brand.logo,
        },
        "candidate": name,
        "candidate_first": (name.split() or [name])[0],
        "job": facts.job.title,
        "employer": facts.job.employer,
        "interview": {
            "stage": STAGES[facts.interview.stage],
            "format": FORMATS.get(facts.interview.format or "", "Interview"),
            "when": f"{day(end)} {end.year}, {f'{start:%H:%M}–' if start else 'until '}{end:%H:%M} {zone(end)}",
            "people": [person.name for person in facts.people],
        },
        "score": result.score,
        "band": BANDS[result.band],
        "band_note": band_note(result),
        "earned": figure(result.earned),
        "possible": figure(result.possible),
        "went_well": went_well(result),
        "next_three": next_three(result),
        "clock": clock_strip(facts, result.as_of, limit.due_at if limit else None, there),
        "categories": categories(result),
        "trace": trace(result, sources),
        "not_asked": not_asked(result),
        "notes": sent_notes(facts, result.as_of, sources),
        "next_check_in": next_check_in(result),
        "one_thing": None,
        "policy": {
            "name": brand.policy_title or result.policy.title or result.policy.name,
            "version": brand.policy_version or result.policy.version,
            "since": brand.policy_since,
        },
        "as_of": moment(result.as_of.astimezone(there)),
        "engine": f"Candidate coaching portal, engine {result.engine}",
        "purpose": PURPOSE,
        "question": question(facts, brand),
    }


def went_well(result: Result) -> list[str]:
    """Why the best three verdicts are met: those that bring most first, acts before what was only not broken."""
    kept = [judged for judged in result.rules if judged.finding.verdict == "met"]
    kept.sort(key=lambda judged: (judged.step.rule.prohibition, -judged.step.weight, judged.step.rule.number))
    return [because(judged, result) for judged in kept[:3]]


def next_three(result: Result) -> list[dict[str, Any]]:
    """What brings most next: open steps by the time left; where none are open, what to do better next time."""
    found: list[dict[str, Any]] = [
        {"text": step.advice, "points": points(step.points), "due": period(step.opens_at, step.due_at)}
        for step in next_steps(result)
    ]
    lost = [judged for judged in result.rules if judged.finding.verdict in {"missed", "partly"}]
    lost.sort(key=lambda judged: (judged.points - judged.step.weight, judged.step.rule.number))
    found += [
        {"text": text, "points": f"next time {points(_lost(judged))}", "due": None}
        for judged in lost
        if (text := advice(judged, result))
    ]
    return found[:3]


def band_note(result: Result) -> str | None:
    """What holds the band, or what can still move it."""
    if result.score is None:
        return "As soon as something is decided, it stands here."
    if result.capped:
        held = next(
            judged
            for judged in result.rules
            if judged.step.level == "must" and judged.finding.verdict == "missed"
        )
        return f"One thing that this policy asks for without exception is open: {because(held, result)}"
    open_points = sum(
        (judged.step.weight for judged in result.rules if judged.finding.verdict == "pending"), Fraction(0)
    )
    return f"{points(open_points)[1:].capitalize()} can still be won." if open_points else None


def next_check_in(result: Result) -> str | None:
    """When to check in, where that is still ahead."""
    step = next((step for step in next_steps(result) if step.action == "check_in"), None)
    return period(step.opens_at, step.due_at) if step else None


def question(facts: Facts, brand: Branding) -> str:
    """Whom to ask, and how to say that one sees it differently."""
    recruiter = facts.recruiter
    who = brand.questions or (
        recruiter.name + (f" ({recruiter.email})" if recruiter.email else "") if recruiter else ""
    )
    return (
        f"Ask {who}: a person answers, and a verdict can be changed."
        if who
        else "Ask your agency: a person answers."
    )


def _lost(judged: Judged) -> Fraction:
    return judged.step.weight - judged.points
