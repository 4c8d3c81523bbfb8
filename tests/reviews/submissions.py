"""Submitted notes and recaps, as they lie in the queue."""

from datetime import datetime, timedelta
from typing import Any

from portal import clock
from portal.extensions import db
from portal.models import (
    Interview,
    Note,
    NoteRevision,
    NoteState,
    Recap,
    RecapRevision,
    RecapSource,
    text_hash,
)

CONTENT: dict[str, Any] = {
    "topics": ["Kafka topics a team can own"],
    "good_points": ["They liked the migration story"],
    "bad_points": [],
    "requirements": ["On call one week in six"],
    "questions": [{"asked": "Why exactly-once?", "answered": "Money moves.", "stumbled": True}],
    "first_impressions": "Warm",
    "environment": "Quiet",
    "still_interested": True,
}


def submit(
    note: Note, body: str = "Dear Dana,\n\nThank you. I liked it.\n\nPriya", **values: Any
) -> NoteRevision:
    """A further revision of ``note``, which waits for review now."""
    at: datetime = values.pop("at", clock.now())
    number = 1 + len(db.session.scalars(note_revisions(note)).all())
    row = NoteRevision(
        agency_id=note.agency_id,
        note_id=note.id,
        number=number,
        subject=note.subject,
        body=body,
        text_hash=text_hash(note.subject, body),
        offers=[],
        by_id=note.interview.process.candidate.user_id,
        submitted_at=at,
        recorded_at=at,
        **values,
    )
    note.state = NoteState.SUBMITTED
    db.session.add(row)
    db.session.flush()
    return row


def note_revisions(note: Note) -> Any:
    """The select of a note's revisions."""
    return db.select(NoteRevision).filter_by(agency_id=note.agency_id, note_id=note.id)


def recap_of(interview: Interview, left: timedelta | None = timedelta(hours=20)) -> Recap:
    """The interview's recap, with its real limit ``left`` from now."""
    at = clock.now()
    row = Recap(
        agency_id=interview.agency_id,
        interview_id=interview.id,
        draft={},
        due_at=None if left is None else at + left,
        created_at=at,
    )
    db.session.add(row)
    db.session.flush()
    return row


def hand_in(recap: Recap, number: int = 1, *, confirmed: bool = True, **content: Any) -> RecapRevision:
    """A revision of ``recap``: typed by the candidate, or on the phone and not confirmed yet."""
    at = clock.now()
    row = RecapRevision(
        agency_id=recap.agency_id,
        recap_id=recap.id,
        number=number,
        content=CONTENT | content,
        content_hash=text_hash(str(CONTENT | content)),
        source=RecapSource.TYPED if confirmed else RecapSource.PHONE,
        by_id=recap.interview.process.candidate.user_id,
        submitted_at=at,
        recorded_at=at,
        confirmed_at=at if confirmed else None,
    )
    db.session.add(row)
    db.session.flush()
    return row
