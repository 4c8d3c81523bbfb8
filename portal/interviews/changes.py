"""What happens to an interview: each change a row that stays, with what it set and what stood there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal import clock
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid, Stale
from portal.extensions import db
from portal.idempotency import add_by_id
from portal.models import Interview, InterviewChange, new_id
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How a change came about: by which form (``row_id``), seen how (``seen`` changes), when it happened, and why."""

    row_id: UUID
    now: datetime
    seen: int | None = None
    happened_at: datetime | None = None
    reason: str | None = None


def history(interview: Interview) -> list[InterviewChange]:
    """Every change of an interview, in the order in which they were recorded."""
    query = (
        select(InterviewChange)
        .where(InterviewChange.agency_id == interview.agency_id, InterviewChange.interview_id == interview.id)
        .order_by(InterviewChange.recorded_at, InterviewChange.id)
    )
    return list(db.session.scalars(query))


def write_change(
    actor: Actor, interview: Interview, kind: str, values: Mapping[str, Any], told: Told
) -> bool:
    """Set columns of ``interview`` and keep the change; false where the same form did so before.

    The interview has to be loaded with its lock. Raises :class:`Stale` where somebody changed it since the form's
    page was drawn, and :class:`Invalid` for what happened in the future.
    """
    if written(interview, told):
        return False
    happened = told.happened_at or told.now
    if happened > told.now:
        message = _("This lies in the future. Enter when it happened.")
        raise Invalid(message, {"happened_at": message})
    refuse_stale(interview, told.seen)
    before = {name: _plain(getattr(interview, name)) for name in values}
    _change, new = add_by_id(
        InterviewChange(
            id=told.row_id,
            agency_id=interview.agency_id,
            interview_id=interview.id,
            kind=kind,
            values={name: _plain(value) for name, value in values.items()} | {"before": before},
            reason=told.reason,
            by_id=actor.user_id,
            happened_at=happened,
            recorded_at=clock.now(),
        )
    )
    if new:
        for name, value in values.items():
            setattr(interview, name, value)
        db.session.flush()
        record(actor.agency_id, f"interview.{kind}", by_id=actor.user_id, now=told.now, subject=interview)
    return new


def written(interview: Interview, told: Told) -> bool:
    """Whether the same form made its change before: then there is nothing to check or to do."""
    return db.session.get(InterviewChange, (interview.agency_id, told.row_id)) is not None


def write_event(actor: Actor, interview: Interview, kind: str, now: datetime, **values: Any) -> None:
    """Keep something that happened to an interview and set no column of it, such as a person who was added."""
    db.session.add(
        InterviewChange(
            id=new_id(),
            agency_id=interview.agency_id,
            interview_id=interview.id,
            kind=kind,
            values={name: _plain(value) for name, value in values.items()},
            by_id=actor.user_id,
            happened_at=now,
            recorded_at=clock.now(),
        )
    )
    record(actor.agency_id, f"interview.{kind}", by_id=actor.user_id, now=now, subject=interview)


def refuse_stale(interview: Interview, seen: int | None) -> None:
    """Raise :class:`Stale`, with the changes that came in between, where there are more than ``seen``."""
    if seen is None:
        return
    since = history(interview)[seen:]
    if since:
        raise Stale(
            _("Somebody changed this interview while you had it open. Your entries are still here."),
            {"changes": since},
        )


def judge(interview: Interview, now: datetime) -> None:
    """Have what follows from the interview's facts worked out anew: limits at once, the score in the background."""
    set_limits(interview, now)
    ask_for_score(interview, now)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
