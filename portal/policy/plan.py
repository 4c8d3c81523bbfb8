"""A policy made ready to judge with: parameters bound, the employer's own in place, the stage settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from math import lcm
from typing import Any

from portal.policy.catalogue import RULES, Rule, parameters_ready
from portal.policy.finding import Finding
from portal.policy.frame import ALL_CHANNELS, Frame
from portal.policy.policy import Policy
from portal.policy.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One rule about to be judged. ``units / scale`` is its weight in whole numbers that share one scale.

    ``given``: the parameters as the policy (or the employer) writes them; ``params``: as the rule's function takes
    them; ``judge`` is that function with them in place. ``always``: nothing keeps the rule from being judged.
    """

    rule: Rule
    judge: Callable[[View], Finding]
    always: bool
    bonus: bool
    must: bool
    prohibition: bool
    level: str
    weight: Fraction
    units: int
    scale: int
    off_stage: bool
    params: Mapping[str, Any]
    given: Mapping[str, Any]
    source: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The steps in the catalogue's order, and what the view needs to know of the policy."""

    steps: tuple[Step, ...]
    frame: Frame


def plan_for(policy: Policy, overrides: Mapping[str, Mapping[str, object]], stage: str) -> Plan:
    """The plan of ``policy`` for an interview of ``stage`` whose employer has ``overrides``; kept for the next one."""
    return _plan(policy, _frozen(overrides) if overrides else (), stage)


_Frozen = tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]


def _frozen(overrides: Mapping[str, Mapping[str, object]]) -> _Frozen:
    return tuple(
        (rule, tuple((name, _hashable(value)) for name, value in sorted(given.items())))
        for rule, given in sorted(overrides.items())
    )


def _hashable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Pairs((key, _hashable(item)) for key, item in sorted(value.items()))
    return tuple(map(_hashable, value)) if isinstance(value, (list, tuple)) else value


class _Pairs(tuple[tuple[str, Any], ...]):
    """A mapping as a tuple of pairs, so that it can be a key and become a mapping again."""

    __slots__ = ()


@lru_cache(maxsize=1024)
def _plan(policy: Policy, overrides: _Frozen, stage: str) -> Plan:
    own = {rule: {n: dict(v) if isinstance(v, _Pairs) else v for n, v in given} for rule, given in overrides}
    scale = lcm(*(entry.weight.denominator for entry in policy.rules.values())) if policy.rules else 1
    steps = []
    for rule in sorted((RULES[name] for name in policy.rules), key=lambda r: r.number):
        entry = policy.rules[rule.id]
        given = {**entry.params, **own.get(rule.id, {})}
        params = parameters_ready(rule, given)
        off_stage = bool(entry.stages) and stage not in entry.stages
        steps.append(
            Step(
                rule=rule,
                judge=partial(rule.judge, **params),
                always=not (off_stage or rule.asks_for or rule.needs_people or rule.needs_interest),
                bonus=entry.level == "bonus",
                must=entry.level == "must",
                prohibition=rule.prohibition,
                level=entry.level,
                weight=entry.weight,
                units=int(entry.weight * scale),
                scale=scale,
                off_stage=off_stage,
                params=params,
                given=given,
                source=entry.source or policy.source_of(rule),
                text=entry.text or rule.text,
            )
        )
    return Plan(tuple(steps), _frame(policy, {s.rule.id: s.params for s in steps if not s.off_stage}, stage))


def _frame(policy: Policy, params: Mapping[str, Mapping[str, Any]], stage: str) -> Frame:
    check_in = params.get("checks_in_when_due")
    return Frame(
        window_days=policy.window_days,
        support_staff=policy.support_staff,
        route=params.get("sent_directly", {}).get("route", "direct"),
        thank_hours=params.get("thanked_within", {}).get("hours"),
        stage_days=check_in["windows"].get(stage) if check_in is not None else None,
        grace_days=check_in["grace_days"] if check_in is not None else None,
        counts=params.get("touch_cap", {}).get("counts", ALL_CHANNELS),
    )
