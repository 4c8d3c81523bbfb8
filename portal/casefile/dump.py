"""Facts → a case file's text, in a stable order, such that reading it gives equal facts."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

import yaml

from portal.policy.document import plain_value
from portal.policy.facts import Facts

_ORDER = (
    *("agency", "candidate", "recruiter", "job", "interview", "people", "recap", "notes", "touches"),
    *("promises", "references", "learning", "applications", "posts", "overrides"),
)
_WIDTH = 110


def case_values(facts: Facts) -> dict[str, Any]:
    """The case file as plain values in order (instants and days as ISO text); what is left out is not in it."""
    return {
        "case": 1,
        **{name: _plain(getattr(facts, name)) for name in _ORDER if getattr(facts, name) not in (None, ())},
    }


def dump_case(facts: Facts) -> str:
    """The case file as YAML."""
    return yaml.dump(
        case_values(facts),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
        default_flow_style=False,
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if not _left_out(value, f)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return _Moment(value.isoformat()) if isinstance(value, date) else value


def _left_out(value: Any, field: "Field[Any]") -> bool:
    default = field.default if field.default is not MISSING else None
    if field.default_factory is not MISSING:
        default = field.default_factory()
    if field.default is MISSING and field.default_factory is MISSING:
        return False
    found = getattr(value, field.name)
    return bool(found == default and type(found) is type(default))


class _Moment(str):
    """An instant or a day as text: written without quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes each text so that it is read as that text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True


def _text(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    if "\n" in value and "\r" not in value and not value[0].isspace():
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    ambiguous = plain_value(value) is not value
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if ambiguous else None)


def _moment(dumper: _Dumper, value: _Moment) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(value))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Moment, _moment)
