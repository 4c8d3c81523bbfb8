"""Writing a row so that the next one can point to it."""

from typing import TypeVar

from portal.extensions import db
from portal.models.base import Owned

Row = TypeVar("Row", bound=Owned)


def saved(row: Row) -> Row:
    """``row``, in the database."""
    db.session.add(row)
    db.session.flush()
    return row
