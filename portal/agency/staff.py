"""Staff: inviting, changing, handing over what they hold, disabling. No agency is ever left without an admin."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.access import Actor, Permission, load
from portal.accounts import addresses
from portal.accounts.mailed_links import end_links
from portal.accounts.mailed_links import invite as mail_invitation
from portal.accounts.operations import end_sign_ins
from portal.agency.queries import holdings
from portal.audit.operations import record
from portal.errors import Invalid, NotFound, WrongState
from portal.extensions import db
from portal.models import Agency, Role, Team, User
from portal.notifications.operations import write


def member(actor: Actor, user_id: UUID, *, lock: bool = False) -> User:
    """Somebody who works at the actor's agency; a candidate's sign-in is nobody here."""
    user = load(actor, Permission.MANAGE_STAFF, User, user_id, lock=lock)
    if user.role is Role.CANDIDATE:
        raise NotFound(f"user {user_id}")
    return user


def invite(actor: Actor, *, name: str, email: str, role: Role, team_id: UUID | None, now: datetime) -> User:
    """A new member of staff, invited by the actor; raises what :func:`add` does."""
    if team_id is not None:
        team_id = load(actor, Permission.MANAGE_STAFF, Team, team_id).id
    return add(actor.agency_id, name=name, email=email, role=role, team_id=team_id, by=_self(actor), now=now)


def add(
    agency_id: UUID,
    *,
    name: str,
    email: str,
    role: Role,
    team_id: UUID | None,
    by: User | None,
    now: datetime,
) -> User:
    """A new member of staff, with a mail by which they choose a password.

    Raises :class:`Invalid` for an address that the agency knows already, or a recruiter without a team.
    """
    address = addresses.normal(email)
    taken = db.session.scalars(
        select(User).where(User.agency_id == agency_id, User.email == address)
    ).one_or_none()
    if taken is not None:
        raise Invalid(
            _("This address is taken."),
            {"email": _("%(name)s already signs in with this address.", name=taken.name)},
        )
    _needs_team(role, team_id)
    user = User(
        agency_id=agency_id,
        email=address,
        name=" ".join(name.split()),
        role=role,
        team_id=team_id,
        invited_by_id=by.id if by else None,
        created_at=now,
    )
    db.session.add(user)
    db.session.flush()
    mail_invitation(user, now, by=by)
    record(agency_id, "staff.invited", by_id=by.id if by else None, now=now, subject=user, role=role.value)
    return user


def invite_again(actor: Actor, user_id: UUID, now: datetime) -> User:
    """Mail the invitation once more; earlier links of it stop working."""
    user = member(actor, user_id, lock=True)
    if user.password_hash is not None or user.disabled_at is not None:
        raise WrongState(_("%(name)s needs no invitation.", name=user.name))
    end_links(user, now)
    mail_invitation(user, now, by=_self(actor))
    record(actor.agency_id, "staff.invited", by_id=actor.user_id, now=now, subject=user, again=True)
    return user


def change(
    actor: Actor,
    user_id: UUID,
    *,
    name: str,
    role: Role,
    team_id: UUID | None,
    take_along: bool,
    now: datetime,
) -> User:
    """Change a member's name, role and team. A new role ends their sign-ins.

    Whoever looks after candidates takes them along to the other team, or hands them over first (:class:`Invalid`).
    """
    _one_at_a_time(actor)
    user = member(actor, user_id, lock=True)
    if role is not user.role:
        _not_oneself(actor, user)
        _another_admin(user)
        record(
            actor.agency_id,
            "staff.role_changed",
            by_id=actor.user_id,
            now=now,
            subject=user,
            old=user.role.value,
            new=role.value,
        )
        user.role = role
        end_sign_ins(user, now)
        end_links(user, now)
    _needs_team(role, team_id)
    team = None if team_id is None else load(actor, Permission.MANAGE_STAFF, Team, team_id).id
    if team != user.team_id:
        held = holdings(user).candidates
        if held and role is Role.RECRUITER and not take_along:
            raise Invalid(
                _("There are candidates to think of."),
                {"team": _("Take the candidates along to a team, or hand them over first.")},
            )
        if take_along and team is not None:
            for candidate in held:
                candidate.team_id = team
        record(
            actor.agency_id,
            "staff.team_changed",
            by_id=actor.user_id,
            now=now,
            subject=user,
            candidates=len(held) if take_along else 0,
        )
        user.team_id = team
    user.name = " ".join(name.split())
    return user


def hand_over(actor: Actor, user_id: UUID, to_id: UUID, now: datetime) -> tuple[User, int]:
    """Give everything that a member holds to a colleague: candidates, open interviews, employers; gives how many.

    Candidates move to the colleague's team, so that the colleague sees them. An interview of somebody else's candidate in
    another team goes to who looks after that candidate.
    """
    user, to = member(actor, user_id, lock=True), member(actor, to_id)
    if to.id == user.id or to.disabled_at is not None:
        raise Invalid(_("Choose a colleague."), {"to": _("Choose a colleague who is active.")})
    held = holdings(user)
    for candidate in held.candidates:
        candidate.recruiter_id = to.id
        if to.team_id is not None:
            candidate.team_id = to.team_id
    for interview in held.interviews:
        owner = interview.process.candidate
        sees_it = to.role is Role.ADMIN or owner.team_id == to.team_id
        interview.recruiter_id = to.id if sees_it or owner.recruiter_id is None else owner.recruiter_id
    for employer in held.employers:
        employer.owner_id = to.id
    total = len(held.candidates) + len(held.interviews) + len(held.employers)
    if total:
        record(
            actor.agency_id,
            "staff.handed_over",
            by_id=actor.user_id,
            now=now,
            subject=user,
            to=str(to.id),
            candidates=len(held.candidates),
            interviews=len(held.interviews),
            employers=len(held.employers),
        )
        write(
            to,
            "handed_over",
            f"handed_over:{user.id}:{to.id}:{now.timestamp():.0f}",
            now,
            giver=user.name,
            candidates=len(held.candidates),
            interviews=len(held.interviews),
            employers=len(held.employers),
        )
    return to, total


def disable(actor: Actor, user_id: UUID, now: datetime) -> User:
    """End a member's access at once. What they hold must have been handed over (:class:`WrongState`)."""
    _one_at_a_time(actor)
    user = member(actor, user_id, lock=True)
    if user.disabled_at is not None:
        return user
    _not_oneself(actor, user)
    _another_admin(user)
    if holdings(user).any:
        raise WrongState(_("Hand over what %(name)s holds first.", name=user.name))
    user.disabled_at = now
    end_sign_ins(user, now)
    end_links(user, now)
    record(actor.agency_id, "staff.disabled", by_id=actor.user_id, now=now, subject=user)
    return user


