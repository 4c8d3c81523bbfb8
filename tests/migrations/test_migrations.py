"""The steps between schemas: they lead to what the models say, they go back, and they lose no rows on the way."""

import shutil
import textwrap
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from portal import create_app
from portal.config import Settings
from portal.extensions import db
from portal.models import Agency, Base
from tests import cast as casting
from tests.databases import fresh_database

MIGRATIONS = Path(__file__).parents[2] / "portal/migrations"


@pytest.fixture
def bare(tmp_path):
    """The application on a database without a table, inside its context."""
    with fresh_database(tmp_path, "migrations") as url:
        app = create_app(
            Settings(instance=tmp_path, database_url=url, queue_url="sqlite://", secret_key="t" * 40)
        )
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def differences() -> list[object]:
    """What Alembic would still change to make the database what the models say."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "target_metadata": Base.metadata}
        )
        return compare_metadata(context, Base.metadata)


def tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


def test_there_is_one_newest_revision():
    assert len(ScriptDirectory(str(MIGRATIONS)).get_heads()) == 1


def test_the_newest_schema_is_what_the_models_say(bare):
    upgrade()
    assert differences() == []
    assert tables() == set(Base.metadata.tables)


def test_a_table_that_no_migration_makes_is_seen(bare):
    upgrade()
    Base.metadata.tables["attempt"].drop(db.engine)
    assert [change[0] for change in differences()] == ["add_table"]


def test_every_step_goes_down_and_up_again(bare):
    upgrade()
    for revision in [*reversed(revisions()[:-1]), "base"]:
        downgrade(revision=revision)
    assert tables() == set()
    for revision in revisions():
        upgrade(revision=revision)
    assert differences() == []


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(bare, tmp_path):
    upgrade()
    casting.assemble()
    db.session.commit()
    before = {table.name: db.session.query(table).count() for table in Base.metadata.sorted_tables}
    assert sum(map(bool, before.values())) > 3
    db.session.remove()
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions/9999_rebuild.py").write_text(
        textwrap.dedent(f"""\
            from alembic import op

            revision = "9999"
            down_revision = "{revisions()[-1]}"


            def upgrade():
                for table in ("agency", "employer", "team"):
                    with op.batch_alter_table(table) as batch:
                        batch.alter_column("name", nullable=True)
            """)
    )
    upgrade(directory=str(folder))
    assert {table.name: db.session.query(table).count() for table in Base.metadata.sorted_tables} == before
    assert db.session.query(Agency).count() > 0
