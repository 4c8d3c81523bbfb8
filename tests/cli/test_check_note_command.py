import json
from pathlib import Path

import pytest

from portal.cli import main

CASES = Path(__file__).parent.parent / "cases"
CASE = """\
case: 1
candidate: {name: Priya Nair}
recruiter: {name: Tom Reed}
job: {title: Data Engineer, employer: Acme}
interview: {stage: first, ends_at: 2026-03-02T15:00:00-06:00, decision_by: 2026-03-13}
people:
  - {id: dana, name: Dana Whitfield, role: interviewer}
  - {id: marcus, name: Marcus Bell, role: interviewer}
recap: {submitted_at: 2026-03-02T16:00:00-06:00, topics: [the on-call rota]}
applications: [{id: a1, employer: Borealis}]
notes:
  - id: n1
    kind: thank_you
    to: [TO]
    body: BODY
"""


def findings(
    body: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, to: str = "dana"
) -> dict[str, dict]:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("BODY", json.dumps(body, ensure_ascii=False)).replace("TO", to))
    assert main(["check-note", str(path), "--as-of", "2026-03-03T00:00:00-06:00", "--format", "json"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["case"], said["note"]) == (str(path), "n1")
    return {one["kind"]: one for one in reversed(said["findings"])}


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Dear [Name], thank you for your time.", "placeholder", "[Name]"),
        ("To whom it may concern: thank you.", "addressed_to_nobody", "To whom it may concern"),
        ("Dear Marcus, thank you.", "wrong_person", "Dear Marcus,"),
        ("Dear Dana, I want to join Borealis.", "wrong_employer", "Borealis"),
        ("Dear Dana, any news on your side?", "asks_decision_early", "any news"),
        ("Dear Dana, please answer!!!", "pushy", "!!!"),
        ("Dear Dana, that was awesome 𝄞 lol.", "too_casual", "awesome"),
        ("Dear Dana, what is the salary?", "mentions_salary", "salary"),
        ("Dear Dana, so good. I can help. Call me. It was fun.", "choppy", "Dear Dana, so good. I can help. Call me. It was fun."),
    ],
)  # fmt: skip
def test_words_that_should_not_stand_there_are_pointed_at(body, kind, text, capsys, tmp_path):
    one = findings(body, capsys, tmp_path)[kind]
    assert one["text"] == text == body[one["start"] : one["end"]]
    assert list(one) == [
        "kind",
        "start",
        "end",
        "text",
        "message",
        "suggestions",
        "level",
        "rule",
        "certainty",
    ]


def test_what_is_absent_is_named_without_a_place(capsys, tmp_path):
    found = findings("Hello.", capsys, tmp_path)
    absent = {"no_thanks", "no_topic", "no_interest", "no_fit", "nothing_added", "no_look_ahead", "too_short"}
    assert absent <= set(found)
    assert {found[kind]["start"] for kind in absent} == {None}
    assert found["no_thanks"]["level"] == "must"


def test_a_note_to_the_recruiter_alone_is_not_direct(capsys, tmp_path):
    assert findings("Hello.", capsys, tmp_path, to="recruiter")["not_direct"]["rule"] == "sent_directly"


def test_the_notes_of_the_model_candidate_need_little(capsys: pytest.CaptureFixture[str]):
    assert (
        main(
            [
                "check-note",
                str(CASES / "model-candidate.yaml"),
                "--as-of",
                "2026-03-02T17:00:00-06:00",
                "--format",
                "json",
            ]
        )
        == 0
    )
    kinds = [
        [f["kind"] for f in json.loads(line)["findings"]] for line in capsys.readouterr().out.splitlines()
    ]
    assert [set(k) - {"nothing_added"} for k in kinds] == [set(), set(), set()]


def test_a_named_note_alone_is_checked_and_an_unknown_one_is_a_fault(capsys: pytest.CaptureFixture[str]):
    case = str(CASES / "model-candidate.yaml")
    assert main(["check-note", case, "--note", "n2"]) == 0
    assert capsys.readouterr().out.startswith("n2")
    assert main(["check-note", case, "--note", "n9"]) == 2
    assert "has no note n9; allowed: n1, n2, n3" in capsys.readouterr().err


def test_nearly_the_same_note_to_another_person_is_found(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    body = "Dear {}, thank you for the talk about the rota. I would love to join your team this year."
    path = tmp_path / "case.yaml"
    notes = [
        f"  - {{id: n{i}, kind: thank_you, to: [{p}], body: {json.dumps(body.format(p.title()))}}}"
        for i, p in enumerate(["dana", "marcus"])
    ]
    path.write_text(CASE[: CASE.index("  - id: n1")] + "\n".join(notes) + "\n")
    assert main(["check-note", str(path), "--policy", "five", "--format", "json"]) == 0
    for line in capsys.readouterr().out.splitlines():
        assert "same_as_other_note" in [f["kind"] for f in json.loads(line)["findings"]]
