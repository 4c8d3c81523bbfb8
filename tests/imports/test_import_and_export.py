"""Case files into an agency and out again, on the command line."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from portal.casefile import load_case
from portal.extensions import db
from portal.models import Interview
from portal.policy.packs import pack
from portal.policy.results import result_values
from portal.policy.scoring import score
from tests.cast import Cast

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
ALL = sorted(str(path) for path in CASES.glob("*.yaml") if "expect" not in path.name)
HERE = ("--agency", "Harbour Staffing")


@pytest.fixture
def portal(app: Flask, cast: Cast):
    """Runs the command line on the test's database."""
    environment = os.environ | {
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "INSTANCE_PATH": app.instance_path,
    }

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        db.session.rollback()
        return subprocess.run(
            [sys.executable, "-m", "portal", *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def interviews() -> int:
    db.session.rollback()
    return db.session.query(Interview).count()


def verdicts(path: Path) -> object:
    facts = load_case(path.read_text(), path.name)
    return result_values(score(facts, pack(), datetime(2027, 1, 1, tzinfo=UTC)))


def test_what_is_imported_and_exported_again_is_judged_alike(portal, tmp_path: Path):
    assert portal("import", *ALL, *HERE).returncode == 0
    assert portal("export", "--all", *HERE, "-o", str(tmp_path / "out")).returncode == 0
    for path in map(Path, ALL):
        assert verdicts(tmp_path / "out" / path.name) == verdicts(path)


def test_a_case_that_is_here_already_is_refused_and_nothing_is_imported(portal):
    assert portal("import", ALL[0], *HERE).returncode == 0
    before = interviews()
    again = portal("import", ALL[1], ALL[0], *HERE)
    assert again.returncode == 2
    assert "already here" in again.stderr
    assert interviews() == before


def test_a_dry_run_says_what_would_be_imported_and_writes_nothing(portal):
    before = interviews()
    answer = portal("import", *ALL, *HERE, "--dry-run")
    assert f"{len(ALL)} would be imported" in answer.stdout
    assert interviews() == before


def test_of_several_agencies_one_must_be_named(portal):
    answer = portal("import", ALL[0])
    assert answer.returncode == 2
    assert "Harbour Staffing, Outland Talent" in answer.stderr


def test_every_fault_of_a_bad_case_is_named_and_nothing_is_imported(portal, tmp_path: Path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("case: 1\ncandidate: {name: A}\njob: {title: B}\ninterview: {stage: nought}\npeople: []\n")
    before = interviews()
    answer = portal("import", str(bad), ALL[0], *HERE)
    assert answer.returncode == 2
    assert len(answer.stderr.splitlines()) >= 3
    assert interviews() == before
