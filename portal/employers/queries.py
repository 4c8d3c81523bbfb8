"""Reading employers."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import selectinload

from portal.access import Actor, visible
from portal.extensions import db
from portal.models import Contact, Employer, Job, JobState, Role, User
from portal.paging import Key, Page, page_of


def listed(actor: Actor, search: str, cursor: str | None, *, archived: bool = False) -> Page:
    """Employers by name, with their owner and how many people and open positions they have."""
    contacts = _count(Contact).where(Contact.employer_id == Employer.id, Contact.archived_at.is_(None))
    jobs = _count(Job).where(Job.employer_id == Employer.id, Job.state == JobState.OPEN)
    query = (
        visible(actor, Employer)
        .with_only_columns(
            Employer.id,
            Employer.name,
            Employer.domains,
            Employer.routes,
            User.name.label("owner"),
            contacts.scalar_subquery().label("contacts"),
            jobs.scalar_subquery().label("jobs"),
        )
        .outerjoin(User, (User.agency_id == Employer.agency_id) & (User.id == Employer.owner_id))
        .where(Employer.archived_at.is_not(None) if archived else Employer.archived_at.is_(None))
    )
    if search:
        domains = cast(Employer.domains, String)
        query = query.where(
            or_(Employer.name.icontains(search, autoescape=True), domains.icontains(search, autoescape=True))
        )
    return page_of(query, [Key(Employer.name, str), Key(Employer.id, UUID)], cursor)


def _count(model: type[Contact | Job]) -> Select[Any]:
    return select(func.count(model.id)).where(model.agency_id == Employer.agency_id).correlate(Employer)


def staff(actor: Actor) -> list[User]:
    """Who works at the agency now, by name, each with the team."""
    query = (
        visible(actor, User)
        .where(User.role != Role.CANDIDATE, User.disabled_at.is_(None))
        .options(selectinload(User.team))
        .order_by(User.name, User.id)
    )
    return list(db.session.scalars(query))
