"""Candidates of an agency: adding and inviting them, handing them over, archiving them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from portal.access import Actor, Permission, load
from portal.accounts import addresses
from portal.accounts.mailed_links import invite
from portal.audit.operations import record
from portal.errors import Invalid, WrongState
from portal.extensions import db
from portal.idempotency import add_by_id, add_once
from portal.interviews.changes import write_event
from portal.models import Candidate, Interview, Process, Role, Team, User, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a candidate is, and how they are reached."""

    name: str
    email: str
    phone: str | None
    timezone: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Who looks after a candidate: a team, and somebody in it or nobody yet."""

    team_id: UUID
    recruiter_id: UUID | None


class Taken(Invalid):
    """The address belongs to somebody in this agency already: ``user``, and their ``candidate_id`` if the actor may see it."""

    def __init__(self, user: User, candidate_id: UUID | None) -> None:
        message = _(
            "%(name)s has this address already. Open their page, or enter another address.", name=user.name
        )
        super().__init__(message, {"email": message})
        self.user = user
        self.candidate_id = candidate_id


def owner(actor: Actor, value: str) -> Owner:
    """The owner that a form names: ``user:<id>`` or ``team:<id>``; refuses who does not work here."""
    wrong = Invalid(_("Choose who looks after them."), {"owner": _("Choose who looks after them.")})
    kind, _colon, key = value.partition(":")
    try:
        row_id = UUID(key)
    except ValueError:
        raise wrong from None
    if kind == "team":
        return Owner(load(actor, Permission.MANAGE_CANDIDATES, Team, row_id).id, None)
    user = load(actor, Permission.MANAGE_CANDIDATES, User, row_id)
    if user.role is Role.CANDIDATE or user.disabled_at is not None or user.team_id is None:
        raise wrong
    return Owner(user.team_id, user.id)


def add(actor: Actor, row_id: UUID, person: Person, belongs: Owner, now: datetime) -> Candidate:
    """A new candidate with their user, invited by mail; once for each ``row_id``.

    Raises :class:`Taken` where somebody in this agency has the address.
    """
    found = db.session.get(Candidate, (actor.agency_id, row_id))
    if found is not None:
        return found
    try:
        user = _new_user(actor, person, now)
    except Taken:
        # The same form, sent at once, may have taken the address between the two questions.
        again = db.session.get(Candidate, (actor.agency_id, row_id))
        if again is None:
            raise
        return again
    candidate, new = add_by_id(
        Candidate(
            id=row_id,
            agency_id=actor.agency_id,
            user_id=user.id,
            team_id=belongs.team_id,
            recruiter_id=belongs.recruiter_id,
            phone=person.phone,
            timezone=person.timezone,
            sending_addresses=[],
            created_at=now,
        )
    )
    if new:
        record(actor.agency_id, "candidate.added", by_id=actor.user_id, now=now, subject=candidate)
        invite(user, now, by=_user(actor))
    return candidate


def _new_user(actor: Actor, person: Person, now: datetime) -> User:
    email = addresses.normal(person.email)
    _refuse_taken(actor, email)
    user, new = add_once(
        User(
            id=new_id(),
            agency_id=actor.agency_id,
            email=email,
            name=person.name,
            role=Role.CANDIDATE,
            invited_by_id=actor.user_id,
            created_at=now,
        ),
        column="email",
    )
    if not new:
        _refuse_taken(actor, email)
    return user


def change(actor: Actor, candidate: Candidate, person: Person, now: datetime) -> None:
    """Other facts about a candidate; raises :class:`Taken` as :func:`add` does."""
    email = addresses.normal(person.email)
    if email != candidate.user.email:
        _refuse_taken(actor, email)
    candidate.user.email, candidate.user.name = email, person.name
    candidate.phone, candidate.timezone = person.phone, person.timezone
    record(actor.agency_id, "candidate.changed", by_id=actor.user_id, now=now, subject=candidate)


def invite_again(actor: Actor, candidate: Candidate, now: datetime) -> None:
    """Mail the invitation once more; at most one a minute."""
    if candidate.archived_at is not None:
        raise WrongState(_("This candidate is archived. Bring them back first."))
    invite(candidate.user, now, by=_user(actor))
    record(actor.agency_id, "candidate.invited", by_id=actor.user_id, now=now, subject=candidate)


def archive(actor: Actor, candidate: Candidate, now: datetime, *, back: bool = False) -> None:
    """Take a candidate out of the lists, or bring them ``back``; nothing is lost, and they can still read theirs."""
    candidate.archived_at = None if back else now
    action = "candidate.restored" if back else "candidate.archived"
    record(actor.agency_id, action, by_id=actor.user_id, now=now, subject=candidate)


def hand_over(actor: Actor, candidate: Candidate, belongs: Owner, now: datetime) -> None:
    """Another recruiter or team looks after the candidate; interviews still open go with them."""
    if (candidate.team_id, candidate.recruiter_id) == (belongs.team_id, belongs.recruiter_id):
        return
    candidate.team_id, candidate.recruiter_id = belongs.team_id, belongs.recruiter_id
    record(
        actor.agency_id,
        "candidate.handed_over",
        by_id=actor.user_id,
        now=now,
        subject=candidate,
        team_id=str(belongs.team_id),
        recruiter_id=str(belongs.recruiter_id) if belongs.recruiter_id else None,
    )
    if belongs.recruiter_id is None:
        return
    for interview in _open_interviews(candidate):
        if interview.recruiter_id != belongs.recruiter_id:
            interview.recruiter_id = belongs.recruiter_id
            write_event(actor, interview, "handed_over", now, recruiter_id=belongs.recruiter_id)


def _open_interviews(candidate: Candidate) -> list[Interview]:
    query = (
        select(Interview)
        .join(Process, (Process.agency_id == Interview.agency_id) & (Process.id == Interview.process_id))
        .where(
            Interview.agency_id == candidate.agency_id,
            Process.candidate_id == candidate.id,
            Interview.outcome_at.is_(None),
            Interview.cancelled_at.is_(None),
        )
    )
    return list(db.session.scalars(query))


def _refuse_taken(actor: Actor, email: str) -> None:
    user = db.session.scalars(
        select(User).where(User.agency_id == actor.agency_id, User.email == email)
    ).one_or_none()
    if user is None:
        return
    candidate_id = db.session.scalars(
        select(Candidate.id).where(Candidate.agency_id == actor.agency_id, Candidate.user_id == user.id)
    ).one_or_none()
    raise Taken(user, candidate_id)


def _user(actor: Actor) -> User:
    return db.session.get_one(User, (actor.agency_id, actor.user_id))
