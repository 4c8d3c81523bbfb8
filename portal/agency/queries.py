"""What an admin sees of the agency: figures about its work, never about how a person scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from portal.extensions import db
from portal.models import (
    Candidate,
    Employer,
    Interview,
    Mail,
    MailState,
    Note,
    NoteState,
    Outcome,
    PolicyVersion,
    Process,
    Role,
    Team,
    User,
    WorkerBeat,
)
from portal.models.base import Owned

AWAY = timedelta(seconds=90)
"""After which a worker that was not seen counts as away."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the present moment. ``worker_seen`` is when a worker last said that it lives."""

    staff: int
    teams: int
    candidates: int
    employers: int
    open_interviews: int
    waiting_notes: int
    mails_waiting: int
    mails_failed: int
    policy_number: int | None
    policy_chosen: bool
    worker_seen: datetime | None

    def worker_away(self, now: datetime) -> bool:
        """Whether background work stands still."""
        return self.worker_seen is None or now - self.worker_seen > AWAY


@dataclass(frozen=True, slots=True)
class Holdings:
    """What hangs on one member of staff."""

    candidates: Sequence[Candidate]
    interviews: Sequence[Interview]
    employers: Sequence[Employer]

    @property
    def any(self) -> bool:
        """Whether there is anything to hand over."""
        return bool(self.candidates or self.interviews or self.employers)


def figures(agency_id: UUID, now: datetime) -> Figures:
    """The agency's figures, in one statement; the policy's number is that of the version in force."""
    policy = (
        select(PolicyVersion.number)
        .where(PolicyVersion.agency_id == agency_id, PolicyVersion.effective_from <= now)
        .order_by(PolicyVersion.effective_from.desc(), PolicyVersion.number.desc())
        .limit(1)
    )
    found: list[Any] = [
        _count(User, agency_id, User.role != Role.CANDIDATE, User.disabled_at.is_(None)),
        _count(Team, agency_id),
        _count(Candidate, agency_id, Candidate.archived_at.is_(None)),
        _count(Employer, agency_id, Employer.archived_at.is_(None)),
        _count(
            Interview,
            agency_id,
            Interview.cancelled_at.is_(None),
            Interview.outcome == Outcome.PENDING,
        ),
        _count(Note, agency_id, Note.state == NoteState.SUBMITTED),
        _count(Mail, agency_id, Mail.state == MailState.WAITING),
        _count(Mail, agency_id, Mail.state == MailState.FAILED),
        policy.scalar_subquery(),
        _count(PolicyVersion, agency_id, PolicyVersion.by_id.is_not(None)) > 0,
        select(func.max(WorkerBeat.seen_at)).scalar_subquery(),
    ]
    return Figures(*db.session.execute(select(*found)).one())


def staff(agency_id: UUID) -> Sequence[User]:
    """Everybody who works at the agency: the active first, by name."""
    return db.session.scalars(
        select(User)
        .where(User.agency_id == agency_id, User.role != Role.CANDIDATE)
        .order_by(User.disabled_at.is_not(None), User.name)
    ).all()


def teams(agency_id: UUID) -> Sequence[Team]:
    """The agency's teams, by name."""
    return db.session.scalars(select(Team).where(Team.agency_id == agency_id).order_by(Team.name)).all()


def team_sizes(agency_id: UUID) -> dict[UUID, tuple[int, int]]:
    """For each team its active recruiters and its candidates."""
    people = (
        select(func.count())
        .where(User.agency_id == Team.agency_id, User.team_id == Team.id, User.disabled_at.is_(None))
        .scalar_subquery()
    )
    looked_after = (
        select(func.count())
        .where(
            Candidate.agency_id == Team.agency_id,
            Candidate.team_id == Team.id,
            Candidate.archived_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = db.session.execute(select(Team.id, people, looked_after).where(Team.agency_id == agency_id))
    return {team: (staff_count, candidates) for team, staff_count, candidates in rows}


def holdings(user: User) -> Holdings:
    """What ``user`` looks after: candidates not archived, interviews still open, employers not archived."""
    candidates = select(Candidate).where(
        Candidate.agency_id == user.agency_id,
        Candidate.recruiter_id == user.id,
        Candidate.archived_at.is_(None),
    )
    interviews = (
        select(Interview)
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .where(
            Interview.agency_id == user.agency_id,
            Interview.recruiter_id == user.id,
            Interview.cancelled_at.is_(None),
            Interview.outcome == Outcome.PENDING,
        )
        .order_by(Interview.ends_at)
    )
    employers = select(Employer).where(
        Employer.agency_id == user.agency_id, Employer.owner_id == user.id, Employer.archived_at.is_(None)
    )
    return Holdings(
        db.session.scalars(candidates.order_by(Candidate.id)).all(),
        db.session.scalars(interviews).all(),
        db.session.scalars(employers.order_by(Employer.name)).all(),
    )


def _count(model: type[Owned], agency_id: UUID, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(model)
        .where(model.agency_id == agency_id, *conditions)
        .scalar_subquery()
    )
