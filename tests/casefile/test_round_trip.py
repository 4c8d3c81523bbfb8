"""Writing a case and reading it back gives the same facts; JSON reads as YAML does."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.casefile import dump_case, load_case
from portal.casefile.dump import case_values

CASES = [
    p for p in sorted((Path(__file__).parent.parent / "cases").glob("*.yaml")) if ".expect" not in p.name
]
MODEL = load_case((Path(__file__).parent.parent / "cases" / "model-candidate.yaml").read_text())
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60)


@pytest.mark.parametrize("path", CASES, ids=[p.stem for p in CASES])
def test_a_worked_case_survives_writing_as_yaml_and_as_json(path: Path):
    facts = load_case(path.read_text(), path.name)
    assert load_case(dump_case(facts)) == facts
    assert load_case(json.dumps(case_values(facts))) == facts


def test_writing_twice_gives_the_same_text():
    assert dump_case(load_case(dump_case(MODEL))) == dump_case(MODEL)


@settings(deadline=None, max_examples=200)
@given(texts, texts)
def test_every_text_survives(body: str, title: str):
    facts = replace(
        MODEL,
        job=replace(MODEL.job, title=title),
        notes=(replace(MODEL.notes[0], body=body), *MODEL.notes[1:]),
    )
    assert load_case(dump_case(facts)) == facts


@pytest.mark.parametrize(
    "word",
    ["1", "1.5e3", "true", "null", "~", "yes", "2026-03-02", "012", "-", ": x", "# x", " x", "x\r\ny", "[a]"],
)
def test_a_text_that_looks_like_something_else_stays_a_text(word: str):
    facts = replace(MODEL, candidate=replace(MODEL.candidate, name=word))
    assert load_case(dump_case(facts)).candidate.name == word


def test_emoji_in_json_escapes_are_whole_characters():
    values = case_values(MODEL)
    values["candidate"]["name"] = "Zoë 𝄞"
    assert load_case(json.dumps(values, ensure_ascii=True)).candidate.name == "Zoë 𝄞"


def test_nothing_that_was_left_out_is_written():
    assert "null" not in dump_case(MODEL)
    assert "by: candidate" not in dump_case(MODEL)
