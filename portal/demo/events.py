"""What can happen in a story, each played by the operation that the page would call."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.access import Actor
from portal.demo.people import Company, People
from portal.demo.spans import span
from portal.extensions import db
from portal.followups import notes, touches
from portal.interviews import operations as interviews
from portal.interviews import said
from portal.interviews.changes import Told
from portal.models import (
    Channel,
    DecisionKind,
    Interview,
    Note,
    NoteKind,
    NoteRevision,
    Outcome,
    PersonMet,
    Promise,
    Recap,
    RecapRevision,
    Reference,
    TouchKind,
    new_id,
)
from portal.recaps import operations as recaps
from portal.recaps import phone
from portal.recaps.draft import PAGES
from portal.reviews.calls import Called, log_call
from portal.reviews.operations import Answer, decide_note, decide_recap

Event = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """One interview and who acts in it, by their names in the stories."""

    people: People
    interview: Interview
    company: Company
    recruiter: str
    candidate: str

    @property
    def staff(self) -> Actor:
        """The recruiter who acts."""
        return self.people.staff_actor(self.recruiter)

    @property
    def talker(self) -> Actor:
        """The candidate who acts."""
        return self.people.candidate_actor(self.candidate)

    def met(self, names: list[str]) -> list[PersonMet]:
        """The people met of these names."""
        wanted = {self.company.contacts[name].id for name in names}
        return [person for person in _rows(self, PersonMet) if person.contact_id in wanted]

    def note_to(self, name: str) -> Note:
        """The note to the person of this name."""
        (person,) = self.met([name])
        notes: list[Note] = _rows(self, Note)
        return next(note for note in notes if person.id in {one.person_id for one in note.recipients})


def play(stage: Stage, event: Event, at: datetime) -> None:
    """Let ``event`` happen at the instant ``at``."""
    (verb,) = set(event) & set(VERBS)
    VERBS[verb](stage, event, at)


def _recap(stage: Stage, event: Event, at: datetime) -> None:
    told: dict[str, Any] = dict(event["recap"])
    end = stage.interview.ends_at
    if "decision_in" in told:
        told["decision_by"] = (end + span(told.pop("decision_in"))).date().isoformat()
    for promise in told.get("promises", []):
        promise["due"] = (end + span(promise.pop("due_in"))).isoformat()
    helpful = {person.id for person in stage.met(told.pop("helpful", []))}
    told["people"] = {
        str(person.id): {"there": True, "helpful": person.id in helpful} for person in _rows(stage, PersonMet)
    }
    pages = {page: {name: told[name] for name in names if name in told} for page, names in PAGES.items()}
    recap = recaps.save(stage.interview, pages, 0, at)
    recaps.submit(stage.talker, stage.interview, new_id(), at)
    db.session.expire(recap)


def _phone(stage: Stage, event: Event, at: datetime) -> None:
    phone.save(stage.interview, event["phone"], 0, at)
    phone.take_down(stage.staff, stage.interview, new_id(), at)


def _write(stage: Stage, told: dict[str, Any], at: datetime) -> Note:
    people = stage.met(told["to"])
    kind, channel = NoteKind(told.get("kind", "thank_you")), told.get("channel", "email")
    note = notes.begin(stage.interview, people, kind, channel, str(new_id()), at)
    words = {"subject": told["subject"], "body": told["body"].strip(), "offers": [], "channel": channel}
    notes.save(note, words, note.draft_version, at)
    return note


def _draft(stage: Stage, event: Event, at: datetime) -> None:
    _write(stage, event["draft"], at)


def _submit(stage: Stage, event: Event, at: datetime) -> None:
    notes.submit(stage.talker, _write(stage, event["submit"], at), new_id(), at)


def _decide(stage: Stage, event: Event, at: datetime) -> None:
    kind = DecisionKind.CHANGES_REQUESTED if "changes" in event else DecisionKind.APPROVED
    answer = Answer(kind, event.get("changes") or event.get("comment"))
    if event["decide"] == "recap":
        (recap,) = _rows(stage, Recap)
        decide_recap(stage.staff, _latest(RecapRevision, RecapRevision.recap_id == recap.id), answer, at)
        return
    note = stage.note_to(event["decide"])
    decide_note(stage.staff, _latest(NoteRevision, NoteRevision.note_id == note.id), answer, at)


def _send(stage: Stage, event: Event, at: datetime) -> None:
    touches.sent(stage.talker, stage.note_to(event["send"]), new_id(), at)


def _log(stage: Stage, event: Event, at: datetime) -> None:
    told = event["log"]
    made = touches.Contacted(
        channel=Channel(told["channel"]),
        kind=TouchKind(told["kind"]),
        to=stage.met(told["to"]),
        at=at,
        reason=told.get("reason"),
    )
    touches.log(stage.talker, stage.interview, made, new_id(), at)


def _call(stage: Stage, event: Event, at: datetime) -> None:
    called = Called(at, Channel.PHONE_CALL, stage.met(event["call"]), event.get("words"))
    log_call(stage.staff, stage.interview, called, new_id(), at)


def _told(stage: Stage, event: Event, at: datetime) -> None:
    reference = next(one for one in _rows(stage, Reference) if one.name == event["told"])
    reference.notified_at = at


def _kept(stage: Stage, event: Event, at: datetime) -> None:
    promise = next(one for one in _rows(stage, Promise) if one.text == event["kept"])
    promise.kept_at = at


def _said(stage: Stage, event: Event, at: datetime) -> None:
    words, interview = event["said"], stage.interview
    told = Told(row_id=new_id(), now=at, reason=words.get("cancelled"))
    if "cancelled" in words:
        interviews.cancel(stage.staff, interview, told)
    elif "heard_back" in words:
        said.write(stage.staff, interview, "heard_back", said.heard_back(told), told)
    elif "next_in" in words:
        begins = interview.ends_at + span(words["next_in"])
        said.write(stage.staff, interview, "next_round", said.next_round(interview, begins, told), told)
    else:
        values = said.outcome(interview, Outcome(words["outcome"]), told)
        said.write(stage.staff, interview, "outcome", values, told)


VERBS: dict[str, Callable[[Stage, Event, datetime], None]] = {
    "recap": _recap,
    "phone": _phone,
    "draft": _draft,
    "submit": _submit,
    "decide": _decide,
    "send": _send,
    "log": _log,
    "call": _call,
    "told": _told,
    "kept": _kept,
    "said": _said,
}


def _rows(stage: Stage, model: Any) -> list[Any]:
    of = stage.interview
    return list(
        db.session.scalars(
            select(model)
            .where(model.agency_id == of.agency_id, model.interview_id == of.id)
            .order_by(model.id)
        )
    )


def _latest(model: Any, on: Any) -> Any:
    return db.session.scalars(select(model).where(on).order_by(model.number.desc()).limit(1)).one()
