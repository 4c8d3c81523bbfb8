"""A result as plain values: what `portal score --format json` prints, and what others keep or send."""

from typing import Any

from portal.policy.moments import instant
from portal.policy.scoring import Judged, Result
from portal.policy.wording import advice, because


def result_values(result: Result) -> dict[str, Any]:
    """The result as JSON values: instants as ISO 8601 text, exact fractions as numbers."""
    return {
        "policy": {"name": result.policy.name, "version": result.policy.version},
        "as_of": result.as_of.isoformat(),
        "closes_at": result.closes_at.isoformat(),
        "score": result.score,
        "band": result.band,
        "earned": float(result.earned),
        "possible": float(result.possible),
        "rules": [judged_values(judged, result) for judged in result.rules],
    }


def judged_values(judged: Judged, result: Result) -> dict[str, Any]:
    """One verdict as JSON values; an overridden one also shows what was ``computed``."""
    finding = judged.finding
    fraction = judged.fraction
    values: dict[str, Any] = {
        "id": judged.id,
        "level": judged.step.level,
        "verdict": finding.verdict,
        "fraction": None if fraction is None else float(fraction),
        "points": float(judged.points),
        "possible": float(judged.possible),
        "final": finding.final,
        "opens": _iso(finding.opens, result),
        "due": _iso(finding.due, result),
        "evidence": list(finding.evidence),
        "because": because(judged, result),
        "advice": advice(judged, result),
        "source": judged.step.source,
    }
    if judged.computed is not None:
        values["computed"] = judged.computed.verdict
    return values


def _iso(at: int | None, result: Result) -> str | None:
    return None if at is None else instant(at, result.view.zone).isoformat()
