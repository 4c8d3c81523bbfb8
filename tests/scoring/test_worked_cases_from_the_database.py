"""The worked cases, imported into an agency's database, are judged as their files are: rule by rule, word for word."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask

from portal import clock
from portal.casefile import load_case
from portal.casefile.dump import case_values, dump_case
from portal.extensions import db
from portal.imports.operations import import_case
from portal.models import Agency, Interview
from portal.policies.operations import ensure_first
from portal.policy.packs import NAMES, pack
from portal.policy.results import result_values
from portal.policy.scoring import score
from portal.scoring.facts import facts_of
from portal.scoring.operations import run
from tests.cast import Cast

CASES = sorted(
    path for path in (Path(__file__).parents[1] / "cases").glob("*.yaml") if "expect" not in path.name
)


def imported(path: Path, cast: Cast) -> Interview:
    interview = import_case(
        load_case(path.read_text(), path.name), path.stem, cast.own.recruiter, clock.now()
    )
    key = interview.agency_id, interview.id
    db.session.commit()
    db.session.expunge_all()
    return db.session.get_one(Interview, key)


def expectations(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(path.with_name(f"{path.stem}.expect.yaml").read_text())
    return found


def instant(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_imported_case_is_judged_as_its_file_under_every_pack(app: Flask, cast: Cast, path: Path):
    interview = imported(path, cast)
    facts = facts_of(interview)
    file = load_case(path.read_text(), path.name)
    for expected in expectations(path):
        for name in NAMES:
            as_of = instant(expected["as_of"])
            from_rows = result_values(score(facts, pack(name), as_of))
            assert from_rows == result_values(score(file, pack(name), as_of)), name


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_imported_case_gives_the_verdicts_worked_out_by_hand(app: Flask, cast: Cast, path: Path):
    facts = facts_of(imported(path, cast))
    for expected in expectations(path):
        result = score(facts, pack(expected["policy"]), instant(expected["as_of"]))
        for rule, verdict in expected["verdicts"].items():
            judged = result.find(rule)
            assert judged is not None
            word, share = verdict if isinstance(verdict, list) else (verdict, None)
            assert judged.finding.verdict == word, f"{rule}: {judged.finding}"
            if share is not None:
                assert float(judged.fraction or 0) == pytest.approx(share, abs=1e-4), rule


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_exported_and_read_back_is_the_same_case(app: Flask, cast: Cast, path: Path):
    facts = facts_of(imported(path, cast))
    assert case_values(load_case(dump_case(facts), "export")) == case_values(facts)


def test_scoring_again_keeps_the_run_until_a_fact_changes(app: Flask, cast: Cast):
    interview = imported(CASES[0], cast)
    ensure_first(db.session.get_one(Agency, interview.agency_id), clock.now())
    first = run(interview, clock.now())
    assert run(interview, clock.now()).id == first.id
    interview.asked_timeline = True
    db.session.flush()
    second = run(interview, clock.now())
    assert second.id != first.id
    assert second.facts["interview"]["asked_timeline"] is True
    assert "asked_timeline" not in first.facts["interview"]
