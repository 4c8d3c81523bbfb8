"""What every table shares: keys that lead with the agency, instants in UTC, texts in one form.

Primary keys are ``(agency_id, id)`` with a UUIDv7, and foreign keys carry the agency, so that the database itself refuses
a row that points into another agency. Relationships are declared by :func:`belongs_to` and :func:`has_many`, which join
on both columns but write only the second: ``agency_id`` is always given by who creates the row.
"""

import enum
import hashlib
import unicodedata
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import JSON, Date, DateTime, Dialect, Enum, ForeignKey, ForeignKeyConstraint, MetaData, Uuid
from sqlalchemy import Text as PlainText
from sqlalchemy.orm import DeclarativeBase, Mapped, Relationship, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Naive values are refused; SQLite's naive answers come back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive value, and store in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs an offset, and {value.isoformat()} has none")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware value in UTC, whatever the driver returned."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Text(TypeDecorator[str]):
    """Words from people, kept in NFC with LF line ends, so that equal texts have equal hashes."""

    impl = PlainText
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Store the one form of a text."""
        return None if value is None else normal(value)


def normal(text: str) -> str:
    """``text`` in NFC, with LF line ends and without NUL (which PostgreSQL cannot hold)."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def text_hash(*parts: str) -> str:
    """SHA-256, in hexadecimal, of the texts in their one form, each ended by a NUL."""
    return hashlib.sha256("".join(normal(part) + "\0" for part in parts).encode()).hexdigest()


def new_id() -> UUID:
    """A UUIDv7: unique, and ordered by the time it was made."""
    return uuid_utils.compat.uuid7()


class Base(DeclarativeBase):
    """The declarative base: constraint names by rule, and the column type of each annotation."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads this name from the class)
        datetime: UTCDateTime(),
        date: Date(),
        UUID: Uuid(),
        str: Text(),
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        list[dict[str, Any]]: JSON(none_as_null=True),
        enum.StrEnum: Enum(
            enum.StrEnum,
            native_enum=False,
            length=40,
            values_callable=lambda kind: [one.value for one in kind],
        ),
    }


class Owned(Base):
    """A row of one agency. The key is known as soon as the object is made, before any flush."""

    __abstract__ = True

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key from ``column`` to ``table`` that carries the agency with it."""
    return ForeignKeyConstraint(["agency_id", column], [f"{table}.agency_id", f"{table}.id"])


def belongs_to(here: str, there: str) -> Relationship[Any]:
    """Many to one: ``belongs_to("Interview.process_id", "Process")``."""
    owner = here.split(".", 1)[0]
    return relationship(
        there, primaryjoin=f"and_(foreign({here}) == {there}.id, {owner}.agency_id == {there}.agency_id)"
    )


def has_many(there: str, here: str, order_by: str | None = None) -> Relationship[Any]:
    """One to many, for reading only: ``has_many("Interview.process_id", "Process")`` on ``Process``."""
    other, _column = there.split(".", 1)
    return relationship(
        other,
        primaryjoin=f"and_({here}.id == foreign({there}), {here}.agency_id == {other}.agency_id)",
        order_by=order_by or f"{other}.id",
        viewonly=True,
    )
