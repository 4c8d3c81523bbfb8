"""Long lists in pages by key: each page begins where another ended, so that the last costs what the first does."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, or_

from portal.extensions import db

SIZE = 50
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Key:
    """One column that a list is ordered by, and the kind of its values: text, instant or id.

    The last key of a list has to be unique, and none may be empty.
    """

    column: Any
    kind: type
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the cursors of the pages before and after it; ``None`` at either end."""

    rows: Sequence[Row[Any]]
    before: str | None
    after: str | None


def page_of(query: Select[Any], keys: Sequence[Key], cursor: str | None, size: int = SIZE) -> Page:
    """The page of ``query`` that ``cursor`` names, in the order of ``keys``; a cursor that says nothing is the first.

    The rows carry what the query selects, and the keys after it.
    """
    place = _read(cursor, keys)
    back = place is not None and place[0]
    columns = [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
    query = query.add_columns(*columns)
    if place is not None:
        query = query.where(_beyond(keys, place[1], back=back))
    query = query.order_by(*(_ordered(key, back=back) for key in keys)).limit(size + 1)
    rows = list(db.session.execute(query).all())
    more = len(rows) > size
    rows = rows[:size]
    if back:
        rows.reverse()
    earlier = more if back else place is not None
    later = place is not None if back else more
    return Page(
        rows=rows,
        before=_written(rows[0], keys, back=True) if earlier and rows else None,
        after=_written(rows[-1], keys, back=False) if later and rows else None,
    )


def _ordered(key: Key, *, back: bool) -> ColumnElement[Any]:
    found: ColumnElement[Any] = key.column.desc() if key.descending != back else key.column.asc()
    return found


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, back: bool) -> ColumnElement[bool]:
    """Rows that come after ``values``, in the direction read."""
    ways = []
    for number, key in enumerate(keys):
        equal = [keys[place].column == values[place] for place in range(number)]
        falls = key.descending != back
        ways.append(and_(*equal, key.column < values[number] if falls else key.column > values[number]))
    return or_(*ways)


def _written(row: Row[Any], keys: Sequence[Key], *, back: bool) -> str:
    values = [_plain(getattr(row, f"key_{number}")) for number in range(len(keys))]
    return base64.urlsafe_b64encode(json.dumps([int(back), *values]).encode()).decode().rstrip("=")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex if isinstance(value, UUID) else str(value)


def _read(cursor: str | None, keys: Sequence[Key]) -> tuple[bool, list[Any]] | None:
    """Direction and values of a cursor; ``None`` for one that is empty or was tampered with."""
    if not cursor:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        back, values = bool(found[0]), [str(one) for one in found[1:]]
        typed = [_typed(key, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, binascii.Error, TypeError, LookupError):
        return None
    return back, typed


def _typed(key: Key, value: str) -> Any:
    kinds: dict[type, Callable[[str], Any]] = {datetime: _instant, UUID: UUID, str: str}
    return kinds[key.kind](value)


def _instant(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(value)
    return found
