"""What a candidate did, as the case tells it, becomes rows: recap, notes with their reviews, touches, and the rest."""

from datetime import datetime
from typing import Any
from uuid import UUID

from portal.imports.writing import saved
from portal.models import (
    Agency,
    Application,
    Channel,
    Decision,
    DecisionKind,
    Evidence,
    Interview,
    LearningEntry,
    MadeBy,
    Note,
    NoteKind,
    NoteRecipient,
    NoteRevision,
    NoteState,
    Post,
    Promise,
    Recap,
    RecapOpening,
    RecapRevision,
    RecapSource,
    Reference,
    Touch,
    TouchKind,
    TouchRecipient,
    VerdictOverride,
    text_hash,
)
from portal.policy import facts as f


def add_recap(agency: Agency, case: f.Facts, interview: Interview, now: datetime) -> None:
    """The recap, as one revision, with its later readings."""
    if case.recap is None:
        return
    submitted = case.recap.submitted_at or case.interview.ends_at
    content = recap_content(case.recap)
    recap = saved(Recap(agency_id=agency.id, interview_id=interview.id, draft=content, created_at=now))
    saved(
        RecapRevision(
            agency_id=agency.id,
            recap_id=recap.id,
            number=1,
            content=content,
            content_hash=text_hash(repr(sorted(content.items()))),
            source=RecapSource.IMPORTED,
            submitted_at=submitted,
            recorded_at=now,
            confirmed_at=submitted,
            undated=case.recap.submitted_at is None,
        )
    )
    for opened in case.recap.opened_at:
        saved(RecapOpening(agency_id=agency.id, recap_id=recap.id, opened_at=opened, recorded_at=now))


def recap_content(recap: f.Recap) -> dict[str, Any]:
    """A recap in the shape of a revision's content."""
    return {
        "topics": list(recap.topics),
        "questions": [
            {
                "asked": one.asked,
                "answered": one.answered,
                "stumbled": one.stumbled,
                "better_answer": one.better_answer,
            }
            for one in recap.questions
        ],
        "good_points": list(recap.good_points),
        "bad_points": list(recap.bad_points),
        "first_impressions": recap.first_impressions,
        "environment": recap.environment,
        "requirements": list(recap.requirements),
        "still_interested": recap.still_interested,
    }


def add_notes(
    agency: Agency, case: f.Facts, interview: Interview, people: dict[str, UUID], now: datetime
) -> dict[str, Note]:
    """The notes with their revisions and decisions, by their ids in the case."""
    touched = {touch.note for touch in case.touches}
    rows = {}
    for note in case.notes:
        row = saved(
            Note(
                agency_id=agency.id,
                interview_id=interview.id,
                case_id=note.id,
                kind=NoteKind(note.kind or "other"),
                channel=note.channel or "",
                state=_state(note, sent=note.id in touched),
                subject=note.subject or "",
                body=note.body or "",
                offers=list(note.offers),
                to_recruiter=f.RECRUITER in note.to,
                created_at=now,
            )
        )
        rows[note.id] = row
        for person in note.to:
            if person != f.RECRUITER:
                saved(NoteRecipient(agency_id=agency.id, note_id=row.id, person_id=people[person]))
        for number, review in enumerate(note.reviews, 1):
            _add_review(agency, row, note, review, number, now)
    return rows


def _add_review(
    agency: Agency, row: Note, note: f.Note, review: f.Review, number: int, now: datetime
) -> None:
    body = review.body if review.body is not None else note.body or ""
    revision = saved(
        NoteRevision(
            agency_id=agency.id,
            note_id=row.id,
            number=number,
            subject=note.subject or "",
            body=body,
            text_hash=text_hash(note.subject or "", body),
            offers=list(note.offers),
            submitted_at=review.submitted_at,
            recorded_at=now,
            withdrawn_at=review.decided_at if review.decision == "withdrawn" else None,
        )
    )
    if review.decision in {"approved", "changes_requested"} and review.decided_at is not None:
        saved(
            Decision(
                agency_id=agency.id,
                note_revision_id=revision.id,
                kind=DecisionKind(review.decision),
                comment=review.comment,
                decided_at=review.decided_at,
                recorded_at=now,
            )
        )


def _state(note: f.Note, *, sent: bool) -> NoteState:
    if sent:
        return NoteState.SENT
    if not note.reviews:
        return NoteState.DRAFT
    last = note.reviews[-1].decision
    return NoteState(last) if last else NoteState.SUBMITTED


def add_touches(
    agency: Agency,
    case: f.Facts,
    interview: Interview,
    people: dict[str, UUID],
    notes: dict[str, Note],
    now: datetime,
) -> dict[str, UUID]:
    """The contacts made, by their ids in the case."""
    ids = {}
    for touch in case.touches:
        row = saved(
            Touch(
                agency_id=agency.id,
                interview_id=interview.id,
                note_id=notes[touch.note].id if touch.note else None,
                case_id=touch.id,
                kind=TouchKind(touch.kind) if touch.kind else None,
                channel=Channel(touch.channel),
                made_by=MadeBy(touch.by),
                evidence=Evidence(touch.evidence) if touch.evidence else None,
                to_recruiter=f.RECRUITER in touch.to,
                body=touch.body,
                body_hash=text_hash(touch.body) if touch.body else None,
                offers=list(touch.offers),
                reason=touch.reason,
                at=touch.at,
                recorded_at=now,
            )
        )
        ids[touch.id] = row.id
        for person in dict.fromkeys(touch.to):
            if person != f.RECRUITER:
                saved(TouchRecipient(agency_id=agency.id, touch_id=row.id, person_id=people[person]))
    return ids


def add_diary(
    agency: Agency, case: f.Facts, interview: Interview, touches: dict[str, UUID], now: datetime
) -> None:
    """Promises, references, learning, applications, posts, and verdicts that a person changed."""
    common: dict[str, Any] = {"agency_id": agency.id, "interview_id": interview.id, "recorded_at": now}
    for promise in case.promises:
        keeper = touches[promise.touch] if promise.touch else None
        values = {
            "text": promise.text or "",
            "due": promise.due,
            "kept_at": promise.kept_at,
            "touch_id": keeper,
        }
        saved(Promise(**common, **values, case_id=promise.id or None))
    for reference in case.references:
        values = {"name": reference.name or "", "notified_at": reference.notified_at}
        saved(Reference(**common, **values, case_id=reference.id or None))
    for entry in case.learning:
        saved(LearningEntry(**common, text=entry.text or "", at=entry.at, case_id=entry.id or None))
    for one in case.applications:
        values = {"employer": one.employer, "title": one.title, "at": one.at}
        saved(Application(**common, **values, case_id=one.id or None))
    for post in case.posts:
        values = {"network": post.network or "", "at": post.at}
        marks = {
            "mentions_interview": bool(post.mentions_interview),
            "about_company": bool(post.about_company),
        }
        saved(Post(**common, **values, **marks, case_id=post.id or None))
    for one_override in case.overrides:
        saved(
            VerdictOverride(
                **common,
                rule=one_override.rule,
                verdict=one_override.verdict,
                fraction=one_override.fraction,
                by_name=one_override.by or "",
                why=one_override.why or "",
                at=one_override.at,
            )
        )
