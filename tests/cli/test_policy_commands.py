from pathlib import Path

import pytest

from portal.cli import main
from portal.policy.packs import NAMES

CASES = Path(__file__).parent.parent / "cases"


def test_the_packs_are_listed(capsys: pytest.CaptureFixture[str]):
    assert main(["policies", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(NAMES)


def test_a_policy_is_shown_in_plain_words_with_its_reasons(capsys: pytest.CaptureFixture[str]):
    assert main(["policies", "show", "agency-default"]) == 0
    shown = capsys.readouterr().out
    assert "Send your first thank-you within 24 hours." in shown
    assert "Why so: One thank-you and one check-in is where three of the five articles meet." in shown


def test_a_bad_policy_names_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "bad.yaml"
    path.write_text(
        "policy: 1\nname: bad\nversion: 1\nwindow_days: 0\nrules:\n"
        "  be_nice: {level: must}\n  touch_cap: {level: most, params: {counts: [fax]}}\n  asked_timeline: {weight: 0, extra: 1}\n"
    )
    assert main(["policies", "check", str(path)]) == 2
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == [
        "window_days",
        "rules.be_nice",
        "rules.touch_cap.level",
        "rules.touch_cap.params.counts",
        "rules.touch_cap.params.max",
        "rules.asked_timeline.extra",
        "rules.asked_timeline.level",
        "rules.asked_timeline.weight",
    ]


def test_a_good_policy_is_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "good.yaml"
    path.write_text("policy: 1\nname: good\nversion: 1\nrules: {asked_timeline: {level: must}}\n")
    assert main(["policies", "check", str(path)]) == 0
    assert "good version 1, 1 rules, is in order" in capsys.readouterr().out


def test_policies_side_by_side_mark_where_they_differ(capsys: pytest.CaptureFixture[str]):
    assert main(["policies", "compare", "make", "five"]) == 0
    shown = capsys.readouterr().out
    assert "≠ touch_cap" in shown
    assert "  thanked_within " in shown


def test_the_gate_names_whom_when_how_and_the_rule(capsys: pytest.CaptureFixture[str]):
    assert (
        main(["gate", str(CASES / "do-not-contact-before.yaml"), "--as-of", "2026-09-04T00:00:00+02:00"]) == 0
    )
    shown = capsys.readouterr().out
    assert "not before Mon 7 Sep 2026: Eva Brandt (thank-you)" in shown
    assert "rule: respects_dates" in shown


def test_the_gate_refuses_a_bad_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "bad.yaml"
    path.write_text("case: 1")
    assert main(["gate", str(path)]) == 2
    assert "people: is missing" in capsys.readouterr().err
