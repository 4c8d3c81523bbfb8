"""Real limits: until when something can be sent, whatever its draft has waited. They never recede.

Queue order, reminders and escalation go by these; verdicts charge the limit that the review's wait has pushed on.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.policy.facts import Facts
from portal.policy.moments import hours, instant, micros
from portal.policy.plan import plan_for
from portal.policy.policy import Policy
from portal.policy.reading import readings_for
from portal.policy.view import View, real_limit


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when something can be sent, and since when it may go unreviewed.

    ``due_at``: the real limit. ``unreviewed_from``: since when a draft that still lies in review may go without a
    decision at no cost; None where the policy does not allow it.
    """

    due_at: datetime
    unreviewed_from: datetime | None


def limit_of(facts: Facts, policy: Policy, kind: str, as_of: datetime) -> Limit | None:
    """The limit for sending a draft of ``kind`` (thank_you, check_in), as known at ``as_of``; None where there is none."""
    plan = plan_for(policy, facts.job.overrides, facts.interview.stage)
    view = View(facts, plan.frame, micros(as_of), readings_for(facts, as_of))
    due = real_limit(view, kind)
    if due is None:
        return None
    allowance = next(
        (
            s.params["unreviewed_within_hours"]
            for s in plan.steps
            if s.rule.id == "second_reader" and not s.off_stage
        ),
        0,
    )
    earliest = instant(due - hours(allowance), view.zone) if allowance else None
    return Limit(instant(due, view.zone), earliest)
