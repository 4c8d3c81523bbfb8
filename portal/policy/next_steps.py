"""What to do next: the pending verdicts as actions with their limits, in order of time left.

Reminders, the candidate's list and the report's "next three things" are all this list. Several rules that one act
would serve make one step. Limits are the real ones; a step that the contact gate refuses for good is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from portal.policy.gate import Answer
from portal.policy.moments import instant
from portal.policy.scoring import Judged, Result
from portal.policy.wording import advice, asked_people, gate_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One act. ``action``: thank_you, check_in, value_add, connect, recap, or the rule's id.

    ``advice`` says it in words; ``opens_at`` (None: now) to ``due_at`` is its time, ``points`` what it can bring,
    ``people`` whom it concerns, ``through_agency`` whether it goes by way of the recruiter.
    """

    action: str
    advice: str
    rules: tuple[str, ...]
    points: Fraction
    due_at: datetime
    opens_at: datetime | None = None
    people: tuple[str, ...] = ()
    through_agency: bool = False


def next_steps(result: Result) -> list[NextStep]:
    """The steps of a result: those that may be taken now first, then by limit, then by what they bring."""
    groups: dict[str, list[Judged]] = {}
    for judged in result.rules:
        if judged.finding.verdict == "pending":
            groups.setdefault(_action(judged), []).append(judged)
    steps = [s for action, group in groups.items() if (s := _step(action, group, result)) is not None]
    return sorted(steps, key=lambda s: (s.due_at, -s.points, s.action))


def due_now(steps: Iterable[NextStep], as_of: datetime) -> list[NextStep]:
    """Those of ``steps`` that may be taken at ``as_of``."""
    return [s for s in steps if s.opens_at is None or s.opens_at <= as_of]


def _action(judged: Judged) -> str:
    rule = judged.step.rule
    if rule.asks_for is not None and rule.id != "stays_in_touch":
        return rule.asks_for
    if rule.family == "recap" and rule.id != "recap_reread":
        return "recap"
    return "recap" if rule.id in ("asked_timeline", "asked_contact_preference") else rule.id


def _step(action: str, group: list[Judged], result: Result) -> NextStep | None:
    first = min(group, key=lambda j: (j.finding.due or 0, j.step.rule.number))
    answers = gate_answers(first, result)
    welcome = [a for a in answers if a.may != "no"]
    if answers and not welcome:
        return None
    opens = [instant(j.finding.opens, result.view.zone) for j in group if j.finding.opens is not None]
    opens += _earliest(welcome)
    zone = result.view.zone
    return NextStep(
        action=action,
        advice=advice(first, result),
        rules=tuple(j.id for j in group),
        points=sum((j.step.weight for j in group), Fraction(0)),
        due_at=instant(first.finding.due or result.view.closes_at, zone),
        opens_at=max(opens, default=None),
        people=tuple(a.person for a in welcome) if answers else asked_people(first, result)[:0],
        through_agency=any(a.through_agency for a in welcome),
    )


def _earliest(answers: list[Answer]) -> list[datetime]:
    """When the first of the people may be contacted, where none may now."""
    if any(a.may == "yes" for a in answers):
        return []
    return [min(a.opens_at for a in answers if a.opens_at is not None)] if answers else []
