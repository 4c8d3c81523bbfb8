"""A recap taken down by the recruiter while on the phone, which the candidate confirms with one tap.

What is being typed lies under ``phone`` in the recap's draft, so that it never meets what the candidate types. Done, it
becomes a revision that counts from then on as soon as the candidate has confirmed it; what the candidate's own draft
leaves blank is filled from it, so that changing it instead starts from there.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal import links
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid, NotAllowed, Stale, WrongState
from portal.extensions import db
from portal.idempotency import add_once
from portal.models import (
    Interview,
    LinkPurpose,
    Recap,
    RecapRevision,
    RecapSource,
    normal,
)
from portal.notifications.operations import write
from portal.recaps.draft import content, content_hash, lines, says_nothing
from portal.recaps.operations import locked
from portal.recaps.queries import latest
from portal.scoring.operations import set_limits
from portal.tasks.operations import ask_for_score

FIELDS = ("topics", "questions", "good_points", "bad_points", "impressions", "requirements")
"""What is asked on the phone, in this order; a line each, but for the impressions."""

_BULLET = re.compile(r"^\s*(?:[-*•–]|\d+[.)])\s+")
_PARTS = re.compile(r"\n\s*\n")


def taking_down(recap: Recap | None) -> dict[str, str]:
    """What the recruiter has typed so far, by field; empty texts where nothing was."""
    typed = (recap.draft.get("phone") if recap else None) or {}
    return {name: str(typed.get(name) or "") for name in FIELDS} | {
        "still_interested": str(typed.get("still_interested") or "")
    }


def version_of(recap: Recap | None) -> int:
    """How often the recruiter's text was saved."""
    typed = (recap.draft.get("phone") if recap else None) or {}
    return int(typed.get("version") or 0)


def save(interview: Interview, values: Mapping[str, str], version: int, now: datetime) -> Recap:
    """Keep what is typed on the phone; :class:`Stale` where another window saved after ``version``."""
    recap = locked(interview, now)
    standing = taking_down(recap)
    typed = {name: normal(str(values.get(name) or "")) for name in standing}
    if typed == standing:
        return recap
    if version < version_of(recap):
        raise Stale(
            _("This recap was changed in another window. Both texts are below."),
            {"version": version_of(recap), "fields": standing},
        )
    recap.draft = recap.draft | {"phone": {**typed, "version": version_of(recap) + 1}}
    return recap


def take_down(actor: Actor, interview: Interview, key: UUID, now: datetime) -> RecapRevision:
    """What was typed on the phone becomes a revision, which the candidate is asked by mail to confirm.

    Raises :class:`Invalid` where nothing was typed, :class:`WrongState` before the interview and after a cancellation.
    """
    if interview.cancelled_at is not None:
        raise WrongState(_("This interview was cancelled: there is nothing to take down."))
    if now < (interview.starts_at or interview.ends_at):
        raise WrongState(_("The interview has not begun. What you typed is kept until then."))
    recap = locked(interview, now)
    kept = content_of(taking_down(recap))
    before = latest(recap)
    if says_nothing(kept) and not (before and before.idempotency_key == _key(interview, key)):
        raise Invalid(_("There is nothing to confirm yet. Write down at least one thing."))
    revision, new = add_once(
        RecapRevision(
            agency_id=interview.agency_id,
            recap_id=recap.id,
            number=before.number + 1 if before else 1,
            content=kept,
            content_hash=content_hash(kept),
            source=RecapSource.PHONE,
            by_id=actor.user_id,
            submitted_at=now,
            recorded_at=now,
            confirmed_at=None,
            idempotency_key=_key(interview, key),
        )
    )
    if new:
        _lay_out(recap, kept, now)
        record(
            interview.agency_id,
            "recap.taken_down",
            by_id=actor.user_id,
            now=now,
            subject=revision,
            number=revision.number,
        )
        _ask_to_confirm(actor, interview, revision, now)
        set_limits(interview, now)
    return revision


