"""One row for one intent, however often the form that made it is sent."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.extensions import db
from portal.models.base import Owned

Row = TypeVar("Row", bound=Owned)


def add_once(row: Row, column: str = "idempotency_key") -> tuple[Row, bool]:
    """Insert ``row`` unless one with the same key stands already: gives the row that stands, and whether it is new.

    ``column`` names the unique key beside the agency. The insert runs in a savepoint, so a second sender that loses the
    race goes on with the first one's row instead of failing.
    """
    model: Any = type(row)
    agency_id: UUID = row.agency_id
    key = getattr(row, column)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:
        found: Row | None = db.session.scalars(
            select(model).where(model.agency_id == agency_id, getattr(model, column) == key)
        ).one_or_none()
        if key is None or found is None:
            raise
        return found, False
    return row, True


def add_by_id(row: Row) -> tuple[Row, bool]:
    """Insert ``row``, whose id is the key of the form that made it, unless it stands already: as :func:`add_once`."""
    model: type[Row] = type(row)
    found = db.session.get(model, (row.agency_id, row.id))
    return (found, False) if found is not None else add_once(row, column="id")
