"""Whatever stands where in a case, reading it gives facts or named faults, and nothing else."""

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.casefile import CaseError, load_case
from portal.casefile.dump import case_values
from portal.policy.document import Fault

MODEL = json.loads(
    json.dumps(
        case_values(load_case((Path(__file__).parent.parent / "cases" / "model-candidate.yaml").read_text()))
    )
)
odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.sampled_from(
        ["recruiter", "dana", "n1", "2026-03-02", "2026-03-02T14:00:00-06:00", "email", "thank_you", "2026-13-99"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "to", "at", "x"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


def faults(text: str, name: str) -> list[Fault]:
    """The faults of a text, none where it is a case."""
    try:
        load_case(text, name)
    except CaseError as error:
        return error.faults
    return []


def places(value: Any, here: tuple = ()) -> list[tuple]:
    """Every place in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for key, item in inner for place in places(item, (*here, key)))]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(places(MODEL)[1:]), odd), min_size=1, max_size=3))
def test_odd_values_anywhere_are_named_faults_or_fine(changes: list):
    case = copy.deepcopy(MODEL)
    for place, value in changes:
        around = case
        try:
            for key in place[:-1]:
                around = around[key]
            around[place[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    assert all(
        str(fault).startswith("case.json") and fault.wrong for fault in faults(json.dumps(case), "case.json")
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_named_fault(text: str):
    assert all(str(fault).startswith("case.yaml") and fault.wrong for fault in faults(text, "case.yaml"))
