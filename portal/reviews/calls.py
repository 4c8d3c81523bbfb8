"""What a recruiter does at the employer for a candidate, and says so: "I called the client about it"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.idempotency import add_once
from portal.models import (
    Channel,
    Evidence,
    Interview,
    MadeBy,
    PersonMet,
    Touch,
    TouchKind,
    TouchRecipient,
)
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score


@dataclass(frozen=True, slots=True)
class Called:
    """An act of the recruiter's: when, by which channel, whom of those met it reached, and what came of it."""

    at: datetime
    channel: Channel
    people: Sequence[PersonMet]
    words: str | None = None


def log_call(actor: Actor, interview: Interview, called: Called, key: UUID, now: datetime) -> Touch:
    """Record that the recruiter asked the employer about the candidate, once for each ``key``."""
    if called.at > now:
        fault = _("That time is still to come. Enter when you did it.")
        raise Invalid(fault, {"at": fault})
    if not called.people:
        fault = _("Choose whom you spoke to.")
        raise Invalid(fault, {"people": fault})
    touch, new = add_once(
        Touch(
            agency_id=interview.agency_id,
            interview_id=interview.id,
            kind=TouchKind.CHECK_IN,
            channel=called.channel,
            made_by=MadeBy.RECRUITER,
            evidence=Evidence.RECRUITER,
            body=called.words or None,
            offers=[],
            by_id=actor.user_id,
            at=called.at,
            recorded_at=now,
            idempotency_key=f"called:{interview.id}:{key}",
        )
    )
    if new:
        for person in called.people:
            db.session.add(TouchRecipient(agency_id=touch.agency_id, touch_id=touch.id, person_id=person.id))
        record(interview.agency_id, "touch.called", by_id=actor.user_id, now=now, subject=touch)
        db.session.flush()
        set_limits(interview, now)
        ask_for_score(interview, now)
    return touch
