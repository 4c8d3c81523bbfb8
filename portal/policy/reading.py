"""What the texts of a case are read against: the part of its facts that is seen."""

from datetime import datetime

from portal.notes.reading import Context
from portal.notes.readings import Readings
from portal.policy.facts import Facts, Recap

__all__ = ["Readings", "context_of", "readings_for"]


def context_of(facts: Facts, recap: Recap | None) -> Context:
    """The context of a case's notes; ``recap`` is None until it is submitted."""
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
    """Readings of a case's texts as seen at ``as_of``, made as they are asked for; to be kept between score runs."""
    recap = facts.recap
    if recap is not None and recap.submitted_at is not None and recap.submitted_at > as_of:
        recap = None
    return Readings(context_of(facts, recap))
