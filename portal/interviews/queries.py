"""Reading lists: interviews by state, candidates by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from portal.access import Actor, visible
from portal.accounts.session import NOTICE_VERSION
from portal.extensions import db
from portal.interviews import standing
from portal.interviews.state import GROUPS, Group
from portal.models import (
    Candidate,
    Contact,
    Employer,
    Interview,
    Job,
    JobState,
    NoticeAgreement,
    Process,
    Role,
    Team,
    User,
)
from portal.paging import Key, Page, page_of

MOST = 300
"""Candidates or positions that a form offers by name; others are reached from their own page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of interviews is narrowed to."""

    group: Group = Group.UPCOMING
    mine: bool = False
    employer_id: UUID | None = None
    search: str = ""


def interviews(actor: Actor, wanted: Filter, cursor: str | None, now: datetime) -> Page:
    """Interviews of one tab, those to come by their start, others from the latest on."""
    recruiter = aliased(User)
    window = standing.window(actor.agency_id, now)
    state = standing.state_column(now, window)
    query: Any = (
        visible(actor, Interview)
        .with_only_columns(
            Interview.id,
            Interview.stage,
            Interview.round_name,
            Interview.starts_at,
            Interview.ends_at,
            Interview.timezone,
            User.name.label("candidate"),
            Job.title.label("job"),
            Employer.name.label("employer"),
            recruiter.name.label("recruiter"),
            state.label("state"),
        )
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .join(Candidate, (Candidate.agency_id == Process.agency_id) & (Candidate.id == Process.candidate_id))
        .join(User, (User.agency_id == Candidate.agency_id) & (User.id == Candidate.user_id))
        .join(Job, (Job.agency_id == Process.agency_id) & (Job.id == Process.job_id))
        .join(Employer, (Employer.agency_id == Job.agency_id) & (Employer.id == Job.employer_id))
        .outerjoin(
            recruiter,
            (recruiter.agency_id == Interview.agency_id) & (recruiter.id == Interview.recruiter_id),
        )
        .where(
            standing.within(wanted.group, now, window),
            state.in_([one.value for one in GROUPS[wanted.group]]),
        )
    )
    if wanted.mine:
        query = query.where(
            or_(Interview.recruiter_id == actor.user_id, Candidate.recruiter_id == actor.user_id)
        )
    if wanted.employer_id is not None:
        query = query.where(Employer.id == wanted.employer_id)
    if wanted.search:
        columns = (User.name, Job.title, Employer.name, Interview.round_name)
        query = query.where(or_(*(column.icontains(wanted.search, autoescape=True) for column in columns)))
    ahead = wanted.group is Group.UPCOMING
    first = func.coalesce(Interview.starts_at, Interview.ends_at) if ahead else Interview.ends_at
    keys = [
        Key(first, datetime, descending=not ahead),
        Key(Interview.id, UUID, descending=not ahead),
    ]
    return page_of(query, keys, cursor)


def candidates(
    actor: Actor,
    search: str,
    cursor: str | None,
    now: datetime,
    *,
    mine: bool = False,
    archived: bool = False,
) -> Page:
    """Candidates by name, with who looks after them and their next interview."""
    recruiter = aliased(User)
    ahead = (
        select(func.min(Interview.starts_at))
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .where(
            Interview.agency_id == Candidate.agency_id,
            Process.candidate_id == Candidate.id,
            Interview.cancelled_at.is_(None),
            Interview.ends_at > now,
        )
        .correlate(Candidate)
    )
    agreed = select(NoticeAgreement.agreed_at).where(
        NoticeAgreement.agency_id == Candidate.agency_id,
        NoticeAgreement.candidate_id == Candidate.id,
        NoticeAgreement.version == NOTICE_VERSION,
    )
    query: Any = (
        visible(actor, Candidate)
        .with_only_columns(
            Candidate.id,
            User.name,
            User.email,
            recruiter.name.label("recruiter"),
            Team.name.label("team"),
            ahead.scalar_subquery().label("next_at"),
            agreed.correlate(Candidate).scalar_subquery().label("agreed_at"),
        )
        .join(User, (User.agency_id == Candidate.agency_id) & (User.id == Candidate.user_id))
        .join(Team, (Team.agency_id == Candidate.agency_id) & (Team.id == Candidate.team_id))
        .outerjoin(
            recruiter,
            (recruiter.agency_id == Candidate.agency_id) & (recruiter.id == Candidate.recruiter_id),
        )
        .where(Candidate.archived_at.is_not(None) if archived else Candidate.archived_at.is_(None))
    )
    if mine:
        query = query.where(Candidate.recruiter_id == actor.user_id)
    if search:
        query = query.where(
            or_(User.name.icontains(search, autoescape=True), User.email.icontains(search, autoescape=True))
        )
    return page_of(query, [Key(User.name, str), Key(Candidate.id, UUID)], cursor)


def rounds(actor: Actor, candidate: Candidate, now: datetime) -> list[tuple[Interview, str]]:
    """A candidate's interviews with their states, the latest first."""
    state = standing.state_column(now, standing.window(actor.agency_id, now))
    query = (
        visible(actor, Interview)
        .add_columns(state)
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .where(Process.candidate_id == candidate.id)
        .options(joinedload(Interview.process).joinedload(Process.job).joinedload(Job.employer))
        .order_by(Interview.ends_at.desc(), Interview.id.desc())
    )
    return [(interview, str(word)) for interview, word in db.session.execute(query)]


