"""Score runs as rows, and the limits that queues and pages are ordered by."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.casefile.dump import case_values
from portal.extensions import db
from portal.models import Interview, Note, PolicyVersion, Recap, ScoreRun, text_hash
from portal.notes.readings import Readings
from portal.policy import ENGINE
from portal.policy.facts import Facts
from portal.policy.limits import limit_of
from portal.policy.reading import readings_for
from portal.policy.results import result_values
from portal.policy.scoring import Result, score
from portal.scoring.facts import facts_of
from portal.scoring.policies import policy_in, version_of
from portal.scoring.queries import latest_run

TIMELESS = ("policy", "score", "band", "earned", "possible", "rules")
"""What two results must share to be the same result at two instants."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an interview's rows say at an instant: facts, verdicts, and the last run where it says the same."""

    version: PolicyVersion
    facts: Facts
    fingerprint: str
    readings: Readings
    result: Result
    values: dict[str, Any]
    last: ScoreRun | None


def judge(interview: Interview, now: datetime) -> Judgement:
    """Judge the interview as of ``now``, without writing anything."""
    version = version_of(interview)
    facts = facts_of(interview)
    readings = readings_for(facts, now)
    result = score(facts, policy_in(version), now, readings)
    values = result_values(result)
    fingerprint = text_hash(json.dumps(case_values(facts), sort_keys=True, ensure_ascii=False))
    last = latest_run(interview)
    if last is not None and not (
        (last.facts_hash, last.policy_version_id, last.engine) == (fingerprint, version.id, ENGINE)
        and all(last.result.get(key) == values[key] for key in TIMELESS)
    ):
        last = None
    return Judgement(version, facts, fingerprint, readings, result, values, last)


def run(interview: Interview, now: datetime) -> ScoreRun:
    """Score the interview as of ``now``: a new run, or the last one where it saw the same facts and said the same."""
    found = judge(interview, now)
    if found.last is not None:
        return found.last
    new = ScoreRun(
        agency_id=interview.agency_id,
        interview_id=interview.id,
        policy_version_id=found.version.id,
        as_of=now,
        engine=ENGINE,
        facts=case_values(found.facts),
        facts_hash=found.fingerprint,
        readings=_readings(found.readings),
        result=found.values,
        score=found.values["score"],
        recorded_at=now,
    )
    db.session.add(new)
    db.session.flush()
    return new


def set_limits(interview: Interview, now: datetime) -> None:
    """Write down until when each of the interview's drafts can really be sent: the order of the queue."""
    facts, policy = facts_of(interview), policy_in(version_of(interview))
    limits: dict[str, datetime | None] = {}

    def due(kind: str) -> datetime | None:
        if kind not in limits:
            found = limit_of(facts, policy, kind, now)
            limits[kind] = found.due_at if found else None
        return limits[kind]

    key = interview.agency_id, interview.id
    for note in db.session.scalars(select(Note).where(Note.agency_id == key[0], Note.interview_id == key[1])):
        note.due_at = due(note.kind.value)
    for recap in db.session.scalars(
        select(Recap).where(Recap.agency_id == key[0], Recap.interview_id == key[1])
    ):
        recap.due_at = due("thank_you")
    db.session.flush()


def _readings(readings: Readings) -> dict[str, Any]:
    """What was read out of each text, by the text's hash: the kinds of things said, and its length in words."""
    return {
        text_hash(text): {
            "words": one.words,
            "kinds": {kind: sorted(items) for kind, items in one.kinds.items()},
        }
        for text, one in readings.known.items()
    }
