"""Hostile and broken texts: a named fault, in bounded time."""

import json
import time

import pytest

from portal.casefile import CaseError, load_case

BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 8)}]" for n in range(10)
)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (BOMB, "uses the alias *a"),
        ("[" * 5000, "nested deeper than 40 levels"),
        ('{"a":' * 3000 + "1" + "}" * 3000, "nested deeper than 40 levels"),
        ("a: 1\n" * 2, "case.yaml:2: a: is given twice; allowed: each key once"),
        ("a: [1, 2", "cannot be read"),
        ("a: \x00", "cannot be read"),
        ("", "is empty"),
        ("case: 1\n---\ncase: 1\n", "holds more than one document"),
        ("- 1", "is a list; allowed: the keys candidate"),
        ("just words", "is just words"),
        ("? [a, b]\n: 1", "has a key that is not a word"),
        ("a: !!python/object/apply:os.system [echo]", "has the tag"),
        ("x" * 5_000_001, "is longer than 5,000,000 characters"),
        ("{" + ", ".join(f"k{n}: {n}" for n in range(300_001)) + "}", "holds more than 300,000 values"),
        ('{"case": 1e999999, "candidate": NaN}', "case: is"),
        ('{"case": ' + "9" * 5000 + "}", "case: is"),
    ],
    ids=["bomb", "deep list", "deep JSON", "doubled key", "broken", "control character", "empty", "two documents", "list", "words",
         "key", "tag", "long", "wide", "constants", "huge number"],
)  # fmt: skip
def test_a_hostile_text_is_a_named_fault_in_bounded_time(text: str, fault: str):
    begun = time.process_time()
    with pytest.raises(CaseError) as caught:
        load_case(text, "case.yaml")
    assert fault in str(caught.value)
    assert time.process_time() - begun < 5


def test_a_fault_stays_one_line_whatever_stands_in_the_text():
    with pytest.raises(CaseError) as caught:
        load_case('case: "1\\nsecond line\\u001b[31m"')
    assert all("\n" not in str(fault) and "\x1b" not in str(fault) for fault in caught.value.faults)


def test_control_characters_and_half_characters_in_json_are_refused():
    case = {"case": 1, "candidate": {"name": "A\x00"}, "job": {"title": "T\ud800", "employer": "E"}}
    with pytest.raises(CaseError) as caught:
        load_case(json.dumps(case))
    assert [fault.place for fault in caught.value.faults if "control" in fault.wrong] == [
        "candidate.name",
        "job.title",
    ]
