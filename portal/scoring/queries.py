"""Verdicts as they stand now, for whoever shows them."""

from datetime import datetime

from sqlalchemy import select

from portal.extensions import db
from portal.models import Interview, ScoreRun
from portal.policy.facts import Facts
from portal.policy.gate import Answer, gate
from portal.policy.limits import Limit, limit_of
from portal.policy.next_steps import NextStep, next_steps
from portal.policy.scoring import Result, score
from portal.scoring.facts import facts_of
from portal.scoring.policies import policy_in, version_of


def result_now(interview: Interview, now: datetime, facts: Facts | None = None) -> Result:
    """The interview's verdicts at ``now``, by the policy in force at its end. ``facts`` where they are read already."""
    return score(facts or facts_of(interview), policy_in(version_of(interview)), now)


def steps_now(interview: Interview, now: datetime) -> list[NextStep]:
    """What the candidate can do next, by the time left."""
    return next_steps(result_now(interview, now))


def gate_now(interview: Interview, now: datetime) -> list[Answer]:
    """For each person met: may the candidate contact them now, how, and under which rules. People by their fact ids."""
    return gate(facts_of(interview), policy_in(version_of(interview)), now)


def limit_now(interview: Interview, kind: str, now: datetime) -> Limit | None:
    """Until when a draft of ``kind`` can be sent, and since when it may go without a review."""
    return limit_of(facts_of(interview), policy_in(version_of(interview)), kind, now)


def latest_run(interview: Interview) -> ScoreRun | None:
    """The interview's last score run."""
    return db.session.scalars(
        select(ScoreRun)
        .where(ScoreRun.agency_id == interview.agency_id, ScoreRun.interview_id == interview.id)
        .order_by(ScoreRun.id.desc())
        .limit(1)
    ).one_or_none()
