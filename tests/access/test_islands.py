"""Every agency is an island: the database itself refuses a row that points into another one."""

import uuid
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Boolean, Column, Date, Enum, Float, Integer, Table, Uuid, insert
from sqlalchemy.exc import IntegrityError

from portal.extensions import db
from portal.models import Base
from portal.models.base import Text, UTCDateTime

OWNED = sorted(
    (table for table in Base.metadata.sorted_tables if "agency_id" in table.columns),
    key=lambda table: table.name,
)
POINTERS = [
    (table, constraint)
    for table in OWNED
    for constraint in sorted(table.foreign_key_constraints, key=lambda one: one.column_keys[-1])
    if constraint.referred_table.name != "agency"
]
NUMBERS = count(1)
SHARED = {"agency", "attempt", "worker_beat"}


def value_of(column: Column[Any]) -> Any:
    """Something that the column takes."""
    kind = column.type
    if isinstance(kind, Enum):
        return kind.enum_class("sign_in") if column.name == "purpose" else next(iter(kind.enum_class))
    values = {
        Uuid: uuid.uuid4(),
        UTCDateTime: datetime.now(UTC),
        Date: date(2026, 3, 2),
        Boolean: False,
        Integer: next(NUMBERS),
        Float: 1.0,
        Text: uuid.uuid4().hex,
    }
    return next((value for name, value in values.items() if isinstance(kind, name)), {})


def island() -> uuid.UUID:
    """A new agency."""
    table = Base.metadata.tables["agency"]
    key = uuid.uuid4()
    values = {column.name: value_of(column) for column in table.columns if not column.nullable}
    db.session.execute(insert(table).values(values | {"id": key}))
    return key


def row(table: Table, agency: uuid.UUID, made: dict[str, uuid.UUID], **given: Any) -> uuid.UUID:
    """A row of ``table`` in ``agency``, with every row that it points to made before it."""
    values = {column.name: value_of(column) for column in table.columns if not column.nullable}
    for constraint in table.foreign_key_constraints:
        target, column = constraint.referred_table, constraint.column_keys[-1]
        if target.name == "agency" or column in given:
            continue
        if target is table or (table.columns[column].nullable and not one_of_two(table, column)):
            values[column] = None
        else:
            values[column] = made.get(target.name) or row(target, agency, made)
    key = uuid.uuid4()
    db.session.execute(insert(table).values(values | given | {"agency_id": agency, "id": key}))
    return key


def one_of_two(table: Table, column: str) -> bool:
    """A decision is about a note or about a recap; here about a note."""
    return table.name == "decision" and column == "note_revision_id"


def test_every_table_leads_its_key_with_the_agency_or_is_known_not_to():
    assert {table.name for table in Base.metadata.sorted_tables} - {table.name for table in OWNED} == SHARED
    for table in OWNED:
        assert [column.name for column in table.primary_key] == ["agency_id", "id"], table.name


def test_every_pointer_carries_the_agency():
    for table in OWNED:
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "agency_id", f"{table.name}: {constraint.column_keys}"
    assert len(POINTERS) > 40


@pytest.mark.parametrize(
    ("table", "constraint"),
    POINTERS,
    ids=[f"{table.name}.{pointer.column_keys[-1]}" for table, pointer in POINTERS],
)
def test_a_row_that_points_into_another_agency_is_refused(app: Flask, table: Table, constraint: Any):
    here, there = island(), island()
    column, target = constraint.column_keys[-1], constraint.referred_table
    about = {"note_revision_id": None} if (table.name, column) == ("decision", "recap_revision_id") else {}
    at_home = row(target, here, {})
    row(table, here, {}, **about, **{column: at_home})
    abroad = row(target, there, {})
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        row(table, here, {}, **about, **{column: abroad})
    db.session.rollback()