def assignable(actor: Actor) -> list[tuple[UUID, str]]:
    """Candidates to choose from, one's own first."""
    query = (
        visible(actor, Candidate)
        .with_only_columns(Candidate.id, User.name)
        .join(User, (User.agency_id == Candidate.agency_id) & (User.id == Candidate.user_id))
        .where(Candidate.archived_at.is_(None))
        .order_by((Candidate.recruiter_id == actor.user_id).is_not(True), User.name)
        .limit(MOST)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]


def open_jobs(actor: Actor) -> list[tuple[str, UUID, str]]:
    """Positions to choose from: employer, id, title."""
    query = (
        visible(actor, Job)
        .with_only_columns(Employer.name, Job.id, Job.title)
        .join(Employer, (Employer.agency_id == Job.agency_id) & (Employer.id == Job.employer_id))
        .where(Job.state == JobState.OPEN, Employer.archived_at.is_(None))
        .order_by(Employer.name, Employer.id, Job.title)
        .limit(MOST)
    )
    return [(employer, key, title) for employer, key, title in db.session.execute(query)]


def employers(actor: Actor) -> list[tuple[UUID, str]]:
    """Employers to choose from."""
    query = (
        visible(actor, Employer)
        .with_only_columns(Employer.id, Employer.name)
        .where(Employer.archived_at.is_(None))
        .order_by(Employer.name)
        .limit(MOST)
    )
    return [(row.id, row.name) for row in db.session.execute(query)]


def contacts(employer: Employer) -> list[Contact]:
    """People at an employer who are still there, by name."""
    query = (
        select(Contact)
        .where(
            Contact.agency_id == employer.agency_id,
            Contact.employer_id == employer.id,
            Contact.archived_at.is_(None),
        )
        .order_by(Contact.name, Contact.id)
    )
    return list(db.session.scalars(query))


def owners(actor: Actor) -> list[tuple[str, str, str]]:
    """Who may look after a candidate: team, value, name; in each team also nobody in particular."""
    teams = db.session.scalars(visible(actor, Team).order_by(Team.name)).all()
    staff = db.session.scalars(
        visible(actor, User)
        .where(User.role != Role.CANDIDATE, User.disabled_at.is_(None), User.team_id.is_not(None))
        .order_by(User.name)
    ).all()
    return [
        choice
        for team in teams
        for choice in (
            *((team.name, f"user:{one.id}", one.name) for one in staff if one.team_id == team.id),
            (team.name, f"team:{team.id}", ""),
        )
    ]