def enable(actor: Actor, user_id: UUID, now: datetime) -> User:
    """Let a member in again, with the password they had."""
    user = member(actor, user_id, lock=True)
    if user.disabled_at is not None:
        user.disabled_at = None
        record(actor.agency_id, "staff.enabled", by_id=actor.user_id, now=now, subject=user)
    return user


def _needs_team(role: Role, team_id: UUID | None) -> None:
    if role is Role.RECRUITER and team_id is None:
        raise Invalid(
            _("A recruiter belongs to a team."),
            {"team": _("Choose a team: recruiters see its candidates.")},
        )


def _self(actor: Actor) -> User:
    return db.session.get_one(User, (actor.agency_id, actor.user_id))


def _not_oneself(actor: Actor, user: User) -> None:
    if user.id == actor.user_id:
        raise WrongState(_("Another admin has to do this: nobody takes their own rights away."))


def _one_at_a_time(actor: Actor) -> None:
    """Have two changes of who may do what wait for each other: taken first, so that neither holds what the other needs."""
    lock = select(Agency.id).where(Agency.id == actor.agency_id).with_for_update(key_share=True)
    db.session.execute(lock).one()


def _another_admin(user: User) -> None:
    """Refuse to go on where ``user`` is the agency's last admin."""
    if user.role is not Role.ADMIN:
        return
    others = db.session.scalar(
        select(func.count()).where(
            User.agency_id == user.agency_id,
            User.role == Role.ADMIN,
            User.disabled_at.is_(None),
            User.id != user.id,
        )
    )
    if not others:
        raise WrongState(_("%(name)s is the last admin. Make somebody else an admin first.", name=user.name))
