"""What the view needs to know of a policy, the window of a check-in, and the routes."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.policy.facts import Facts

ALL_CHANNELS = frozenset(
    {"email", "letter", "handwritten_note", "linkedin_message", "text_message", "phone_call"}
)
"""The channels that ``counts: all`` stands for."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the view needs to know of a policy, at one stage, with the employer's own parameters in place.

    ``thank_hours``: of ``thanked_within`` (None: not in the policy). ``stage_days``: of ``checks_in_when_due`` for this
    stage. ``grace_days`` is None where the policy has no such rule. ``counts``: the channels of ``touch_cap``.
    """

    window_days: int
    support_staff: bool
    route: str
    thank_hours: float | None
    stage_days: tuple[int, int] | None
    grace_days: int | None
    counts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """When a check-in is due: from ``opens`` to ``ends`` (exclusive), and what set it: decision, follow_up or stage."""

    opens: int
    ends: int
    basis: str


def routes_of(facts: Facts, policy_route: str) -> Mapping[str, str]:
    """Kind of touch → route: the employer's own, else the policy's."""
    own = facts.job.route
    if own is None:
        return _ALL_ROUTES[policy_route]
    if isinstance(own, str):
        return _ALL_ROUTES[own]
    return {**_ALL_ROUTES[policy_route], **own}


_KINDS = ("thank_you", "clarification", "check_in", "value_add", "connect", "logistics", "other")
_ALL_ROUTES = {r: dict.fromkeys(_KINDS, r) for r in ("direct", "via_agency", "none")}
