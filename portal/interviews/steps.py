"""The single next step about an interview, for who looks at it. Paths that other features answer are theirs by name."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal import links
from portal.extensions import db
from portal.interviews.state import Standing, State
from portal.models import (
    Decision,
    Interview,
    Note,
    NoteRevision,
    NoteState,
    Outcome,
    Process,
    Recap,
    RecapRevision,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, why, and where; without ``url`` there is nothing to press."""

    title: str
    why: str
    label: str | None = None
    url: str | None = None


def for_candidate(interview: Interview, state: State, standing: Standing) -> Step:
    """The candidate's next step."""
    key = interview.id
    if state is State.RECAP_DUE:
        return _recap_step(interview, standing)
    if state is State.NOTES_DUE:
        note = _note_in(interview, NoteState.CHANGES_REQUESTED)
        if note is not None:
            return Step(
                _("Change your note"),
                _("Your recruiter read it and asks for something."),
                _("Read what was asked"),
                links.path("followups.note", interview_id=key, note_id=note),
            )
        return Step(
            _("Write your thank-yous"),
            _("One to each person who interviewed you, while it is fresh."),
            _("Write a note"),
            links.path("followups.new_note", interview_id=key),
        )
    if state is State.TO_SEND:
        return Step(
            _("Send your note"),
            _("It is approved and goes from your own mailbox."),
            _("Go to send"),
            links.path("followups.send", interview_id=key),
        )
    titles = {
        State.PLANNED: Step(_("Nothing to do yet"), _("After the interview we ask you how it went.")),
        State.RUNNING: Step(_("You are in the interview"), _("Afterwards, write down how it went.")),
        State.IN_REVIEW: Step(
            _("Your recruiter is reading"),
            _("You get a mail as soon as it is decided. The waiting is not counted against you."),
        ),
        State.FOLLOWING_UP: Step(
            _("Keep your follow-up going"),
            _("Note what you do: calls, letters, promises kept, references told."),
            _("Log what you did"),
            links.path("followups.log", interview_id=key),
        ),
        State.CANCELLED: Step(_("This interview was cancelled"), _("There is nothing to do about it.")),
        State.CLOSED: Step(
            _("This is closed"),
            _("Your report shows what went well, and what to do next time."),
            _("Read your report"),
            links.path("reports.show", interview_id=key),
        ),
    }
    return titles[state]


def for_staff(interview: Interview, state: State, standing: Standing) -> Step:
    """The next step of the agency."""
    key = interview.id
    if state is State.IN_REVIEW or (standing.submitted and state is State.NOTES_DUE):
        waiting = _waiting_revision(interview)
        if waiting is not None:
            return Step(
                _("Something waits for your answer"),
                _("The candidate cannot go on before it."),
                _("Review it"),
                links.path("reviews.review", revision_id=waiting),
            )
    if state is State.RECAP_DUE and not standing.recap_in and _taken_down(interview):
        return Step(
            _("Waiting for the candidate to confirm"),
            _("The recap was taken down on the phone. A mail asks the candidate to confirm it with one tap."),
            _("Read it"),
            links.path("recaps.show", interview_id=key),
        )
    if state is State.CLOSED and interview.outcome is Outcome.NEXT_ROUND and not _has_next(interview):
        return Step(
            _("Assign the next round"),
            _("The employer wants to see the candidate again. What is known is filled in."),
            _("Assign the next round"),
            links.path("interviews.new", after=key),
        )
    said = links.path("interviews.said_what", interview_id=key)
    steps = {
        State.PLANNED: Step(
            _("Nothing to do yet"), _("The candidate is asked how it went as soon as it ends.")
        ),
        State.RUNNING: Step(_("The interview is on"), _("If it runs over, correct its end afterwards.")),
        State.RECAP_DUE: Step(
            _("Waiting for the recap"),
            _("The candidate was asked. If you have them on the phone, take it down together."),
            _("Take it down on the phone"),
            links.path("recaps_phone.take_down", interview_id=key),
        ),
        State.NOTES_DUE: Step(
            _("Waiting for the notes"), _("The candidate has not sent them for review yet.")
        ),
        State.TO_SEND: Step(_("Waiting for the candidate to send"), _("What was approved is ready to go.")),
        State.IN_REVIEW: Step(_("Something waits for your answer"), _("Look into the queue.")),
        State.FOLLOWING_UP: Step(
            _("Waiting for the employer"),
            _("Record what they say: every date changes what the candidate should do."),
            _("Record what they said"),
            said,
        ),
        State.CANCELLED: Step(
            _("This interview was cancelled"), _("Assign a new one if there is another date.")
        ),
        State.CLOSED: Step(
            _("This is closed"),
            _("The report shows how the follow-up went."),
            _("Open the report"),
            links.path("reports.show", interview_id=key),
        ),
    }
    return steps[state]


def _recap_step(interview: Interview, standing: Standing) -> Step:
    key = interview.id
    if not standing.recap_in and _taken_down(interview):
        return Step(
            _("Check what your recruiter noted"),
            _("You told them on the phone. Confirm it, or correct it."),
            _("Read and confirm"),
            links.path("recaps.show", interview_id=key),
        )
    if standing.recap_wanted:
        return Step(
            _("Add to your recap"),
            _("Your recruiter read it and asks for more."),
            _("Read what was asked"),
            links.path("recaps.show", interview_id=key),
        )
    return Step(
        _("Write down how it went"),
        _("Two short pages, while you remember it. Your notes start from it."),
        _("Write the recap"),
        links.path("recaps.page", interview_id=key, page=1),
    )


def _taken_down(interview: Interview) -> bool:
    query = (
        select(RecapRevision.id)
        .join(Recap, (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id))
        .where(Recap.agency_id == interview.agency_id, Recap.interview_id == interview.id)
        .limit(1)
    )
    return db.session.scalars(query).first() is not None


def _note_in(interview: Interview, state: NoteState) -> UUID | None:
    query = select(Note.id).where(
        Note.agency_id == interview.agency_id, Note.interview_id == interview.id, Note.state == state
    )
    return db.session.scalars(query.order_by(Note.due_at).limit(1)).first()


def _waiting_revision(interview: Interview) -> UUID | None:
    """The revision that waits for an answer: a note's before a recap's."""
    note = (
        select(NoteRevision.id)
        .join(Note, (Note.agency_id == NoteRevision.agency_id) & (Note.id == NoteRevision.note_id))
        .where(
            Note.agency_id == interview.agency_id,
            Note.interview_id == interview.id,
            Note.state == NoteState.SUBMITTED,
        )
        .order_by(NoteRevision.number.desc())
        .limit(1)
    )
    recap = (
        select(RecapRevision.id)
        .join(Recap, (Recap.agency_id == RecapRevision.agency_id) & (Recap.id == RecapRevision.recap_id))
        .outerjoin(
            Decision,
            (Decision.agency_id == RecapRevision.agency_id)
            & (Decision.recap_revision_id == RecapRevision.id),
        )
        .where(
            Recap.agency_id == interview.agency_id,
            Recap.interview_id == interview.id,
            Decision.id.is_(None),
        )
        .order_by(RecapRevision.number.desc())
        .limit(1)
    )
    return db.session.scalars(note).first() or db.session.scalars(recap).first()


def _has_next(interview: Interview) -> bool:
    query = (
        select(Interview.id)
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .where(
            Interview.agency_id == interview.agency_id,
            Interview.process_id == interview.process_id,
            Interview.id != interview.id,
            Interview.ends_at > interview.ends_at,
            Interview.cancelled_at.is_(None),
        )
        .limit(1)
    )
    return db.session.scalars(query).first() is not None
