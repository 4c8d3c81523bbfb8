"""What the texts of a case are read against: the part of its facts that is seen at an instant."""

from datetime import datetime

from portal.notes.reading import Context
from portal.notes.readings import Readings
from portal.policy.facts import Facts

__all__ = ["Readings", "context_of", "readings_for"]


def context_of(facts: Facts, as_of: datetime) -> Context:
    """The context of a case's notes as seen at ``as_of``: without the recap until it is submitted."""
    recap = facts.recap
    if recap is not None and recap.submitted_at is not None and recap.submitted_at > as_of:
        recap = None
    questions = recap.questions if recap is not None else ()
    return Context(
        topics=recap.topics if recap is not None else (),
        questions=tuple(q.asked for q in questions if q.asked),
        stumbles=tuple((q.asked, q.better_answer) for q in questions if q.stumbled and q.better_answer),
        requirements=(*facts.job.requirements, *(recap.requirements if recap is not None else ())),
        names=(
            facts.candidate.name,
            *(p.name for p in facts.people),
            *((facts.recruiter.name,) if facts.recruiter is not None else ()),
        ),
        employer=facts.job.employer,
        title=facts.job.title,
    )


def readings_for(facts: Facts, as_of: datetime) -> Readings:
    """Readings of a case's texts, made as they are asked for."""
    return Readings(context_of(facts, as_of))
