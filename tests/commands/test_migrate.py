"""`portal migrate` as an operator meets it."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from portal import create_app
from portal.cli import main
from portal.config import Settings
from portal.extensions import db
from tests.databases import fresh_database

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty(tmp_path):
    """An application on a database that has no table yet."""
    with fresh_database(tmp_path, "migrations") as url:
        app = create_app(
            Settings(
                instance=tmp_path,
                database_url=url,
                queue_url=f"sqlite:///{tmp_path / 'queue.db'}",
                secret_key="t" * 40,
            )
        )
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def portal(capsys, *words):
    try:
        code = main(list(words))
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.fixture
def installed(empty, monkeypatch):
    """The same database as settings of the environment."""
    monkeypatch.setenv("DATABASE_URL", empty.config["PORTAL"].database_url)
    monkeypatch.setenv("INSTANCE_PATH", empty.instance_path)


def test_the_command_says_what_it_did_and_that_there_was_nothing_to_do(installed, capsys):
    code, said = portal(capsys, "migrate")
    assert (code, "The database is at" in said) == (0, True)
    code, said = portal(capsys, "migrate")
    assert (code, "up to date" in said) == (0, True)


def test_a_database_of_a_newer_release_is_left_alone(installed, capsys):
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    code, said = portal(capsys, "migrate")
    assert code == 2
    assert "newer release" in said
    assert "9999" in said


def test_a_database_that_cannot_be_reached_is_said_without_a_trace(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://127.0.0.1:1/nowhere")
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path))
    code, said = portal(capsys, "migrate")
    assert code == 2
    assert "cannot be reached" in said


def test_two_machines_may_migrate_at_the_same_time(empty):
    settings = empty.config["PORTAL"]
    environment = {"DATABASE_URL": settings.database_url, "INSTANCE_PATH": str(settings.instance)}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "portal", "migrate"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    answers = [(one.communicate(timeout=120)[0], one.returncode) for one in started]
    assert [code for _said, code in answers] == [0, 0], answers
