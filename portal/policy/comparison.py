"""Policies side by side: for each rule, what each of them says."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.policy.catalogue import RULES, Rule
from portal.policy.policy import Entry, Policy


@dataclass(frozen=True, slots=True)
class Row:
    """One rule (or setting) in several policies: ``cells`` in their order, empty where one leaves the rule out."""

    rule: str
    cells: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the policies disagree."""
        return len(set(self.cells)) > 1


def compare(policies: Sequence[Policy]) -> list[Row]:
    """Every setting and rule that at least one of ``policies`` has, in the catalogue's order."""
    settings = [
        Row("window_days", tuple(str(p.window_days) for p in policies)),
        Row("support_staff", tuple("yes" if p.support_staff else "no" for p in policies)),
    ]
    rules = sorted({name for p in policies for name in p.rules}, key=lambda name: RULES[name].number)
    return settings + [
        Row(name, tuple(entry_words(RULES[name], p.rules.get(name)) for p in policies)) for name in rules
    ]


def entry_words(rule: Rule, entry: Entry | None) -> str:
    """What a policy says of a rule, in short: level, weight where it is unusual, parameters, stages."""
    if entry is None:
        return ""
    said = [f"{entry.level} ({float(entry.weight):g})"]
    said += [
        f"{name} {param.say(entry.params.get(name, param.default))}"
        for name, param in rule.params.items()
        if name in entry.params
    ]
    if entry.stages:
        said.append(f"stages {', '.join(entry.stages)}")
    return "; ".join(said)
