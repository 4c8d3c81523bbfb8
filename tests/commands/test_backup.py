"""A backup that is made while others write, and restored elsewhere: all there, unchanged, and one can sign in."""

import json
import os
import subprocess
import sys
import tarfile
import threading
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from portal import create_app, files
from portal.cli import main
from portal.commands import dumps
from portal.config import Settings
from portal.extensions import db
from portal.models import Agency, StoredFile, User
from tests import factories as make
from tests.databases import fresh_database

ROOT = Path(__file__).parents[2]


def run(*words, **settings):
    """Run a command as an operator does, in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "portal", *map(str, words)],
        cwd=ROOT,
        env=kept | {name: str(value) for name, value in settings.items()},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def portal(app, monkeypatch, capsys):
    """Run a command in this process, which is quicker: gives its exit code and what it said of faults."""

    def call(*words, **settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, str(value))
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().err

    return call


@pytest.fixture
def settings(app):
    """The application's, as environment."""
    return {"INSTANCE_PATH": app.instance_path, "DATABASE_URL": app.config["PORTAL"].database_url}


@pytest.fixture
def elsewhere(tmp_path):
    """An empty installation, as environment."""
    (tmp_path / "elsewhere").mkdir()
    with fresh_database(tmp_path / "elsewhere", "elsewhere") as url:
        yield {"INSTANCE_PATH": tmp_path / "elsewhere", "DATABASE_URL": url}


@pytest.fixture
def agency(app, cast):
    """One with a file of its own; only its id, as others use the session."""
    files.keep(cast.agency.id, "recap.txt", "text/plain", b"we spoke about Kafka", make.now())
    db.session.commit()
    key = cast.agency.id
    db.session.rollback()
    return key


def write_on(app, agency_id, stop):
    """Write files with their rows until told to stop."""
    number = 0
    while not stop.is_set():
        number += 1
        with app.app_context():
            files.keep(
                agency_id,
                f"{number}.txt",
                "text/plain",
                f"file {number} of {threading.get_ident()}".encode(),
                make.now(),
            )
            db.session.commit()
        stop.wait(0.005)


def test_a_backup_made_while_others_write_restores_elsewhere_with_every_row_file_and_sign_in(
    app, cast, agency, settings, elsewhere, tmp_path
):
    email = cast.own.recruiter.email
    db.session.rollback()
    stop = threading.Event()
    writers = [threading.Thread(target=write_on, args=(app, agency, stop)) for _ in range(2)]
    for one in writers:
        one.start()
    made = run("backup", tmp_path / "b.tar", **settings)
    stop.set()
    for one in writers:
        one.join()
    assert made.returncode == 0, made.stderr
    restored = run("restore", tmp_path / "b.tar", **elsewhere)
    assert restored.returncode == 0, restored.stderr

    with tarfile.open(tmp_path / "b.tar") as archive:
        manifest = json.load(archive.extractfile("manifest.json"))
    engine = create_engine(elsewhere["DATABASE_URL"])
    with engine.connect() as connection:
        assert dumps.counts(connection) == manifest["counts"]
    engine.dispose()
    assert manifest["counts"]["stored_file"] == len(manifest["files"]) >= 2
    there = create_app(
        Settings(
            instance=Path(elsewhere["INSTANCE_PATH"]),
            database_url=elsewhere["DATABASE_URL"],
            queue_url="sqlite://",
            secret_key="t" * 40,
        ),
        WTF_CSRF_ENABLED=False,
    )
    with there.app_context():
        for row in db.session.query(StoredFile):
            assert len(files.read(row.agency_id, row.sha256)) == row.size
        db.session.remove()
        answer = there.test_client().post("/signin", data={"email": email, "password": make.PASSWORD})
        assert answer.status_code == 302
        assert "session" in answer.headers["Set-Cookie"]
        db.session.remove()
        db.engine.dispose()


def test_the_archive_is_its_owners_alone_and_is_not_written_over(agency, settings, portal, tmp_path):
    target = tmp_path / "b.tar.gz"
    assert portal("backup", target, **settings)[0] == 0
    assert target.stat().st_mode & 0o777 == 0o600
    code, said = portal("backup", target, **settings)
    assert code == 2
    assert "is there already" in said
    assert [path.name for path in tmp_path.iterdir() if "b.tar" in path.name] == ["b.tar.gz"]


def test_an_installation_that_holds_data_is_not_restored_over(agency, settings, portal, tmp_path):
    assert portal("backup", tmp_path / "b.tar", **settings)[0] == 0
    code, said = portal("restore", tmp_path / "b.tar", **settings)
    assert code == 1
    assert "This installation holds data" in said
    assert db.session.query(Agency).count() == 2


def damaged(source, target, change):
    """The archive with one of its members changed."""
    with tarfile.open(source) as before, tarfile.open(target, "w") as after:
        for member in before:
            data = change(member.name, before.extractfile(member).read())
            info = tarfile.TarInfo(member.name)
            info.size = len(data)
            after.addfile(info, BytesIO(data))
    return target


@pytest.mark.parametrize("part", ["database", "files/"])
def test_a_damaged_backup_is_refused_before_anything_is_written(
    agency, settings, elsewhere, portal, tmp_path, part
):
    assert portal("backup", tmp_path / "b.tar", **settings)[0] == 0
    spoilt = damaged(
        tmp_path / "b.tar", tmp_path / "spoilt.tar", lambda name, data: data + b"!" if part in name else data
    )
    code, said = portal("restore", spoilt, **elsewhere)
    assert code == 1
    assert "is damaged" in said
    engine = create_engine(elsewhere["DATABASE_URL"])
    assert dumps.is_empty(engine)
    engine.dispose()
    assert not list(Path(elsewhere["INSTANCE_PATH"]).glob("files/*/??/*"))


def test_a_backup_of_a_newer_release_is_refused(agency, settings, elsewhere, portal, tmp_path):
    assert portal("backup", tmp_path / "b.tar", **settings)[0] == 0

    def newer(name, data):
        return data.replace(b'"revision": "', b'"revision": "9') if name == "manifest.json" else data

    code, said = portal("restore", damaged(tmp_path / "b.tar", tmp_path / "newer.tar", newer), **elsewhere)
    assert code == 1
    assert "newer release" in said


@pytest.mark.parametrize("content", [b"", b"not a tar", None])
def test_what_is_no_backup_is_refused(elsewhere, portal, tmp_path, content):
    if content is not None:
        (tmp_path / "x.tar").write_bytes(content)
    code, said = portal("restore", tmp_path / "x.tar", **elsewhere)
    assert code == 1
    assert "Traceback" not in said
    assert "Nothing was restored" in said


def test_a_file_that_is_damaged_stops_the_backup_and_is_named(app, agency, settings, portal, tmp_path):
    row = db.session.query(StoredFile).one()
    path = files.path(row.agency_id, row.sha256)
    db.session.rollback()
    path.write_bytes(b"rot")
    code, said = portal("backup", tmp_path / "b.tar", **settings)
    assert code == 1
    assert str(path) in said
    assert not (tmp_path / "b.tar").exists()
    path.unlink()


def test_a_server_whose_programs_are_not_installed_is_told(app, agency, settings, portal, tmp_path):
    url = make_url(settings["DATABASE_URL"])
    if url.get_backend_name() == "sqlite":
        assert db.session.query(User).count() > 0  # SQLite needs none
        return
    code, said = portal("backup", tmp_path / "b.tar", **(settings | {"PATH": str(tmp_path)}))
    assert code == 1
    assert "postgresql-client" in said
