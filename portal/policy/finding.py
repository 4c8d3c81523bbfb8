"""What a rule finds: a verdict with its share, its reason as message id and values, and when it can still change."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Verdict = Literal["met", "partly", "missed", "pending", "not_applicable"]

NOTHING: Mapping[str, object] = {}
"""Values of a reason that needs none."""


class Finding(NamedTuple):
    """One rule's verdict on one case.

    ``earned / parts`` is the exact share of the rule's points (1/1 for met, 0/1 for missed). ``reason`` names a message
    of the rule (or a shared one) and ``values`` fill it: a key ending in ``_at`` is an instant in microseconds, one
    ending in ``_for`` a span of them, ``who`` a tuple of people's ids. ``opens`` and ``due`` are instants in
    microseconds and only set while pending. ``final``: no later fact can change the verdict.
    """

    verdict: Verdict
    reason: str
    values: Mapping[str, object] = NOTHING
    evidence: tuple[str, ...] = ()
    final: bool = True
    earned: int = 0
    parts: int = 1
    opens: int | None = None
    due: int | None = None


def met(
    reason: str, values: Mapping[str, object] = NOTHING, evidence: tuple[str, ...] = (), *, final: bool = True
) -> Finding:
    """The rule is kept in full."""
    return Finding("met", reason, values, evidence, final, 1, 1)


def missed(
    reason: str, values: Mapping[str, object] = NOTHING, evidence: tuple[str, ...] = (), *, final: bool = True
) -> Finding:
    """The rule is broken, or its time is over."""
    return Finding("missed", reason, values, evidence, final)


def pending(
    due: int,
    reason: str = "open",
    values: Mapping[str, object] = NOTHING,
    evidence: tuple[str, ...] = (),
    *,
    opens: int | None = None,
) -> Finding:
    """The rule can still be met, from ``opens`` (now, where none is given) until ``due``."""
    return Finding("pending", reason, values, evidence, final=False, opens=opens, due=due)


def not_applicable(
    reason: str,
    values: Mapping[str, object] = NOTHING,
    evidence: tuple[str, ...] = (),
    *,
    final: bool = True,
) -> Finding:
    """The rule asks nothing here; ``reason`` says why."""
    return Finding("not_applicable", reason, values, evidence, final)


def shared(
    earned: int,
    parts: int,
    reason: str,
    values: Mapping[str, object] = NOTHING,
    evidence: tuple[str, ...] = (),
    *,
    final: bool = True,
) -> Finding:
    """Met, partly or missed by the share ``earned / parts``; the reason's id gets that verdict as its ending.

    ``reason="sent"`` becomes ``sent_met``, ``sent_partly`` or ``sent_missed``.
    """
    if earned >= parts:
        return Finding("met", reason + "_met", values, evidence, final, 1, 1)
    if earned > 0:
        return Finding("partly", reason + "_partly", values, evidence, final, earned, parts)
    return Finding("missed", reason + "_missed", values, evidence, final)
