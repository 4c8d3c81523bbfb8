"""Setting an agency up, and letting people in, from the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.commands import link, users

PASSWORD = "seven quiet harbours"


def portal(instance: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, without a terminal."""
    environ = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "QUEUE_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *words],
        env=environ | {"INSTANCE_PATH": str(instance)} | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


NEW = (
    "init",
    *("--agency", "Quay People", "--timezone", "Europe/Lisbon"),
    *("--admin-name", "Ines Alva", "--admin-email", "Ines@Quay.example"),
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one agency, set up from the command line."""
    instance = tmp_path_factory.mktemp("installation")
    done = portal(instance, *NEW, PORTAL_ADMIN_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    assert "Ines Alva signs in with ines@quay.example" in done.stdout
    return instance


@pytest.fixture(autouse=True)
def _in_it(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSTANCE_PATH", str(installation))
    for name in ("DATABASE_URL", "QUEUE_URL", "PORTAL_ENV", "BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def refused(capsys: pytest.CaptureFixture[str], main, *words: str) -> str:
    with pytest.raises(SystemExit) as end:
        main(list(words))
    assert end.value.code == 2
    return capsys.readouterr().err


def test_a_second_agency_needs_to_be_asked_for(installation: Path):
    again = portal(installation, *NEW, PORTAL_ADMIN_PASSWORD=PASSWORD)
    assert again.returncode == 2
    assert "There is an agency already: Quay People" in again.stderr


def test_what_cannot_be_is_named_and_nothing_is_set_up(tmp_path: Path):
    words = ("init", "--agency", "", "--timezone", "Mars", "--admin-name", "X", "--admin-email", "nobody")
    wrong = portal(tmp_path, *words, PORTAL_ADMIN_PASSWORD=PASSWORD)
    assert wrong.returncode == 2
    for part in ("Give the agency a name", "IANA timezone", "name@example.com"):
        assert part in wrong.stderr
    weak = portal(tmp_path, *NEW, PORTAL_ADMIN_PASSWORD="short")
    assert "at least 12 characters" in weak.stderr
    assert "Give it on the command line" in portal(tmp_path, "init").stderr
    assert portal(tmp_path, "users", "list").stdout == ""


def test_the_admin_is_listed_and_staff_can_be_invited(capsys: pytest.CaptureFixture[str]):
    assert users.main(["invite", "Rui@Quay.example", "--name", "Rui Melo", "--team", "Recruiting"]) == 0
    users.main(["list"])
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line]
    assert ["Quay People", "admin", "active", "ines@quay.example", "Ines Alva"] in lines
    assert ["Quay People", "recruiter", "invited", "rui@quay.example", "Rui Melo"] in lines


def test_an_invitation_that_cannot_be_is_refused(capsys: pytest.CaptureFixture[str]):
    without = refused(capsys, users.main, "invite", "a@quay.example", "--name", "A")
    assert "Choose a team" in without
    elsewhere = refused(capsys, users.main, "invite", "a@quay.example", "--name", "A", "--team", "Nowhere")
    assert "no team named" in elsewhere


def test_a_reset_link_and_a_sign_in_link_are_printed(capsys: pytest.CaptureFixture[str]):
    assert users.main(["reset", "ines@quay.example"]) == 0
    assert "http://127.0.0.1:8000/l/" in capsys.readouterr().out
    assert link.main(["ines@quay.example"]) == 0
    assert capsys.readouterr().out.startswith("http://127.0.0.1:8000/l/")
    assert "Nobody signs in with" in refused(capsys, link.main, "nobody@quay.example")
    assert "no agency named" in refused(capsys, link.main, "ines@quay.example", "--agency", "Pier")


def test_in_production_a_sign_in_link_needs_a_yes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PORTAL_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", "0123456789abcdefghijklmnopqrstuvwxyz")
    monkeypatch.setenv("BASE_URL", "https://portal.quay.example")
    monkeypatch.setenv("TRUSTED_HOSTS", "portal.quay.example")
    assert "say --yes" in refused(capsys, link.main, "ines@quay.example")
    assert link.main(["ines@quay.example", "--yes"]) == 0
    assert capsys.readouterr().out.startswith("https://portal.quay.example/l/")
