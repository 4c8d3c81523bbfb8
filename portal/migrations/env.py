"""How Alembic finds the tables and the database, on SQLite without losing rows.

Batch mode rebuilds a table on SQLite; with foreign keys on that would delete the rows that point to it. They are switched
off before the transaction begins and checked before it ends.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection

from portal.models import Base
from portal.models.base import Text, UTCDateTime


def render_item(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain types that they are in the database."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Text):
        return "sa.Text()"
    return False


def run(connection: Connection) -> None:
    """Migrate over ``connection``."""
    lite = connection.dialect.name == "sqlite"
    if lite:
        _enforce_foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
            if lite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise RuntimeError(f"the migration leaves rows that point nowhere: {broken[:5]}")
    finally:
        if lite:
            _enforce_foreign_keys(connection, "ON")


def _enforce_foreign_keys(connection: Connection, switch: Literal["ON", "OFF"]) -> None:
    """Speak to the driver itself: SQLite ignores this pragma inside a transaction, which SQLAlchemy would begin."""
    driver = connection.connection.dbapi_connection
    if driver is None:
        raise RuntimeError("the connection to the database was closed")
    cursor = driver.cursor()
    cursor.execute(f"PRAGMA foreign_keys = {switch}")
    cursor.close()


engine = current_app.extensions["migrate"].db.engine
given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine.connect() as connection:
        run(connection)
        connection.commit()
