"""What is a candidate's to do now, by the time left.

The one place that says what comes next; pages and badges ask here. What is asked for, of whom and until when, the
verdicts say: nothing in here knows a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import gettext as _

from portal.access import Actor, visible
from portal.extensions import db
from portal.followups import made, queries
from portal.followups.judged import Judged, judged, may_go_unreviewed
from portal.links import path
from portal.models import (
    Interview,
    Note,
    NoteKind,
    NoteState,
    Outcome,
)

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, for which interview, by when, and the page on which it is done."""

    interview: Interview
    title: str
    action: str
    url: str
    due: datetime | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """A candidate's day: what to do, what lies with the recruiter, which interviews come and which were."""

    steps: list[Step]
    waiting: list[Note]
    upcoming: list[Interview]
    recent: list[Interview]


def steps(actor: Actor, now: datetime) -> list[Step]:
    """What is the candidate's to do now, the nearest limit first; what has none comes after it."""
    return today(actor, now).steps


def today(actor: Actor, now: datetime) -> Today:
    """Everything that the candidate's page of the day shows."""
    interviews = db.session.scalars(
        visible(actor, Interview)
        .where(Interview.cancelled_at.is_(None), Interview.outcome == Outcome.PENDING)
        .order_by(Interview.ends_at)
    ).all()
    found: list[Step] = []
    waiting: list[Note] = []
    for interview in interviews:
        if interview.ends_at <= now:
            notes = queries.notes_of(interview)
            waiting += [note for note in notes if note.state is NoteState.SUBMITTED]
            found += _of(interview, notes, now)
    upcoming = [interview for interview in interviews if interview.ends_at > now]
    found.sort(key=lambda step: step.due or LAST)
    recent = [interview for interview in reversed(interviews) if interview.ends_at <= now]
    return Today(found, waiting, upcoming, recent)


def _of(interview: Interview, notes: list[Note], now: datetime) -> Iterator[Step]:
    said = judged(interview, now)
    newest = queries.newest_recap(interview)
    yield from _recap(interview, newest, said.due("recap"))
    yield from _notes(interview, notes, now)
    if newest is not None:
        yield from _unwritten(interview, notes, said)
    yield from _diary(interview, said)


def _recap(interview: Interview, newest: queries.NewestRecap | None, due: datetime | None) -> Iterator[Step]:
    page = path("recaps.page", interview_id=interview.id, page=1)
    if newest is None:
        yield Step(interview, _("Tell us how it went"), _("Write the recap"), page, due)
        return
    who = _recruiter(interview)
    if newest.revision.confirmed_at is None:
        read = path("recaps.show", interview_id=interview.id)
        yield Step(
            interview, _("%(name)s took down your recap: is it right?", name=who), _("Read it"), read, due
        )
    elif newest.asks_for_more:
        comment = newest.decision.comment if newest.decision else None
        yield Step(
            interview, _("%(name)s asks for more in your recap", name=who), _("Add to it"), page, due, comment
        )


def _notes(interview: Interview, notes: list[Note], now: datetime) -> Iterator[Step]:
    for note in notes:
        names = ", ".join(person.contact.name for person in queries.people_to(note))
        page = path("followups.note", interview_id=interview.id, note_id=note.id)
        limit = note.due_at
        if note.state is NoteState.CHANGES_REQUESTED:
            decision = next((one.decision for one in queries.reviewed(note) if one.decision), None)
            who = decision.by.name if decision and decision.by else _recruiter(interview)
            comment = decision.comment if decision else None
            title = _("%(who)s asked for changes to your note to %(names)s", who=who, names=names)
            yield Step(interview, title, _("Change it"), page, limit, comment)
        elif note.state is NoteState.APPROVED:
            send = path("followups.send", interview_id=interview.id)
            title = _("Send your note to %(names)s", names=names)
            yield Step(interview, title, _("Send it"), send, limit, _("It is approved."))
        elif may_go_unreviewed(note, now):
            send = path("followups.send", interview_id=interview.id)
            title = _("Time is short: send your note to %(names)s", names=names)
            why = _("It lies in review still. Now it may go as it is, at no cost.")
            yield Step(interview, title, _("Send it"), send, limit, why)
        elif note.state is NoteState.DRAFT:
            title = _("Finish your note to %(names)s", names=names)
            yield Step(interview, title, _("Go on writing"), page, limit)


def _unwritten(interview: Interview, notes: list[Note], said: Judged) -> Iterator[Step]:
    titles = {
        NoteKind.THANK_YOU: _("Write to %(name)s"),
        NoteKind.CHECK_IN: _("Ask %(name)s how it stands"),
        NoteKind.VALUE_ADD: _("Send %(name)s something useful"),
    }
    for kind, title in titles.items():
        begun = {
            recipient.person_id
            for note in notes
            if note.kind is kind and note.state is not NoteState.WITHDRAWN
            for recipient in note.recipients
        }
        if kind is NoteKind.THANK_YOU:
            begun |= made.thanked(interview)
        wanted = said.asked(kind.value)
        for person in queries.people_met(interview):
            if person.id in wanted and person.id not in begun:
                url = path("followups.new_note", interview_id=interview.id, to=person.id, kind=kind.value)
                words = title.replace("%(name)s", person.contact.name)
                yield Step(interview, words, _("Write"), url, said.due(kind.value), person.contact.title)
                if kind is not NoteKind.THANK_YOU:
                    break


def _diary(interview: Interview, said: Judged) -> Iterator[Step]:
    for promise in made.promises_of(interview):
        if promise.kept_at is not None:
            continue
        url = path("followups.log", interview_id=interview.id, what="promise", row=promise.id)
        title = _("You promised: %(text)s", text=promise.text)
        yield Step(interview, title, _("Done: log it"), url, promise.due)
    for reference in made.references_of(interview):
        if reference.notified_at is not None:
            continue
        url = path("followups.log", interview_id=interview.id, what="reference", row=reference.id)
        title = _("Tell %(name)s who may call, and why", name=reference.name)
        yield Step(interview, title, _("Done: log it"), url, said.due("references_notified"))


def _recruiter(interview: Interview) -> str:
    return interview.recruiter.name if interview.recruiter else str(_("Your recruiter"))
