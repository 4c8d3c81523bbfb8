"""Facts + policy + an instant → verdicts, score and band. The one place that adds points up.

The score is 100 × earned ÷ possible over met, partly and missed, in exact fractions, rounded half up. A missed *must*
caps the band. Score and band stay empty until something other than an unbroken prohibition is decided.
"""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from portal.policy import ENGINE
from portal.policy.facts import Facts, Override
from portal.policy.finding import Finding, not_applicable
from portal.policy.moments import instant, micros
from portal.policy.plan import Step, plan_for
from portal.policy.policy import Policy
from portal.policy.reading import Readings
from portal.policy.view import View

BANDS = ((90, "Outstanding"), (75, "Good"), (50, "Developing"), (0, "Needs work"))
"""The least rounded score of each band."""
CAPPED = BANDS[-1][1]
"""The band that a missed must caps to."""


class Judged(NamedTuple):
    """One rule of the policy with what it found.

    ``computed`` is the finding of the rule itself where a recruiter's ``override`` replaced it.
    """

    step: Step
    finding: Finding
    override: Override | None = None
    computed: Finding | None = None

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.step.rule.id

    @property
    def fraction(self) -> Fraction | None:
        """The share of the rule's points, None while pending or where not applicable."""
        if self.finding.verdict in ("pending", "not_applicable"):
            return None
        return Fraction(self.finding.earned, self.finding.parts)

    @property
    def points(self) -> Fraction:
        """Points earned."""
        return self.step.weight * (self.fraction or Fraction(0))

    @property
    def possible(self) -> Fraction:
        """Points that enter the sum: those of a bonus only as far as they are earned."""
        if self.fraction is None:
            return Fraction(0)
        return self.points if self.step.level == "bonus" else self.step.weight


class Result(NamedTuple):
    """A score run: the verdicts in the catalogue's order, and their sum.

    ``score`` (0–100) and ``band`` are None while nothing is decided. ``capped``: a missed must holds the band down,
    ``provisional`` while no such miss is final.
    """

    policy: Policy
    as_of: datetime
    view: View
    rules: tuple[Judged, ...]
    earned: Fraction
    possible: Fraction
    score: int | None
    band: str | None
    capped: bool
    provisional: bool
    engine: str = ENGINE

    @property
    def closes_at(self) -> datetime:
        """When the case closes (or closed), in the agency's timezone."""
        return instant(self.view.closes_at, self.view.zone)

    def find(self, rule: str) -> Judged | None:
        """The verdict on the rule with that id, where the policy has it."""
        return next((judged for judged in self.rules if judged.id == rule), None)


def score(facts: Facts, policy: Policy, as_of: datetime, readings: Readings | None = None) -> Result:
    """Judge ``facts`` by ``policy`` as seen at the aware instant ``as_of``.

    ``readings``: of the texts, against what is seen at ``as_of`` (``readings_for``); without them they are read now.
    """
    plan = plan_for(policy, facts.job.overrides, facts.interview.stage)
    at = micros(as_of)
    view = View(facts, plan.frame, at, readings)
    none_to_judge = _no_case(view)
    if none_to_judge is not None:
        return _sum(policy, as_of, view, tuple(Judged(step, none_to_judge) for step in plan.steps))
    judged = [_judged(Judged, (step, _judge(step, view), None, None)) for step in plan.steps]
    if facts.overrides:
        overrides = _overrides(facts, at)
        judged = [_override(each, overrides.get(each.step.rule.id)) for each in judged]
    return _sum(policy, as_of, view, tuple(judged))


_judged = tuple.__new__  # four times as fast as the class's own constructor, and called for every rule


def _no_case(view: View) -> Finding | None:
    cancelled = view.facts.interview.cancelled_at
    if cancelled is not None and micros(cancelled) <= view.as_of:
        return not_applicable("cancelled")
    if view.as_of < view.ended:
        return not_applicable("before_end", {"ended_at": view.ended}, final=False)
    return None


def _judge(step: Step, view: View) -> Finding:
    if step.always:
        return step.judge(view)
    idle = _idle(step, view)
    if idle is not None:
        return idle
    found = step.judge(view)
    if step.rule.needs_interest and view.recap is None and found.final and not view.over:
        return found._replace(final=False)  # a recap still to come may say that the interest is lost
    return found


def _idle(step: Step, view: View) -> Finding | None:
    """Why the rule asks nothing of this case at all, whatever happened."""
    rule = step.rule
    if step.off_stage:
        return _OFF_STAGE
    if rule.asks_for is not None and view.routes[rule.asks_for] == "none":
        return _UNWANTED
    if rule.needs_people and not view.required:
        return _NOBODY
    lost = view.recap is not None and view.recap.still_interested is False
    return _NO_INTEREST if lost and rule.needs_interest else None


_OFF_STAGE = not_applicable("off_stage")
_UNWANTED = not_applicable("unwanted")
_NOBODY = not_applicable("nobody_to_thank")
_NO_INTEREST = not_applicable("no_interest")


def _overrides(facts: Facts, at: int) -> Mapping[str, Override]:
    """Rule → the latest override at or before ``at``; of several at one instant the last given."""
    found: dict[str, tuple[int, Override]] = {}
    for override in facts.overrides:
        when = micros(override.at) if override.at is not None else -1
        if when <= at and when >= found.get(override.rule, (-1, override))[0]:
            found[override.rule] = when, override
    return {rule: override for rule, (_, override) in found.items()}


def _override(judged: Judged, override: Override | None) -> Judged:
    if override is None:
        return judged
    computed = judged.finding
    return Judged(judged.step, _overridden(override, computed), override, computed)


def _overridden(override: Override, computed: Finding) -> Finding:
    share = Fraction(1 if override.verdict == "met" else 0)
    if override.verdict == "partly":
        share = Fraction(computed.earned, computed.parts) if computed.verdict == "partly" else Fraction(1, 2)
        if override.fraction is not None:
            share = Fraction(str(override.fraction))
    values = {"by": override.by or "your recruiter", "why": override.why or ""}
    return Finding(
        override.verdict,
        "overridden",
        values,
        computed.evidence,
        final=True,
        earned=share.numerator,
        parts=share.denominator,
    )


_OUTSIDE = ("pending", "not_applicable")


def _sum(policy: Policy, as_of: datetime, view: View, judged: tuple[Judged, ...]) -> Result:
    earned: dict[int, int] = {}
    possible: dict[int, int] = {}
    decided = capped = final_cap = False
    for step, finding, _, _ in judged:
        verdict, _, _, _, final, gained, parts, _, _ = finding
        if verdict in _OUTSIDE:
            continue
        gained *= step.units
        worth = gained if step.bonus else step.units * parts
        earned[parts] = earned.get(parts, 0) + gained
        possible[parts] = possible.get(parts, 0) + worth
        if worth and not (verdict == "met" and step.prohibition):
            decided = True
        if step.must and verdict == "missed":
            capped = True
            final_cap = final_cap or final
    scale = step.scale if judged else 1
    common = lcm(*earned) if earned else 1
    top = sum(count * (common // parts) for parts, count in earned.items())
    bottom = sum(count * (common // parts) for parts, count in possible.items())
    points = (200 * top + bottom) // (2 * bottom) if decided and bottom else None
    band = None
    if points is not None:
        band = CAPPED if capped else next(name for least, name in BANDS if points >= least)
    return Result(
        policy,
        as_of,
        view,
        judged,
        Fraction(top, common * scale),
        Fraction(bottom, common * scale),
        points,
        band,
        capped and points is not None,
        capped and not final_cap,
    )
