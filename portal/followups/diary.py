"""The log beyond contacts made: references told, promises kept, what was learned, applications, posts, an answer heard.

A row that a form makes gets its id from the interview and the form's key, so that a form sent twice makes it once.
"""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from flask_babel import gettext as _

from portal import clock
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.idempotency import add_once
from portal.models import (
    Application,
    Interview,
    InterviewChange,
    LearningEntry,
    Post,
    Promise,
    Reference,
    Touch,
)
from portal.models.base import Owned
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score

Row = TypeVar("Row", bound=Owned)


def tell_reference(
    actor: Actor, interview: Interview, of: Reference | str, at: datetime, key: UUID, now: datetime
) -> Reference:
    """A reference was told who may call and why: one named before, or a name given now."""
    _past(at, now)
    if isinstance(of, str):
        row, _new = _once(
            actor, interview, Reference(**_key(interview, key), name=of, recorded_at=clock.now()), now
        )
    else:
        row = of
    if row.notified_at is None:
        row.notified_at = at
        ask_for_score(interview, now)
    return row


def keep_promise(
    actor: Actor, promise: Promise, interview: Interview, at: datetime, now: datetime, by: Touch | None = None
) -> None:
    """A promise was kept, perhaps by a contact made. What is noted first stays."""
    _past(at, now)
    if promise.kept_at is not None:
        return
    promise.kept_at = at
    promise.touch_id = by.id if by else None
    record(interview.agency_id, "promise.kept", by_id=actor.user_id, now=now, subject=promise)
    ask_for_score(interview, now)


def learn(
    actor: Actor, interview: Interview, text: str, at: datetime, key: UUID, now: datetime
) -> LearningEntry:
    """Something learned about the company."""
    _past(at, now)
    row = LearningEntry(**_key(interview, key), text=text, at=at, recorded_at=clock.now())
    return _once(actor, interview, row, now)[0]


def apply_elsewhere(
    actor: Actor,
    interview: Interview,
    at: datetime,
    key: UUID,
    now: datetime,
    employer: str | None = None,
    title: str | None = None,
) -> Application:
    """An application or interview elsewhere; naming it is the candidate's choice."""
    _past(at, now)
    row = Application(**_key(interview, key), employer=employer, title=title, at=at, recorded_at=clock.now())
    return _once(actor, interview, row, now)[0]


def post(
    actor: Actor,
    interview: Interview,
    network: str,
    at: datetime,
    key: UUID,
    now: datetime,
    *,
    mentions_interview: bool,
    about_company: bool,
) -> Post:
    """A public post."""
    _past(at, now)
    row = Post(
        **_key(interview, key),
        network=network,
        mentions_interview=mentions_interview,
        about_company=about_company,
        at=at,
        recorded_at=clock.now(),
    )
    return _once(actor, interview, row, now)[0]


def heard_back(
    actor: Actor, interview: Interview, at: datetime, key: UUID, now: datetime, words: str | None = None
) -> None:
    """The employer answered; the earliest answer is the one that counts."""
    _past(at, now)
    change = InterviewChange(
        **_key(interview, key),
        kind="heard_back",
        values={"heard_back_at": at.isoformat()},
        reason=words,
        by_id=actor.user_id,
        happened_at=at,
        recorded_at=clock.now(),
    )
    _row, new = _once(actor, interview, change, now)
    if new and (interview.heard_back_at is None or at < interview.heard_back_at):
        interview.heard_back_at = at
        db.session.flush()
        set_limits(interview, now)


def _key(interview: Interview, key: UUID) -> dict[str, Any]:
    return {
        "agency_id": interview.agency_id,
        "id": uuid5(interview.id, str(key)),
        "interview_id": interview.id,
    }


def _past(at: datetime, now: datetime) -> None:
    if at > now:
        raise Invalid(_("That time is still to come. Enter when it was."), {"at": _("Still to come.")})


def _once(actor: Actor, interview: Interview, row: Row, now: datetime) -> tuple[Row, bool]:
    standing = db.session.get(type(row), (row.agency_id, row.id))
    found, new = (standing, False) if standing is not None else add_once(row, column="id")
    if new:
        action = f"{row.__tablename__}.logged"
        record(interview.agency_id, action, by_id=actor.user_id, now=now, subject=found)
        ask_for_score(interview, now)
    return found, new
