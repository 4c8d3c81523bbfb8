"""`portal score` as people run it: a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
ROOT = CASES.parent.parent
KEYS = ["policy", "as_of", "closes_at", "score", "band", "earned", "possible", "rules"]
RULE_KEYS = [
    *("id", "level", "verdict", "fraction", "points", "possible", "final", "opens", "due"),
    *("evidence", "because", "advice", "source"),
]


def portal(*words: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "portal", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        input=given,
    )


def case(name: str) -> str:
    return str(CASES / f"{name}.yaml")


def test_one_case_is_one_json_object_with_the_documented_keys():
    done = portal(
        "score", case("pest"), "--policy", "make", "--as-of", "2026-07-10T00:00:00-04:00", "--format", "json"
    )
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert list(result) == KEYS
    assert result["policy"] == {"name": "make", "version": "1"}
    assert result["as_of"] == "2026-07-10T00:00:00-04:00"
    assert [list(rule) for rule in result["rules"]] == [RULE_KEYS] * 11
    assert sum(rule["points"] for rule in result["rules"]) == result["earned"]


def test_several_cases_are_one_object_a_line():
    done = portal(
        "score", case("pest"), case("panel"), "--as-of", "2026-12-01T00:00:00+00:00", "--format", "json"
    )
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


def test_the_agency_default_is_the_policy_and_now_the_instant():
    result = json.loads(portal("score", case("pest"), "--format", "json").stdout)
    assert result["policy"]["name"] == "agency-default"
    assert result["as_of"] > "2026-07"


def test_the_text_names_score_band_and_every_rule_that_asked_something():
    done = portal("score", case("pest"), "--as-of", "2026-07-10T00:00:00-04:00")
    assert "of 100 · Needs work" in done.stdout
    assert "Gail Stone heard from you 4 times; 2 is the limit." in done.stdout
    assert "\033" not in done.stdout


def test_a_bad_case_exits_2_with_a_line_for_each_fault_and_no_score(tmp_path: Path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        Path(case("pest"))
        .read_text()
        .replace("stage: first", "stage: third")
        .replace("to: [gail]", "to: [gale]")
    )
    done = portal("score", case("panel"), str(bad), str(tmp_path / "none.yaml"), "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 8
    assert lines[0].startswith(f"{bad}:4: interview.stage: is third; allowed: one of phone")
    assert lines[-1] == f"{tmp_path / 'none.yaml'}: cannot be read: No such file or directory"


def test_text_that_is_no_utf_8_is_a_fault(tmp_path: Path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"case: 1\ncandidate: {name: Zo\xeb}\n")
    assert (
        portal("score", str(path)).stderr == f"{path}:2: is no UTF-8 text; allowed: a text saved as UTF-8\n"
    )


def test_an_instant_without_offset_and_an_unknown_policy_are_faults():
    naive = portal("score", case("pest"), "--as-of", "2026-07-10T00:00:00")
    assert (naive.returncode, naive.stdout) == (2, "")
    assert "with its offset" in naive.stderr
    unknown = portal("score", case("pest"), "--policy", "nobody")
    assert unknown.returncode == 2
    assert "there is no such policy or file; policies: agency-default, gdh" in unknown.stderr


def test_a_policy_may_come_from_a_file(tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text("policy: 1\nname: own\nversion: '7'\nrules: {asked_timeline: {level: must}}\n")
    result = json.loads(portal("score", case("pest"), "--policy", str(path), "--format", "json").stdout)
    assert (result["policy"], result["score"]) == ({"name": "own", "version": "7"}, 100)


def test_a_case_may_come_from_standard_input():
    done = portal("score", "-", "--format", "json", given=Path(case("pest")).read_text())
    assert done.returncode == 0


def test_scoring_loads_neither_web_nor_database():
    program = (
        "import sys; from portal.cli import main; main(['score', sys.argv[1]]);"
        "heavy = {'flask', 'sqlalchemy', 'werkzeug', 'jinja2', 'weasyprint', 'pydantic'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, case("pest")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_unknown_command_says_which_there_are():
    done = portal("scroe")
    assert done.returncode == 2
    assert "there is no command 'scroe'" in done.stderr
    assert "score case files by a policy" in done.stderr
    assert portal("--help").returncode == 0
