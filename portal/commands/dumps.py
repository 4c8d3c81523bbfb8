"""The database as one file and back: SQLite by VACUUM INTO, PostgreSQL by its own dump, both from one snapshot."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, func, inspect, select, text

from portal.commands.archive import BadBackupError
from portal.models import Base, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from sqlalchemy import URL, Connection, Engine

QUEUE_TABLES = "portal_queue_*"
"""A queue in the same database: its references are found again by the sweep."""


@dataclass(frozen=True)
class Dumped:
    """What is in a dump: rows by table, the revision of its tables, and the files that its rows name."""

    counts: dict[str, int]
    revision: str | None
    files: list[tuple[UUID, str]]
    """Agency and SHA-256."""


def dump(engine: Engine, target: Path) -> Dumped:
    """Write the database to ``target`` while others write, all of it from one instant."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), timeout=60)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
        copy = create_engine(f"sqlite:///{target}")
        try:
            with copy.connect() as connection_to_copy:
                return _dumped(connection_to_copy)
        finally:
            copy.dispose()
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection_to_server:
        snapshot = connection_to_server.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        _run(
            engine.url,
            ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--exclude-table={QUEUE_TABLES}"],
            f"--file={target}",
        )
        return _dumped(connection_to_server)


@contextmanager
def released(engine: Engine) -> Iterator[Engine]:
    """The engine, whose connections are all closed at the end."""
    try:
        yield engine
    finally:
        engine.dispose()


def restore(url: URL, source: Path) -> None:
    """Put a dump into a database that is empty."""
    if url.get_backend_name() == "sqlite":
        target = Path(str(url.database))
        target.parent.mkdir(parents=True, exist_ok=True)
        for left_over in ("", "-wal", "-shm"):
            Path(f"{target}{left_over}").unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as connection:
            faults = connection.execute("PRAGMA integrity_check").fetchall()
            if faults != [("ok",)]:
                raise BadBackupError(f"The database in the backup is damaged: {faults[0][0]}")
        source.replace(target)
        return
    _run(
        url,
        ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"],
        f"--dbname={url.database}",
        str(source),
    )


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each of our tables has; a table that is not there yet is left out."""
    there = set(inspect(connection).get_table_names())
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in Base.metadata.sorted_tables
        if table.name in there
    }


def is_empty(engine: Engine) -> bool:
    """Whether the database holds no row of ours, or is not there."""
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        return True
    with engine.connect() as connection:
        return not any(counts(connection).values())


def clear(engine: Engine) -> None:
    """Drop our tables from a database that :func:`is_empty`, so that a dump finds none."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            Base.metadata.drop_all(connection)
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def _dumped(connection: Connection) -> Dumped:
    rows = connection.execute(select(StoredFile.agency_id, StoredFile.sha256).distinct())
    return Dumped(counts(connection), _revision(connection), [(row.agency_id, row.sha256) for row in rows])


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run(url: URL, command: list[str], *more: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by its environment, where no other user reads it."""
    given = {
        "PGHOST": url.host,
        "PGPORT": str(url.port) if url.port else None,
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
    }
    environment = os.environ | {name: str(value) for name, value in given.items() if value}
    try:
        subprocess.run([*command, *more], env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError as fault:
        raise BadBackupError(
            f"{command[0]} is not installed. Install PostgreSQL's client programs (Debian: postgresql-client)."
        ) from fault
    except subprocess.CalledProcessError as fault:
        raise BadBackupError(f"{command[0]} failed: {fault.stderr.strip()}") from fault
