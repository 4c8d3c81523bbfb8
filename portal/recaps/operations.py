"""Writing recaps: saving a page of the draft, handing it in, reading it again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal import clock
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid, Stale, WrongState
from portal.extensions import db
from portal.idempotency import add_once
from portal.models import Interview, Recap, RecapOpening, RecapRevision, RecapSource
from portal.recaps.draft import PAGES, content, content_hash, in_form, says_nothing
from portal.recaps.filing import file_away
from portal.recaps.queries import latest, recap_of
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score

BIGGEST = 400_000
"""Characters that a draft may have altogether."""
AGAIN_AFTER = timedelta(minutes=10)
"""Readings closer together than this are one."""


def locked(interview: Interview, now: datetime) -> Recap:
    """The interview's recap, held until the transaction ends; written if nobody did yet."""
    recap = recap_of(interview, lock=True)
    if recap is None:
        add_once(
            Recap(
                agency_id=interview.agency_id,
                interview_id=interview.id,
                draft={},
                draft_version=0,
                created_at=now,
            ),
            column="interview_id",
        )
        recap = recap_of(interview, lock=True)
        set_limits(interview, now)
    assert recap is not None  # noqa: S101  (it was written two lines above)
    return recap


def save(interview: Interview, pages: Mapping[int, Mapping[str, Any]], version: int, now: datetime) -> Recap:
    """Keep what was typed on some pages, unless another window changed one of them after ``version``.

    Raises :class:`Stale` with the recap's ``version`` and ``draft`` as they stand.
    """
    recap = locked(interview, now)
    saved = dict(recap.draft.get("saved") or {})
    values: dict[str, Any] = {}
    touched: list[int] = []
    for page, typed in pages.items():
        part = {name: in_form(typed[name]) for name in PAGES[page] if name in typed}
        if all(name in recap.draft and recap.draft[name] == value for name, value in part.items()):
            continue
        if version < int(saved.get(str(page), 0)):
            raise Stale(
                _("This recap was changed in another window. Both texts are below."),
                {"version": recap.draft_version, "draft": recap.draft},
            )
        values |= part
        touched.append(page)
    if touched:
        if len(repr(values)) > BIGGEST:
            raise Invalid(_("This is longer than a recap can be. Keep the essential and try again."))
        recap.draft_version += 1
        saved |= {str(page): recap.draft_version for page in touched}
        recap.draft = recap.draft | values | {"saved": saved}
        recap.draft_saved_at = now
    return recap


def submit(actor: Actor, interview: Interview, key: UUID, now: datetime) -> tuple[RecapRevision, bool]:
    """Hand in the draft as the recap's next revision: gives the revision, and whether it is new.

    A draft that says the same as the latest revision makes none. People, dates, promises and references that it names
    are filed where they belong.
    """
    if interview.cancelled_at is not None:
        raise WrongState(_("This interview was cancelled: there is nothing to hand in."))
    if now < (interview.starts_at or interview.ends_at):
        raise WrongState(_("The interview has not begun. What you typed is kept until then."))
    recap = locked(interview, now)
    idempotency_key = f"recap:{interview.id}:{key}"
    if (sent := _of_key(interview.agency_id, idempotency_key)) is not None:
        return sent, False
    kept = content(recap.draft)
    if says_nothing(kept):
        raise Invalid(
            _("There is nothing in the recap yet. Write at least one topic, question, point or impression.")
        )
    before = latest(recap)
    filed = file_away(actor, interview, recap.draft, now)
    if before is not None and before.content_hash == content_hash(kept) and before.confirmed_at is not None:
        _settle(recap, now)
        if filed:
            set_limits(interview, now)
            ask_for_score(interview, now)
        return before, False
    revision, new = add_once(
        RecapRevision(
            agency_id=interview.agency_id,
            recap_id=recap.id,
            number=before.number + 1 if before else 1,
            content=kept,
            content_hash=content_hash(kept),
            source=RecapSource.TYPED,
            by_id=actor.user_id,
            submitted_at=now,
            recorded_at=clock.now(),
            confirmed_at=now,
            idempotency_key=idempotency_key,
        )
    )
    _settle(recap, now)
    record(
        interview.agency_id,
        "recap.submitted",
        by_id=actor.user_id,
        now=now,
        subject=revision,
        number=revision.number,
    )
    set_limits(interview, now)
    ask_for_score(interview, now)
    return revision, new


def _of_key(agency_id: UUID, key: str) -> RecapRevision | None:
    return db.session.scalars(
        select(RecapRevision).where(
            RecapRevision.agency_id == agency_id, RecapRevision.idempotency_key == key
        )
    ).one_or_none()


def _settle(recap: Recap, now: datetime) -> None:
    """Take out of the draft what now stands elsewhere, so that an amendment starts from there."""
    elsewhere = {
        "people",
        "others",
        "promises",
        "references",
        "asked_timeline",
        "decision_by",
        "asked_contact_preference",
        "no_contact_before",
    }
    recap.draft_version += 1
    recap.draft = {name: value for name, value in recap.draft.items() if name not in elsewhere} | {
        "saved": dict.fromkeys(("1", "2"), recap.draft_version)
    }
    recap.draft_saved_at = now


def read_again(recap: Recap, now: datetime) -> bool:
    """Record that the candidate read the submitted recap again; gives whether this was a new reading."""
    revision = latest(recap)
    if revision is None:
        raise WrongState(_("This recap was not handed in yet."))
    last = db.session.scalars(
        select(RecapOpening.opened_at)
        .where(RecapOpening.agency_id == recap.agency_id, RecapOpening.recap_id == recap.id)
        .order_by(RecapOpening.opened_at.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and now - last < AGAIN_AFTER:
        return False
    db.session.add(
        RecapOpening(agency_id=recap.agency_id, recap_id=recap.id, opened_at=now, recorded_at=clock.now())
    )
    return True
