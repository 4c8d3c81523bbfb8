"""What the employer says after an interview, each a fact with the instant at which it was said."""

from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from portal.access import Actor
from portal.errors import WrongState
from portal.interviews.changes import Told, judge, write_change, written
from portal.models import Interview, Outcome

Values = dict[str, Any]


def heard_back(told: Told) -> Values:
    """They answered, whatever they said."""
    return {"heard_back_at": told.happened_at or told.now}


def write_again_on(day: date) -> Values:
    """They asked to be written to again on a day."""
    return {"follow_up_after": day}


def not_before(at: datetime | None) -> Values:
    """They want to hear nothing before an instant; none takes an earlier wish back."""
    return {"no_contact_before": at}


def decision_by(interview: Interview, day: date | None) -> Values:
    """They will have decided at the end of a day."""
    return {"decision_by": day, **({} if interview.asked_timeline else {"asked_timeline": bool(day) or None})}


def asked(*, timeline: bool | None, preference: bool | None) -> Values:
    """What the candidate asked before leaving."""
    return {"asked_timeline": timeline, "asked_contact_preference": preference}


def outcome(interview: Interview, decided: Outcome, told: Told) -> Values:
    """What they decided; ``pending`` takes a decision back that was entered by mistake."""
    if decided is Outcome.PENDING:
        return {"outcome": decided, "outcome_at": None}
    at = told.happened_at or told.now
    answered = {"heard_back_at": at} if _answers(interview, decided) else {}
    return {"outcome": decided, "outcome_at": at, **answered}


def next_round(interview: Interview, begins: datetime | None, told: Told) -> Values:
    """They want to see the candidate again, at ``begins`` where it is known."""
    values = outcome(interview, Outcome.NEXT_ROUND, told)
    return values | ({"next_interview_at": begins} if begins is not None else {})


KINDS = ("heard_back", "write_again_on", "not_before", "decision_by", "next_round", "outcome", "asked")
"""What they may say; also the last part of the page's address."""


def write(actor: Actor, interview: Interview, kind: str, values: Values, told: Told) -> None:
    """Keep what was said, and have what follows from it worked out anew."""
    if written(interview, told):
        return
    if interview.cancelled_at is not None:
        raise WrongState(_("This interview was cancelled: there is nothing to record about it."))
    if write_change(actor, interview, kind, values, told):
        judge(interview, told.now)


def _answers(interview: Interview, decided: Outcome) -> bool:
    """A decision of theirs is an answer; that the candidate withdrew is none."""
    return interview.heard_back_at is None and decided is not Outcome.WITHDRAWN
