"""What SQLite needs to serve several processes: WAL, foreign keys, and transactions that say what they mean to do.

The driver's own transaction handling is switched off; a transaction begins as ``BEGIN IMMEDIATE`` where it may write and
as ``BEGIN`` where it only reads. With the driver's default, eight processes that count together lose updates silently.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_MS = 15_000

_reading: ContextVar[bool] = ContextVar("only_reading", default=False)


def only_read(*, value: bool) -> None:
    """Say for this context whether its transactions will only read."""
    _reading.set(value)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read, and so never wait for a writer."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def _on_connect(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def listen() -> None:
    """Hook into every engine of this process, once; engines of other databases are left as they are."""
    if not event.contains(Engine, "connect", _on_connect):
        event.listen(Engine, "connect", _on_connect)
        event.listen(Engine, "begin", _on_begin)