def confirm(actor: Actor, interview: Interview, revision_id: UUID, now: datetime) -> RecapRevision:
    """The candidate says that what was taken down is right: it counts from when it was.

    Raises :class:`Stale` where a newer recap stands, which a page that was left open does not show.
    """
    if actor.candidate_id != interview.process.candidate_id:
        raise NotAllowed(_("Only the candidate can confirm a recap."))
    recap = locked(interview, now)
    revision = latest(recap)
    if revision is None or revision.id != revision_id:
        raise Stale(_("There is a newer recap by now. Read that one."))
    if revision.confirmed_at is None:
        revision.confirmed_at = now
        record(
            interview.agency_id,
            "recap.confirmed",
            by_id=actor.user_id,
            now=now,
            subject=revision,
            number=revision.number,
        )
        set_limits(interview, now)
        ask_for_score(interview, now)
    return revision


def to_confirm(interview: Interview) -> RecapRevision | None:
    """The revision that waits for the candidate's word, where the latest one does."""
    revision = db.session.scalars(
        select(RecapRevision)
        .join(Recap, (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id))
        .where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
        .order_by(RecapRevision.number.desc())
        .limit(1)
    ).one_or_none()
    return revision if revision is not None and revision.confirmed_at is None else None


def content_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """A revision's content out of the six texts.

    Each line is an item, bullets left out; of a question's line, what follows its question mark is the answer. What
    follows the first empty line is about the place (impressions), or about what comes next (requirements).
    """
    impressions, place = _two_parts(typed["impressions"])
    requirements, next_steps = _two_parts(typed["requirements"])
    draft: dict[str, Any] = {name: _items(typed[name]) for name in ("topics", "good_points", "bad_points")}
    draft["requirements"] = _items(requirements)
    draft["questions"] = [_question(line) for line in _items(typed["questions"])]
    draft["first_impressions"], draft["environment"] = impressions, place
    draft["still_interested"] = typed.get("still_interested") or ""
    steps = _items(next_steps)
    return content(draft) | ({"next_steps": steps} if steps else {})


def _two_parts(text: str) -> tuple[str, str]:
    first, *rest = _PARTS.split(text.strip(), maxsplit=1)
    return first, rest[0] if rest else ""


def _items(text: str) -> list[str]:
    return lines([_BULLET.sub("", line) for line in text.splitlines()])


def _question(line: str) -> dict[str, Any]:
    asked, mark, answered = line.partition("?")
    return {
        "asked": asked + mark,
        "answered": answered.strip(" –-:\t"),
        "stumbled": False,
        "better_answer": "",
    }


def _lay_out(recap: Recap, kept: Mapping[str, Any], now: datetime) -> None:
    """Empty the recruiter's draft, and fill what the candidate's leaves blank."""
    draft = {name: value for name, value in recap.draft.items() if name != "phone"}
    blank = {
        name: ("yes" if value else "no") if name == "still_interested" else value
        for name, value in kept.items()
        if name == "next_steps" or not any(map(bool, _flat(draft.get(name))))
    }
    recap.draft_version += 1
    recap.draft = draft | blank | {"saved": dict.fromkeys(("1", "2"), recap.draft_version)}
    recap.draft_saved_at = now


def _flat(value: Any) -> list[Any]:
    """The texts and ticks in a part of a draft."""
    if isinstance(value, Mapping):
        return [one for inner in value.values() for one in _flat(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in _flat(inner)]
    return [value.strip() if isinstance(value, str) else value]


def _ask_to_confirm(actor: Actor, interview: Interview, revision: RecapRevision, now: datetime) -> None:
    process = interview.process
    write(
        process.candidate.user,
        "confirm_recap",
        f"confirm:{revision.id}",
        now,
        link=LinkPurpose.SIGN_IN,
        link_next=links.path("recaps.show", interview_id=interview.id),
        recruiter=actor.name,
        employer=process.job.employer.name,
        job=process.job.title,
    )


def _key(interview: Interview, key: UUID) -> str:
    return f"phone:{interview.id}:{key}"
