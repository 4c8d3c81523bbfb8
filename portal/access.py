"""Who may do what, and the one way to load a row as somebody.

Loading is authorising: :func:`load` finds a row only where it is the actor's to see, and a row that is not raises
:class:`~portal.errors.NotFound`, as one that does not exist does. Admins see their agency, recruiters what belongs to
their team, candidates what belongs to them; employers, contacts and jobs are shared by an agency's staff.
"""

import enum
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select, true

from portal.errors import NotFound
from portal.extensions import db
from portal.models import (
    Application,
    Candidate,
    Contact,
    Employer,
    Interview,
    InterviewChange,
    Job,
    LearningEntry,
    Mail,
    Note,
    NoteRevision,
    PersonMet,
    PolicyVersion,
    Post,
    Process,
    Promise,
    Recap,
    RecapDocument,
    RecapRevision,
    Reference,
    Report,
    Role,
    ScoreRun,
    SignIn,
    Task,
    Team,
    Touch,
    User,
    VerdictOverride,
)
from portal.models.base import Owned

Row = TypeVar("Row", bound=Owned)


class Permission(enum.StrEnum):
    """What can be allowed, each granted to roles in ``GRANTS``."""

    USE_PORTAL = "portal:use"
    SEE_TODAY = "today:see"
    SEE_INTERVIEW = "interview:see"
    ASSIGN_INTERVIEW = "interview:assign"
    CHANGE_INTERVIEW = "interview:change"
    SEE_RECAP = "recap:see"
    WRITE_RECAP = "recap:write"
    TAKE_DOWN_RECAP = "recap:take_down"
    WRITE_NOTE = "note:write"
    SEE_NOTE = "note:see"
    LOG_TOUCH = "touch:log"
    REVIEW = "review:decide"
    SEE_REPORT = "report:see"
    SEE_POLICY = "policy:see"
    CHANGE_POLICY = "policy:change"
    OVERRIDE_VERDICT = "verdict:override"
    MANAGE_CANDIDATES = "candidate:manage"
    MANAGE_EMPLOYERS = "employer:manage"
    IMPORT_CASES = "case:import"
    MANAGE_AGENCY = "agency:manage"
    MANAGE_STAFF = "staff:manage"
    SEE_AUDIT = "audit:see"
    SEE_MAIL = "mail:see"
    SEE_TASKS = "task:see"


_CANDIDATE = {
    Permission.USE_PORTAL,
    Permission.SEE_TODAY,
    Permission.SEE_INTERVIEW,
    Permission.SEE_RECAP,
    Permission.WRITE_RECAP,
    Permission.WRITE_NOTE,
    Permission.SEE_NOTE,
    Permission.LOG_TOUCH,
    Permission.SEE_REPORT,
    Permission.SEE_POLICY,
}
_RECRUITER = {
    Permission.USE_PORTAL,
    Permission.SEE_INTERVIEW,
    Permission.ASSIGN_INTERVIEW,
    Permission.CHANGE_INTERVIEW,
    Permission.SEE_RECAP,
    Permission.TAKE_DOWN_RECAP,
    Permission.SEE_NOTE,
    Permission.REVIEW,
    Permission.SEE_REPORT,
    Permission.SEE_POLICY,
    Permission.OVERRIDE_VERDICT,
    Permission.MANAGE_CANDIDATES,
    Permission.MANAGE_EMPLOYERS,
    Permission.IMPORT_CASES,
}
_ADMIN = _RECRUITER | {
    Permission.CHANGE_POLICY,
    Permission.MANAGE_AGENCY,
    Permission.MANAGE_STAFF,
    Permission.SEE_AUDIT,
    Permission.SEE_MAIL,
    Permission.SEE_TASKS,
}
GRANTS: dict[Role, set[Permission]] = {
    Role.CANDIDATE: _CANDIDATE,
    Role.RECRUITER: _RECRUITER,
    Role.ADMIN: _ADMIN,
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as operations need to know them."""

    agency_id: UUID
    user_id: UUID
    role: Role
    name: str
    timezone: str
    team_id: UUID | None = None
    candidate_id: UUID | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the actor works at the agency."""
        return self.role is not Role.CANDIDATE


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's role grants ``permission``; which rows, :func:`visible` says."""
    return permission in GRANTS[actor.role]


# Where a row's owner is found: the column that leads towards the candidate, and the table it leads to.
PARENTS: dict[type[Owned], tuple[str, type[Owned]]] = {
    Process: ("candidate_id", Candidate),
    Interview: ("process_id", Process),
    InterviewChange: ("interview_id", Interview),
    PersonMet: ("interview_id", Interview),
    Recap: ("interview_id", Interview),
    RecapRevision: ("recap_id", Recap),
    RecapDocument: ("recap_id", Recap),
    Note: ("interview_id", Interview),
    NoteRevision: ("note_id", Note),
    Touch: ("interview_id", Interview),
    Promise: ("interview_id", Interview),
    Reference: ("interview_id", Interview),
    LearningEntry: ("interview_id", Interview),
    Application: ("interview_id", Interview),
    Post: ("interview_id", Interview),
    ScoreRun: ("interview_id", Interview),
    VerdictOverride: ("interview_id", Interview),
    Report: ("interview_id", Interview),
}
STAFF_SHARED: frozenset[type[Owned]] = frozenset(
    {Employer, Contact, Job, Team, User, PolicyVersion, Mail, Task}
)


def visible(actor: Actor, model: type[Row]) -> Select[Row]:
    """The rows of ``model`` that the actor may see."""
    return select(model).where(model.agency_id == actor.agency_id, _theirs(actor, model))


def load(actor: Actor, permission: Permission, model: type[Row], row_id: UUID, *, lock: bool = False) -> Row:
    """The row, where the actor has ``permission`` and the row is theirs; else :class:`NotFound`.

    ``lock`` holds the row until the transaction ends (a no-op on SQLite, whose writers wait for each other anyway).
    """
    if not may(actor, permission):
        raise NotFound(f"{model.__tablename__} {row_id}")
    query: Select[Any] = visible(actor, model).where(model.id == row_id)
    if lock:
        query = query.with_for_update(of=model).execution_options(populate_existing=True)
    row: Row | None = db.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(f"{model.__tablename__} {row_id}")
    return row


def _theirs(actor: Actor, model: type[Owned]) -> ColumnElement[bool]:
    if model is SignIn:
        return SignIn.user_id == actor.user_id
    if model in STAFF_SHARED:
        return true() if actor.is_staff else false()
    if model is not Candidate and model not in PARENTS:
        raise LookupError(f"nobody decided who may see {model.__tablename__}")
    if actor.role is Role.ADMIN:
        return true()
    if model is Candidate:
        if actor.role is Role.RECRUITER:
            return Candidate.team_id == actor.team_id
        return Candidate.id == actor.candidate_id
    column, parent = PARENTS[model]
    inner = select(parent.id).where(parent.agency_id == actor.agency_id, _theirs(actor, parent))
    return getattr(model, column).in_(inner)  # type: ignore[no-any-return]
