"""`portal check-note`: what to change in the notes of case files, before they go."""

import argparse
import json
from dataclasses import asdict

from portal.commands.inputs import (
    Case,
    InputError,
    add_common,
    read_cases,
    read_instant,
    read_policy,
    refuse,
)
from portal.policy.moments import micros
from portal.policy.note_findings import NoteFinding, note_findings
from portal.policy.plan import plan_for
from portal.policy.view import View

_KEYS = ("kind", "start", "end", "text", "message", "suggestions", "level", "rule", "certainty")


def main(argv: list[str]) -> int:
    """Check each note; 0, or 2 with every fault named and nothing checked."""
    parser = argparse.ArgumentParser(
        prog="portal check-note", description="Say what to change in the notes of case files."
    )
    add_common(parser)
    parser.add_argument("--note", metavar="ID", help="only this note of each case")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    asked = parser.parse_args(argv)
    try:
        as_of = read_instant(asked.as_of)
        policy = read_policy(asked.policy)
        cases = read_cases(asked.cases)
        _know(cases, asked.note)
    except InputError as error:
        return refuse(error)
    for case in cases:
        plan = plan_for(policy, case.facts.job.overrides, case.facts.interview.stage)
        view = View(case.facts, plan.frame, micros(as_of))
        for note in case.facts.notes:
            if asked.note in (None, note.id):
                found = note_findings(view, plan, note)
                print(_json(case.name, note.id, found) if asked.format == "json" else _text(note.id, found))
    return 0


def _know(cases: list[Case], note: str | None) -> None:
    lines = [
        f"{case.name}: notes: has no note {note}; allowed: {', '.join(n.id for n in case.facts.notes) or 'it has none'}"
        for case in cases
        if note is not None and all(n.id != note for n in case.facts.notes)
    ]
    if lines:
        raise InputError(lines)


def _json(case: str, note: str, found: list[NoteFinding]) -> str:
    values = [{key: values[key] for key in _KEYS} for values in map(asdict, found)]
    return json.dumps({"case": case, "note": note, "findings": values}, ensure_ascii=False)


def _text(note: str, found: list[NoteFinding]) -> str:
    if not found:
        return f"{note}: nothing to change."
    lines = [f"{note}:"]
    for one in found:
        where = f" “{' '.join(one.text.split())[:60]}”" if one.text else ""
        rule = f"  ({one.level}, {one.rule})" if one.rule else f"  ({one.level})"
        lines.append(f"  {'●' if one.certainty == 'sure' else '○'} {one.kind}{where}: {one.message}{rule}")
    return "\n".join(lines)
