"""Reading the audit trail, page by page, the newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portal.extensions import db
from portal.models import AuditEntry, Candidate, Employer, Team, User

PAGE = 50


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of entries. ``newer`` and ``older`` are where the next pages begin, or None at the ends."""

    entries: Sequence[AuditEntry]
    names: dict[UUID, str]
    newer: UUID | None
    older: UUID | None


def trail(
    agency_id: UUID,
    *,
    action: str | None = None,
    by_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
) -> Trail:
    """Entries of the agency, by act and person where given; ``before`` (older than) or ``after`` (newer than) an entry.

    Ids grow with time, so a page is found by its edge and costs the same wherever it lies.
    """
    query = select(AuditEntry).where(AuditEntry.agency_id == agency_id)
    if action:
        query = query.where(AuditEntry.action == action)
    if by_id:
        query = query.where(AuditEntry.by_id == by_id)
    if after is not None:
        query = query.where(AuditEntry.id > after).order_by(AuditEntry.id)
    else:
        if before is not None:
            query = query.where(AuditEntry.id < before)
        query = query.order_by(AuditEntry.id.desc())
    found = list(db.session.scalars(query.limit(PAGE + 1)))
    more, entries = len(found) > PAGE, found[:PAGE]
    if after is not None:
        entries.reverse()
        newer, older = more, True
    else:
        newer, older = before is not None, more
    return Trail(
        entries=entries,
        names=_names(agency_id, entries),
        newer=entries[0].id if newer and entries else None,
        older=entries[-1].id if older and entries else None,
    )


def actions(agency_id: UUID) -> list[str]:
    """The acts that were ever recorded."""
    query = select(AuditEntry.action).distinct().where(AuditEntry.agency_id == agency_id)
    return list(db.session.scalars(query.order_by(AuditEntry.action)))


def people(agency_id: UUID) -> list[tuple[UUID, str]]:
    """Everybody who ever did something, by name."""
    acted = select(AuditEntry.by_id).where(AuditEntry.agency_id == agency_id, AuditEntry.by_id.is_not(None))
    query = (
        select(User.id, User.name).where(User.agency_id == agency_id, User.id.in_(acted)).order_by(User.name)
    )
    return [(key, name) for key, name in db.session.execute(query)]


def _names(agency_id: UUID, entries: Iterable[AuditEntry]) -> dict[UUID, str]:
    """The names of whom and what the entries are about, where they have one."""
    by_type: dict[str, set[UUID]] = {}
    for entry in entries:
        if entry.subject_type and entry.subject_id:
            by_type.setdefault(entry.subject_type, set()).add(entry.subject_id)
    found: dict[UUID, str] = {}
    sources: dict[str, Any] = {
        "user": select(User.id, User.name).where(User.agency_id == agency_id),
        "team": select(Team.id, Team.name).where(Team.agency_id == agency_id),
        "employer": select(Employer.id, Employer.name).where(Employer.agency_id == agency_id),
        "candidate": select(Candidate.id, User.name)
        .join(User, (User.agency_id == Candidate.agency_id) & (User.id == Candidate.user_id))
        .where(Candidate.agency_id == agency_id),
    }
    for kind, ids in by_type.items():
        if kind in sources:
            source = sources[kind]
            key = source.selected_columns[0]
            found |= {row.id: row.name for row in db.session.execute(source.where(key.in_(ids)))}
    return found
