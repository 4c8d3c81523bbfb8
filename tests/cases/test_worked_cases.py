"""The worked cases: each verdict that was reckoned by hand, against the engine."""

from datetime import datetime
from pathlib import Path

import pytest

from portal.casefile import load_case
from portal.policy.document import read_document
from portal.policy.packs import pack
from portal.policy.scoring import Judged, score

FOLDER = Path(__file__).parent


def expectations():
    for path in sorted(FOLDER.glob("*.expect.yaml")):
        case = path.with_name(path.name.replace(".expect", ""))
        for expected in read_document(path.read_text(), path.name).value:
            yield pytest.param(
                case, expected, id=f"{case.stem} by {expected['policy']} at {expected['as_of']}"
            )


def shown(judged: Judged | None) -> object:
    """A verdict as the expectations write it."""
    if judged is None:
        return None
    if judged.finding.verdict == "partly":
        return ["partly", round(float(judged.fraction or 0), 3)]
    return judged.finding.verdict


def wanted(verdict: object) -> object:
    return [verdict[0], round(float(verdict[1]), 3)] if isinstance(verdict, list) else verdict


@pytest.mark.parametrize(("case", "expected"), list(expectations()))
def test_a_worked_case_gives_the_verdicts_reckoned_by_hand(case: Path, expected: dict):
    result = score(
        load_case(case.read_text(), case.name),
        pack(expected["policy"]),
        datetime.fromisoformat(expected["as_of"]),
    )
    found = {rule: shown(result.find(rule)) for rule in expected["verdicts"]}
    assert found == {rule: wanted(verdict) for rule, verdict in expected["verdicts"].items()}
    assert result.band == expected.get("band", result.band)


def test_every_case_has_its_expectation():
    cases = {path.stem for path in FOLDER.glob("*.yaml") if not path.stem.endswith(".expect")}
    assert cases == {path.name.removesuffix(".expect.yaml") for path in FOLDER.glob("*.expect.yaml")}
    assert cases
