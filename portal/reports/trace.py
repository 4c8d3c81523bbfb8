"""The trace table: every rule that asked something, with what was found, what it brought, and who asks for it."""

from fractions import Fraction
from typing import Any

from portal.policy.catalogue import RULES
from portal.policy.packs import NAMES, pack
from portal.policy.scoring import Judged, Result
from portal.policy.wording import advice, because, rule_text
from portal.reports.evidence import Sources
from portal.reports.words import ARTICLES, FAMILIES, LEVELS, VERDICTS, figure
from portal.reports.words import sources as article_names


def trace(result: Result, sources: Sources) -> list[dict[str, Any]]:
    """The rules by family, in the catalogue's order; those that asked nothing are left to :func:`not_asked`."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for judged in result.rules:
        if judged.finding.verdict != "not_applicable":
            groups.setdefault(_part(judged), []).append(_row(judged, result, sources))
    return [{"name": name, "rows": rows} for name, rows in groups.items()]


def not_asked(result: Result) -> str | None:
    """One sentence on the rules that asked nothing, or nothing where each asked something."""
    silent = [judged for judged in result.rules if judged.finding.verdict == "not_applicable"]
    if not silent:
        return None
    named = "; ".join(
        f"{rule_text(judged.step).rstrip('.')} ({because(judged, result).rstrip('.')})" for judged in silent
    )
    count = f"{len(silent)} rules" if len(silent) > 1 else "One rule"
    return f"{count} asked nothing here: {named}."


def categories(result: Result) -> list[dict[str, Any]]:
    """Points earned and possible by family, where any are decided."""
    sums: dict[str, list[Fraction]] = {}
    for judged in result.rules:
        if judged.possible:
            part = sums.setdefault(_part(judged), [Fraction(0), Fraction(0)])
            part[0] += judged.points
            part[1] += judged.possible
    return [
        {"name": name, "earned": float(earned), "possible": float(possible)}
        for name, (earned, possible) in sums.items()
    ]


def _part(judged: Judged) -> str:
    return FAMILIES.get(judged.step.rule.family, judged.step.rule.family)


def _row(judged: Judged, result: Result, sources: Sources) -> dict[str, Any]:
    finding, step = judged.finding, judged.step
    open_still = finding.verdict == "pending"
    return {
        "id": judged.id,
        "rule": rule_text(step),
        "note": LEVELS[step.level],
        "verdict": finding.verdict,
        "word": VERDICTS[finding.verdict] + ("" if finding.final or open_still else " so far"),
        "points": figure(judged.points),
        "possible": figure(step.weight if open_still else judged.possible)
        if open_still or judged.possible
        else None,
        "evidence": sources.of(judged, result),
        "because": because(judged, result),
        "advice": advice(judged, result) or None,
        "rewrite": None,
        "source": article_names(step.source),
        "disagree": disagreement(judged),
        "judged": "rule" if judged.override is None else judged.override.by or "a recruiter",
        "override": _override(judged, sources),
    }


def _override(judged: Judged, sources: Sources) -> dict[str, Any] | None:
    if judged.override is None or judged.computed is None:
        return None
    return {
        "by": judged.override.by or "a recruiter",
        "at": sources.at(judged.override.at) if judged.override.at else "undated",
        "why": judged.override.why or "",
        "computed": VERDICTS[judged.computed.verdict],
    }


def disagreement(judged: Judged) -> str | None:
    """Which articles ask for it with other figures: those whose packs set the rule's parameters otherwise."""
    rule = RULES[judged.id]
    others = []
    for name in NAMES:
        entry = pack(name).rules.get(judged.id) if name.upper() in ARTICLES else None
        if entry is not None and rule.params:
            said = {key: entry.params.get(key, rule.params[key].default) for key in rule.params}
            own = {key: judged.step.given.get(key, rule.params[key].default) for key in rule.params}
            if said != own:
                others.append(ARTICLES[name.upper()])
    return f"Other figures in {', '.join(others)}." if others else None
