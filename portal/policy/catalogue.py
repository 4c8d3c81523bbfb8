"""The catalogue of rules: what registers one, and all that is known of it beside its function.

A rule is one function, registered with its parameters and its words; with one entry in a policy it is in force.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.policy.finding import Finding
from portal.policy.params import Param

Judge = Callable[..., Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``text`` says it in plain words, with ``{parameters}``; ``reasons`` and ``advice`` go by a finding's reason.

    ``sources``: where the articles ask for it ("GDH", "HN 3"). ``prohibition``: unbroken so far, it counts as met.
    ``asks_for``: the kind of touch it asks for; where the employer wants none of that kind it is not applicable.
    ``needs_people``: not applicable where nobody has to be thanked. ``needs_interest``: nor where the candidate has
    lost interest.
    """

    id: str
    number: int
    judge: Judge
    text: str
    params: Mapping[str, Param]
    sources: tuple[str, ...]
    reasons: Mapping[str, str]
    advice: Mapping[str, str]
    prohibition: bool = False
    asks_for: str | None = None
    needs_people: bool = False
    needs_interest: bool = False
    family: str = field(default="")


RULES: dict[str, Rule] = {}
"""Every registered rule by id, in the catalogue's order once ``portal.policy.rules`` is imported."""


def rule(
    number: int,
    *,
    text: str,
    sources: tuple[str, ...],
    reasons: Mapping[str, str],
    advice: Mapping[str, str],
    params: Mapping[str, Param] | None = None,
    prohibition: bool = False,
    asks_for: str | None = None,
    needs_people: bool = False,
    needs_interest: bool = False,
) -> Callable[[Judge], Judge]:
    """Register the decorated function as the rule of its name. It takes a view and its parameters by name."""

    def register(judge: Judge) -> Judge:
        name: str = getattr(judge, "__name__", "")
        if name in RULES:
            raise ValueError(f"the rule {name} is registered twice")
        RULES[name] = Rule(
            id=name,
            number=number,
            judge=judge,
            text=text,
            params=params or {},
            sources=sources,
            reasons=reasons,
            advice=advice,
            prohibition=prohibition,
            asks_for=asks_for,
            needs_people=needs_people,
            needs_interest=needs_interest,
            family=judge.__module__.rpartition(".")[2],
        )
        return judge

    return register


def parameters_ready(found: Rule, given: Mapping[str, Any]) -> dict[str, Any]:
    """The rule's parameters as its function receives them: those given, else their defaults."""
    return {
        name: param.ready(given.get(name, param.default))
        for name, param in found.params.items()
        if name in given or param.default is not None
    }
