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


# The four makers below build the tuple directly: a rule is judged thousands of times a second, and the class's own
# constructor takes four times as long.
_make = tuple.__new__


def met(
    reason: str, values: Mapping[str, object] = NOTHING, evidence: tuple[str, ...] = (), *, final: bool = True
) -> Finding:
    """The rule is kept in full."""
    return _make(Finding, ("met", reason, values, evidence, final, 1, 1, None, None))


def missed(
    reason: str, values: Mapping[str, object] = NOTHING, evidence: tuple[str, ...] = (), *, final: bool = True
) -> Finding:
    """The rule is broken, or its time is over."""
    return _make(Finding, ("missed", reason, values, evidence, final, 0, 1, None, None))


def pending(
    due: int,
    reason: str = "open",
    values: Mapping[str, object] = NOTHING,
    evidence: tuple[str, ...] = (),
    *,
    opens: int | None = None,
) -> Finding:
    """The rule can still be met, from ``opens`` (now, where none is given) until ``due``."""
    return _make(Finding, ("pending", reason, values, evidence, False, 0, 1, opens, due))


def not_applicable(
    reason: str,
    values: Mapping[str, object] = NOTHING,
    evidence: tuple[str, ...] = (),
    *,
    final: bool = True,
) -> Finding:
    """The rule asks nothing here; ``reason`` says why."""
    return _make(Finding, ("not_applicable", reason, values, evidence, final, 0, 1, None, None))


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
        return _make(Finding, ("met", reason + "_met", values, evidence, final, 1, 1, None, None))
    if earned > 0:
        return _make(
            Finding, ("partly", reason + "_partly", values, evidence, final, earned, parts, None, None)
        )
    return _make(Finding, ("missed", reason + "_missed", values, evidence, final, 0, 1, None, None))
