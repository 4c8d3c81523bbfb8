"""All rows about some interviews, read in a number of statements that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.extensions import db
from portal.models import (
    Agency,
    Application,
    Candidate,
    Decision,
    Interview,
    Job,
    LearningEntry,
    Note,
    NoteRecipient,
    NoteRevision,
    PersonMet,
    Post,
    Process,
    Promise,
    Recap,
    RecapOpening,
    RecapRevision,
    Reference,
    Touch,
    TouchRecipient,
    TouchRetraction,
    VerdictOverride,
)
from portal.models.base import Owned

Row = TypeVar("Row", bound=Owned)
By = dict[UUID, list[Any]]


@dataclass(slots=True)
class Rows:
    """Interviews of one agency and the rows about them, each by the id of what it hangs on."""

    agency: Agency
    interviews: Sequence[Interview]
    people: By = field(default_factory=dict)
    notes: By = field(default_factory=dict)
    recipients: By = field(default_factory=dict)
    revisions: By = field(default_factory=dict)
    decisions: By = field(default_factory=dict)
    recaps: By = field(default_factory=dict)
    recap_revisions: By = field(default_factory=dict)
    openings: By = field(default_factory=dict)
    touches: By = field(default_factory=dict)
    reached: By = field(default_factory=dict)
    promises: By = field(default_factory=dict)
    references: By = field(default_factory=dict)
    learning: By = field(default_factory=dict)
    applications: By = field(default_factory=dict)
    posts: By = field(default_factory=dict)
    overrides: By = field(default_factory=dict)


def read(agency_id: UUID, interview_ids: Sequence[UUID]) -> Rows:
    """The rows about these interviews, in the order given."""
    agency = db.session.get_one(Agency, agency_id)
    way = (
        joinedload(Interview.recruiter),
        joinedload(Interview.process).joinedload(Process.candidate).joinedload(Candidate.user),
        joinedload(Interview.process).joinedload(Process.job).joinedload(Job.employer),
    )
    found = {
        row.id: row
        for row in db.session.scalars(
            select(Interview)
            .where(Interview.agency_id == agency_id, Interview.id.in_(interview_ids))
            .options(*way)
        )
    }
    rows = Rows(agency, [found[one] for one in interview_ids if one in found])

    def of(model: type[Row], column: str, ids: Iterable[UUID], *options: Any) -> By:
        by: By = defaultdict(list)
        chosen = list(ids)
        if chosen:
            query = select(model).where(model.agency_id == agency_id, getattr(model, column).in_(chosen))
            for row in db.session.scalars(query.order_by(model.id).options(*options)):
                by[getattr(row, column)].append(row)
        return by

    ids = list(found)
    rows.people = of(PersonMet, "interview_id", ids, joinedload(PersonMet.contact))
    rows.notes = of(Note, "interview_id", ids)
    note_ids = [note.id for notes in rows.notes.values() for note in notes]
    rows.recipients = of(NoteRecipient, "note_id", note_ids)
    rows.revisions = of(NoteRevision, "note_id", note_ids)
    revision_ids = [one.id for revisions in rows.revisions.values() for one in revisions]
    rows.decisions = of(Decision, "note_revision_id", revision_ids)
    rows.recaps = of(Recap, "interview_id", ids)
    recap_ids = [recap.id for recaps in rows.recaps.values() for recap in recaps]
    rows.recap_revisions = of(RecapRevision, "recap_id", recap_ids)
    rows.openings = of(RecapOpening, "recap_id", recap_ids)
    rows.touches = _standing(of(Touch, "interview_id", ids), of)
    touch_ids = [touch.id for touches in rows.touches.values() for touch in touches]
    rows.reached = of(TouchRecipient, "touch_id", touch_ids)
    rows.promises = of(Promise, "interview_id", ids)
    rows.references = of(Reference, "interview_id", ids)
    rows.learning = of(LearningEntry, "interview_id", ids)
    rows.applications = of(Application, "interview_id", ids)
    rows.posts = of(Post, "interview_id", ids)
    rows.overrides = of(VerdictOverride, "interview_id", ids)
    return rows


def _standing(touches: By, of: Any) -> By:
    """The touches that were not retracted."""
    every = [touch.id for some in touches.values() for touch in some]
    retracted = of(TouchRetraction, "touch_id", every)
    return {key: [touch for touch in some if touch.id not in retracted] for key, some in touches.items()}
