"""The contact gate: whether the candidate may contact this person now, and how.

Everything that advises a touch asks here first. Where several dates forbid it, the latest counts; a rule is named only
where the policy has it, but what the employer asked for (no contact before, no contact at all) binds in any case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.policy.contacts import REQUESTS
from portal.policy.facts import Facts
from portal.policy.moments import day_after, instant, local_day, micros
from portal.policy.plan import Plan, plan_for
from portal.policy.policy import Policy
from portal.policy.view import View

Params = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether a touch of ``kind`` to ``person`` is welcome: ``yes``, ``not_before`` (then ``opens_at``) or ``no``.

    ``channels``: best first. ``through_agency``: by way of the recruiter. ``rules``: what decides it. ``reason``: message
    id (silence, decision, window, spacing, cap, checked_in, unwanted, closed, before_end, cancelled, welcome).
    """

    person: str
    kind: str
    may: str
    reason: str
    rules: tuple[str, ...] = ()
    opens_at: datetime | None = None
    channels: tuple[str, ...] = ()
    through_agency: bool = False


def gate(facts: Facts, policy: Policy, as_of: datetime) -> list[Answer]:
    """For each person met: the answer for what comes next, a thank-you where it is owed, else a check-in."""
    plan = plan_for(policy, facts.job.overrides, facts.interview.stage)
    view = View(facts, plan.frame, micros(as_of))
    return [may_contact(view, plan, person, next_kind(view, person)) for person in view.people]


def next_kind(view: View, person: str) -> str:
    """What a touch to ``person`` would be for now."""
    thanked = any(c.kind == "thank_you" and person in c.people for c in view.contacts)
    return "check_in" if thanked else "thank_you"


def may_contact(view: View, plan: Plan, person: str, kind: str) -> Answer:
    """The answer for a touch of ``kind`` to ``person`` as seen in ``view``."""
    params = {s.rule.id: s.params for s in plan.steps if not s.off_stage}
    refused = _refused(view, params, person, kind)
    if refused is not None:
        reason, rule = refused
        return Answer(person=person, kind=kind, may="no", reason=reason, rules=_in_force(params, rule))
    dates = [d for d in _dates(view, params, person, kind) if d[0] > view.as_of]
    through = view.routes[kind] == "via_agency"
    channels = _channels(view, params, person, kind)
    rules = _in_force(params, "sent_directly", "channel_fits")
    if not dates:
        return Answer(
            person=person,
            kind=kind,
            may="yes",
            reason="welcome",
            rules=rules,
            channels=channels,
            through_agency=through,
        )
    opens, reason, rule = max(dates)
    return Answer(
        person=person,
        kind=kind,
        may="not_before",
        reason=reason,
        rules=_in_force(params, rule),
        opens_at=instant(opens, view.zone),
        channels=channels,
        through_agency=through,
    )


def _refused(view: View, params: Params, person: str, kind: str) -> tuple[str, str] | None:
    """Why no date would help: (reason, rule)."""
    cancelled = view.facts.interview.cancelled_at
    cap = params.get("touch_cap", {}).get("max")
    more = view.facts.interview.follow_up_after is not None
    often = cap is not None and len(view.counted.get(person, ())) >= cap + more
    grounds = (
        (cancelled is not None and micros(cancelled) <= view.as_of, "cancelled", ""),
        (view.closed, "closed", ""),
        (view.routes[kind] == "none", "unwanted", "sent_directly"),
        (often and kind != "connect", "cap", "touch_cap"),
        (kind == "check_in" and view.check_in is not None, "checked_in", "checks_in_when_due"),
    )
    return next(((reason, rule) for holds, reason, rule in grounds if holds), None)


def _dates(view: View, params: Params, person: str, kind: str) -> list[tuple[int, str, str]]:
    """Instants before which it is too early: (instant, reason, rule)."""
    found = [(view.ended, "before_end", "")]
    if view.silent_until is not None:
        found.append((view.silent_until, "silence", "respects_dates"))
    if kind in ("check_in", "value_add") and view.decision_ends is not None:
        found.append((view.decision_ends, "decision", "respects_dates"))
    if kind == "check_in" and view.window is not None:
        found.append((view.window.opens, "window", "checks_in_when_due"))
        return found
    spacing = params.get("spaced_out", {}).get("min_days")
    before = view.counted.get(person)
    if spacing is not None and before and kind != "connect":
        day = local_day(before[-1].at, view.zone)
        found.append((day_after(day, view.zone, spacing), "spacing", "spaced_out"))
    return found


def _channels(view: View, params: Params, person: str, kind: str) -> tuple[str, ...]:
    """Channels that fit, the best first; calls only while the policy allows one more."""
    if kind == "connect":
        networks = params.get("connects_professionally", {}).get("networks", ("linkedin",))
        return tuple(sorted(REQUESTS[n] for n in networks))
    wish = view.people[person].prefers
    fits = params.get("channel_fits", {})
    preferred, accepted = fits.get("preferred", frozenset({"email"})), fits.get("accepted", frozenset())
    found = [wish] if wish is not None else []
    if wish is None:
        found += [*sorted(preferred), *sorted(accepted)]
    most = params.get("phones_sparingly", {}).get("max")
    no_calls = most is not None and len(view.calls) >= most
    return tuple(c for c in found if not (c == "phone_call" and no_calls)) or ("email",)


def _in_force(params: Params, *rules: str) -> tuple[str, ...]:
    return tuple(rule for rule in rules if rule in params)
