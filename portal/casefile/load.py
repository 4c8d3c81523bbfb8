"""A case file's text → facts, or every fault in it."""

from dataclasses import is_dataclass
from types import NoneType
from typing import Any, cast, get_args

from portal.casefile.checks import check
from portal.casefile.schema import BAD, Parsed, fields_of, read_object
from portal.policy.document import Fault, read_document
from portal.policy.facts import Facts

FORMAT = 1
"""The version of the case file that is read and written."""


class CaseError(ValueError):
    """A case file cannot be used; ``faults`` names everything that is wrong with it, one line each."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def load_case(text: str, name: str = "case") -> Facts:
    """Read a case file (YAML or JSON); raise CaseError with every fault. ``name`` stands for the file in faults."""
    document = read_document(text, name)
    if not document.faults or document.value is not None:
        value = document.value
        case = read_object(document, Facts, value, ())
        if case is not BAD:
            if value.get("case") is None:
                document.fault(("case",), "is missing", f"the format's version, {FORMAT}")
            elif value["case"] != FORMAT or isinstance(value["case"], bool):
                document.fault(
                    ("case",), f"is {value['case']}", f"{FORMAT}, the format that this version reads"
                )
            check(document, case)
    if document.faults:
        raise CaseError(sorted(document.faults, key=lambda fault: (fault.line, fault.place)))
    return cast("Facts", _built(Facts, case))


def _built(kind: type, parsed: Parsed) -> Any:
    known = fields_of(kind)
    return kind(**{name: _value(known[name][1], value) for name, value in parsed.items()})


def _value(kind: Any, value: Any) -> Any:
    choices = [choice for choice in get_args(kind) if choice is not NoneType]
    if isinstance(value, tuple):
        return tuple(_value(choices[0], item) for item in value)
    inner = kind if is_dataclass(kind) else next((choice for choice in choices if is_dataclass(choice)), None)
    return _built(cast("type", inner), value) if inner is not None and isinstance(value, dict) else value
