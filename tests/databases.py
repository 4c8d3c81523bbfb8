"""Databases for tests: one a worker, migrated once, emptied before each test that uses it.

SQLite by default; PostgreSQL where ``TEST_DATABASE_URL`` names a server (``postgresql+psycopg://127.0.0.1/postgres``), in a
database of our own that is dropped at the end.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import make_url, text

from portal.extensions import db
from portal.models import Base

SERVER = os.environ.get("TEST_DATABASE_URL", "")


@contextmanager
def fresh_database(folder: Path, name: str) -> Iterator[str]:
    """The address of a new, empty database; dropped afterwards."""
    if not SERVER:
        yield f"sqlite:///{folder / (name + '.db')}"
        return
    server = make_url(SERVER)
    ours = f"portal_test_{os.getpid()}_{name}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{ours}"')
    try:
        yield server.set(database=ours).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{ours}" WITH (FORCE)')


def migrate(app: Flask) -> None:
    """Bring the application's database to the newest schema."""
    with app.app_context():
        upgrade()
        db.session.remove()


def empty(app: Flask, pristine: Path) -> None:
    """Take every row out of the application's database; ``pristine`` is where SQLite's empty copy lies."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
        if url.get_backend_name() == "sqlite":
            path = Path(str(url.database))
            for leftover in (f"{path}-wal", f"{path}-shm"):
                Path(leftover).unlink(missing_ok=True)
            if pristine.exists():
                shutil.copyfile(pristine, path)
            else:
                shutil.copyfile(path, pristine)
            return
        names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        with db.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names}"))
