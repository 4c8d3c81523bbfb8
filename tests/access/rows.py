"""The row behind each placeholder of an address, for one desk of the cast."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from portal import clock, files
from portal.accounts.session import begin
from portal.extensions import db
from portal.models import (
    Agency,
    Channel,
    MadeBy,
    MailState,
    NoteRevision,
    Recap,
    RecapDocument,
    RecapRevision,
    RecapSource,
    Task,
    TaskState,
    Touch,
    text_hash,
)
from portal.notifications.operations import write
from portal.policies.operations import ensure_first
from tests.cast import Desk


def _saved(row: Any) -> UUID:
    db.session.add(row)
    db.session.flush()
    key: UUID = row.id
    return key


def _revision(desk: Desk) -> UUID:
    note = desk.note
    return _saved(
        NoteRevision(
            agency_id=note.agency_id,
            note_id=note.id,
            number=1,
            subject=note.subject,
            body=note.body,
            text_hash=text_hash(note.subject, note.body),
            offers=[],
            submitted_at=clock.now() - timedelta(minutes=5),
            recorded_at=clock.now(),
        )
    )


def _task(desk: Desk) -> UUID:
    return _saved(
        Task(
            agency_id=desk.interview.agency_id,
            kind="score_interview",
            key=f"a test's for {desk.interview.id}",
            payload={"interview_id": str(desk.interview.id)},
            state=TaskState.QUEUED,
            run_at=clock.now(),
            created_at=clock.now(),
        )
    )


def _sign_in(desk: Desk) -> UUID:
    return _saved(begin(desk.candidate.user, "another browser", clock.now()))


def _mail(desk: Desk) -> UUID:
    """A mail to the desk's recruiter that failed, kept as a file."""
    row = write(desk.recruiter, "password_changed", f"a test's for {desk.recruiter.id}", clock.now())
    row.state = MailState.FAILED
    folder = current_app.config["PORTAL"].instance / "mail"
    folder.mkdir(exist_ok=True)
    (folder / f"{row.id}.eml").write_text("Subject: a test's")
    return row.id


def _number(_desk: Desk) -> int:
    for agency in db.session.scalars(select(Agency)):
        ensure_first(agency, clock.now())
    return 1


def with_recap(desk: Desk) -> None:
    """Give the desk's interview a submitted recap, and its agency a policy to judge by."""
    ensure_first(db.session.get_one(Agency, desk.interview.agency_id), clock.now())
    common: dict[str, Any] = {"agency_id": desk.interview.agency_id}
    recap = Recap(**common, interview_id=desk.interview.id, draft={}, created_at=clock.now())
    _saved(recap)
    _saved(
        RecapRevision(
            **common,
            recap_id=recap.id,
            number=1,
            content={"topics": ["streaming"]},
            content_hash=text_hash("streaming"),
            source=RecapSource.TYPED,
            submitted_at=clock.now(),
            recorded_at=clock.now(),
            confirmed_at=clock.now(),
        )
    )


def _touch(desk: Desk) -> UUID:
    return _saved(
        Touch(
            agency_id=desk.interview.agency_id,
            interview_id=desk.interview.id,
            channel=Channel.EMAIL,
            made_by=MadeBy.CANDIDATE,
            offers=[],
            at=clock.now(),
            recorded_at=clock.now(),
        )
    )


def _document(desk: Desk) -> UUID:
    agency_id, now = desk.interview.agency_id, clock.now()
    recap = db.session.scalars(
        select(Recap).where(Recap.agency_id == agency_id, Recap.interview_id == desk.interview.id)
    ).one()
    stored = files.keep(agency_id, "recap.txt", "text/plain", b"Topics:", now)
    db.session.flush()
    section = {"heading": "Topics", "text": "streaming", "suggested": "topics", "taken": False}
    return _saved(
        RecapDocument(
            agency_id=agency_id, recap_id=recap.id, file_id=stored.id, sections=[section], created_at=now
        )
    )


VALUES: dict[str, Callable[[Desk], Any]] = {
    "interview_id": lambda desk: desk.interview.id,
    "note_id": lambda desk: desk.note.id,
    "candidate_id": lambda desk: desk.candidate.id,
    "employer_id": lambda desk: desk.employer.id,
    "contact_id": lambda desk: desk.contact.id,
    "job_id": lambda desk: desk.job.id,
    "person_id": lambda desk: desk.person.id,
    "user_id": lambda desk: desk.recruiter.id,
    "team_id": lambda desk: desk.team.id,
    "revision_id": _revision,
    "sign_in_id": _sign_in,
    "task_id": _task,
    "token": lambda _desk: "nobody-has-this-token",
    "mail_id": _mail,
    "number": _number,
    "page": lambda _desk: 1,
    "kind": lambda _desk: "heard_back",
    "touch_id": _touch,
    "document_id": _document,
    "what": lambda _desk: "learning",
    "rule": lambda _desk: "thanked_within",
}


def arguments(names: set[str], desk: Desk) -> dict[str, Any]:
    """The values of an address's placeholders; a placeholder that nobody thought of fails the test that asks."""
    return {name: VALUES[name](desk) for name in sorted(names)}
