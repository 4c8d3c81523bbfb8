"""What the verdicts say about an interview now, as the candidate's pages need it. No rule is known here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.models import Interview, Note, NoteKind, NoteState
from portal.policy.next_steps import NextStep, due_now, next_steps
from portal.scoring.names import people_ids
from portal.scoring.queries import limit_now, result_now
from portal.scoring.rows import read


@dataclass(frozen=True, slots=True)
class Judged:
    """The acts that are open now, by name, whom each concerns, and how contact of each kind is wanted."""

    acts: Mapping[str, NextStep]
    people: Mapping[str, UUID]
    routes: Mapping[str, str]

    def due(self, act: str) -> datetime | None:
        """Until when an act can be done; none where nothing asks for it."""
        step = self.acts.get(act)
        return step.due_at if step else None

    def asked(self, act: str) -> list[UUID]:
        """The people met whom an act concerns."""
        step = self.acts.get(act)
        return [self.people[one] for one in step.people if one in self.people] if step else []


def judged(interview: Interview, now: datetime) -> Judged:
    """The interview's open acts at ``now``."""
    result = result_now(interview, now)
    ids = people_ids(read(interview.agency_id, [interview.id]), interview)
    return Judged(
        acts={step.action: step for step in due_now(next_steps(result), now)},
        people={name: row_id for row_id, name in ids.items()},
        routes=result.view.routes,
    )


def route(interview: Interview, kind: NoteKind, now: datetime) -> str | None:
    """How contact of this kind is wanted: ``direct``, ``via_agency`` or ``none``; none said for what is no contact."""
    return result_now(interview, now).view.routes.get(kind.value)


def may_go_unreviewed(note: Note, now: datetime) -> bool:
    """Whether a note that lies in review may be sent as it is, because its limit is near and the policy allows it."""
    if note.state is not NoteState.SUBMITTED:
        return False
    limit = limit_now(note.interview, note.kind.value, now)
    return (
        limit is not None
        and limit.unreviewed_from is not None
        and limit.unreviewed_from <= now <= limit.due_at
    )
