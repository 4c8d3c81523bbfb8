"""A policy: which rules are in force, at which level, with which parameters. Data, versioned, checked before use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import portal.policy.rules  # noqa: F401 - registers the rules
from portal.policy.catalogue import RULES, Rule
from portal.policy.document import Document, Fault, Place, read_document
from portal.policy.params import REQUIRED, STAGES

LEVELS = {"must": 3, "should": 2, "bonus": 1}
"""Level → the weight that it has unless the policy says otherwise."""
_TEXTS = ("text", "advice", "note", "why", "source")
_ENTRY = ("level", "weight", "stages", "params", *_TEXTS)
_TOP = ("policy", "name", "title", "version", "article", "about", "window_days", "support_staff", "rules")


class PolicyError(ValueError):
    """A policy cannot be used; ``faults`` names everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One rule in a policy. ``params`` as written (the rule's defaults fill the rest); no ``stages``: all of them.

    ``note`` says where a value is the policy's own reading, ``why`` how a conflict between the articles was settled.
    """

    level: str
    weight: Fraction
    params: Mapping[str, Any] = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    text: str = ""
    advice: str = ""
    note: str = ""
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Policy:
    """A checked policy. ``article``: the tag of the one it follows, whose places then stand as the rules' sources."""

    name: str
    version: str
    rules: Mapping[str, Entry]
    title: str = ""
    about: str = ""
    article: str = ""
    window_days: int = 30
    support_staff: bool = False

    def source_of(self, rule: Rule) -> str:
        """Where the rule comes from: its places in this policy's article, else in all of them."""
        own = [s for s in rule.sources if s.split(" ")[0] == self.article]
        return ", ".join(own or rule.sources)


def load_policy(text: str, name: str = "policy") -> Policy:
    """Read and check a policy; raise PolicyError with every fault in it. ``name`` stands for the file in faults."""
    document = read_document(text, name)
    policy = None if document.faults else _policy(document)
    if document.faults or policy is None:
        raise PolicyError(document.faults)
    return policy


def policy_of(values: Mapping[str, Any], name: str = "policy") -> Policy:
    """Check a policy that is there as plain values (a stored version); raise PolicyError as ``load_policy`` does."""
    document = Document(name, value=values)
    policy = _policy(document)
    if document.faults or policy is None:
        raise PolicyError(document.faults)
    return policy


def _policy(document: Document) -> Policy | None:
    value = document.value
    if not isinstance(value, Mapping):
        document.fault((), "is no policy", f"the keys {', '.join(_TOP)}")
        return None
    _known(document, value, _TOP, ())
    for key in ("policy", "name", "version", "rules"):
        if value.get(key) in (None, ""):
            document.fault((key,), "is missing", "a value")
    if value.get("policy", 1) != 1:
        document.fault(("policy",), "is no format that we read", "1")
    for key in ("name", "title", "version", "article", "about"):
        if not isinstance(value.get(key, ""), (str, int)):
            document.fault((key,), "is no text", "text")
    _whole(document, value, "window_days", 1, 366)
    if not isinstance(value.get("support_staff", False), bool):
        document.fault(("support_staff",), "is neither true nor false", "true or false")
    rules = value.get("rules") or {}
    if not isinstance(rules, dict):
        document.fault(("rules",), "is no list of rules by name", "rule: {level: …}")
        rules = {}
    entries = {rule: _entry(document, rule, given) for rule, given in rules.items()}
    if document.faults:
        return None
    return Policy(
        name=str(value["name"]),
        version=str(value["version"]),
        title=str(value.get("title", "")),
        about=str(value.get("about", "")),
        article=str(value.get("article", "")),
        window_days=value.get("window_days", 30),
        support_staff=value.get("support_staff", False),
        rules={rule: entry for rule, entry in entries.items() if entry is not None},
    )


def _entry(document: Document, rule: str, given: Any) -> Entry | None:
    place: Place = ("rules", rule)
    if rule not in RULES:
        document.fault(place, "is no rule", ", ".join(RULES))
        return None
    if not isinstance(given, dict):
        document.fault(place, "is no rule's entry", f"the keys {', '.join(_ENTRY)}")
        return None
    _known(document, given, _ENTRY, place)
    level = given.get("level")
    if level not in LEVELS:
        document.fault((*place, "level"), f"is {level!r}", ", ".join(LEVELS))
        level = "should"
    weight = given.get("weight", LEVELS[level])
    if isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 < weight <= 100:  # noqa: PLR2004
        document.fault((*place, "weight"), f"is {weight!r}", "a number above 0, at most 100")
        weight = 1
    stages = given.get("stages", [])
    if not isinstance(stages, list) or any(s not in STAGES for s in stages):
        document.fault((*place, "stages"), f"is {stages!r}", f"a list of {', '.join(STAGES)}")
        stages = []
    for key in _TEXTS:
        if not isinstance(given.get(key, ""), str):
            document.fault((*place, key), "is no text", "text")
    params = given.get("params", {})
    for wrong in parameter_faults(RULES[rule], params):
        document.fault((*place, "params", *wrong[0]), wrong[1], wrong[2])
    if isinstance(params, dict):
        _complete(document, RULES[rule], params, place)
    return Entry(
        level=level,
        weight=Fraction(str(weight)),
        params=params if isinstance(params, dict) else {},
        stages=tuple(stages),
        **{key: str(given.get(key, "")) for key in _TEXTS},
    )


def parameter_faults(rule: Rule, params: Any) -> list[tuple[Place, str, str]]:
    """What is wrong with parameters given to ``rule``: (place within them, what, what is allowed)."""
    if not isinstance(params, Mapping):
        return [((), "is no list of parameters by name", ", ".join(rule.params) or "none: it takes none")]
    faults: list[tuple[Place, str, str]] = []
    for name, value in params.items():
        if name not in rule.params:
            allowed = ", ".join(rule.params) or "none: it takes none"
            faults.append(((name,), f"is no parameter of {rule.id}", allowed))
        elif (wrong := rule.params[name].fault(value)) is not None:
            faults.append(((name,), f"is {value!r}", wrong))
    return faults


def _complete(document: Document, rule: Rule, params: Mapping[str, Any], place: Place) -> None:
    for name, param in rule.params.items():
        if name not in params and param.default is REQUIRED:
            document.fault((*place, "params", name), "is missing", f"{param.about} ({param.unit})")


def _known(document: Document, given: Mapping[str, Any], allowed: tuple[str, ...], place: Place) -> None:
    for key in given:
        if key not in allowed:
            document.fault((*place, key), "is no key that belongs here", ", ".join(allowed))


def _whole(document: Document, value: Mapping[str, Any], key: str, least: int, most: int) -> None:
    found = value.get(key, least)
    if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
        document.fault((key,), f"is {found!r}", f"a whole number from {least} to {most}")
