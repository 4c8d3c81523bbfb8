"""Reading the log: contacts made, promises, references, and everything else that a candidate handed over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal.extensions import db
from portal.models import (
    Application,
    Channel,
    Interview,
    InterviewChange,
    LearningEntry,
    Post,
    Promise,
    Reference,
    Touch,
    TouchKind,
    TouchRetraction,
)


def touches_of(interview: Interview, *, all_of_them: bool = False) -> list[Touch]:
    """The contacts made, in order; those taken back only with ``all_of_them``."""
    query = select(Touch).where(Touch.agency_id == interview.agency_id, Touch.interview_id == interview.id)
    if not all_of_them:
        retracted = select(TouchRetraction.touch_id).where(TouchRetraction.agency_id == interview.agency_id)
        query = query.where(Touch.id.not_in(retracted))
    return list(db.session.scalars(query.order_by(Touch.at, Touch.id)))


def thanked(interview: Interview) -> set[UUID]:
    """Who was thanked without a note."""
    return {
        recipient.person_id
        for touch in touches_of(interview)
        if touch.kind is TouchKind.THANK_YOU
        for recipient in touch.recipients
    }


def promises_of(interview: Interview) -> list[Promise]:
    """What was promised."""
    return _rows(Promise, interview)


def references_of(interview: Interview) -> list[Reference]:
    """Who was named as a reference."""
    return _rows(Reference, interview)


def _rows(model: Any, interview: Interview) -> list[Any]:
    return list(
        db.session.scalars(
            select(model)
            .where(model.agency_id == interview.agency_id, model.interview_id == interview.id)
            .order_by(model.recorded_at, model.id)
        )
    )


def touch_words(touch: Touch) -> str:
    """A contact made, in a few words."""
    names = [one.person.contact.name for one in touch.recipients]
    if touch.to_recruiter and touch.interview.recruiter is not None:
        names.append(touch.interview.recruiter.name)
    who = ", ".join(names)
    words = {
        Channel.EMAIL: _("Email to %(who)s", who=who),
        Channel.LETTER: _("Letter to %(who)s", who=who),
        Channel.HANDWRITTEN_NOTE: _("Handwritten card to %(who)s", who=who),
        Channel.LINKEDIN_MESSAGE: _("Message on LinkedIn to %(who)s", who=who),
        Channel.TEXT_MESSAGE: _("Text message to %(who)s", who=who),
        Channel.PHONE_CALL: _("Call with %(who)s", who=who),
        Channel.LINKEDIN_REQUEST: _("Request on LinkedIn to %(who)s", who=who),
        Channel.FACEBOOK_REQUEST: _("Request on Facebook to %(who)s", who=who),
        Channel.INSTAGRAM_REQUEST: _("Request on Instagram to %(who)s", who=who),
        Channel.X_FOLLOW: _("Followed %(who)s on X", who=who),
        Channel.COMPANY_FOLLOW: _("Followed the company"),
    }
    return str(words[touch.channel])


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log that is no contact: what, when, and more about it."""

    at: datetime
    text: str
    detail: str | None = None


def diary_of(interview: Interview) -> list[Entry]:
    """Everything in the log but contacts, newest first."""
    found = [
        Entry(one.kept_at, _("Kept a promise"), one.text) for one in promises_of(interview) if one.kept_at
    ]
    found += [
        Entry(one.notified_at, _("Told a reference"), one.name)
        for one in references_of(interview)
        if one.notified_at
    ]
    found += [Entry(one.at, _("Learned"), one.text) for one in _rows(LearningEntry, interview)]
    found += [
        Entry(
            one.at,
            _("Applied elsewhere"),
            " · ".join(part for part in (one.title, one.employer) if part) or None,
        )
        for one in _rows(Application, interview)
    ]
    found += [Entry(one.at, _("Posted in public"), one.network) for one in _rows(Post, interview)]
    found += [
        Entry(one.happened_at, _("They answered"), one.reason)
        for one in _rows(InterviewChange, interview)
        if one.kind == "heard_back"
    ]
    return sorted(found, key=lambda entry: entry.at, reverse=True)
