"""A verdict replaced by a person who knows better, with the reason beside it."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid, NotFound
from portal.idempotency import add_by_id
from portal.models import Interview, VerdictOverride
from portal.policy.scoring import Judged, Result
from portal.scoring.operations import set_limits
from portal.scoring.queries import result_now
from portal.tasks.operations import ask_for_score

VERDICTS = ("met", "partly", "missed", "not_applicable")
"""What a verdict can be replaced with."""


def verdict_on(interview: Interview, rule: str, now: datetime) -> tuple[Judged, Result]:
    """The verdict that stands on ``rule`` now, and the result it is part of; NotFound where the policy has no such rule."""
    result = result_now(interview, now)
    judged = result.find(rule)
    if judged is None:
        raise NotFound(f"rule {rule} of interview {interview.id}")
    return judged, result


def override(
    actor: Actor, interview: Interview, rule: str, verdict: str, why: str, row_id: UUID, now: datetime
) -> VerdictOverride:
    """Replace the verdict on ``rule`` from ``now`` on, once for each ``row_id``. The latest override holds."""
    verdict_on(interview, rule, now)
    if verdict not in VERDICTS:
        fault = _("Choose a verdict.")
        raise Invalid(fault, {"verdict": fault})
    if not why.strip():
        fault = _("Say why: the candidate reads it beside the verdict.")
        raise Invalid(fault, {"why": fault})
    row, new = add_by_id(
        VerdictOverride(
            id=row_id,
            agency_id=interview.agency_id,
            interview_id=interview.id,
            rule=rule,
            verdict=verdict,
            by_id=actor.user_id,
            by_name=actor.name,
            why=why.strip(),
            at=now,
            recorded_at=now,
        )
    )
    if new:
        record(
            actor.agency_id,
            "verdict.overridden",
            by_id=actor.user_id,
            now=now,
            subject=interview,
            rule=rule,
            verdict=verdict,
        )
        set_limits(interview, now)
        ask_for_score(interview, now)
    return row
