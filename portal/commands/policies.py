"""`portal policies`: list, show, check and compare policies."""

import argparse
import shutil
import textwrap

from portal.commands.inputs import InputError, read_policy, refuse
from portal.policy.catalogue import RULES
from portal.policy.comparison import compare
from portal.policy.packs import NAMES, pack
from portal.policy.plan import plan_for
from portal.policy.policy import Policy
from portal.policy.wording import rule_text


def main(argv: list[str]) -> int:
    """Do what is asked; 2 where a policy cannot be used."""
    parser = argparse.ArgumentParser(prog="portal policies", description="The policies, and what is in them.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="the packs that come with the portal")
    verbs.add_parser("show", help="a policy in plain words").add_argument("policy", metavar="NAME|FILE")
    verbs.add_parser("check", help="name everything wrong with a policy").add_argument(
        "policies", metavar="FILE", nargs="+"
    )
    verbs.add_parser("compare", help="policies side by side").add_argument(
        "policies", metavar="NAME|FILE", nargs="+"
    )
    asked = parser.parse_args(argv)
    if asked.verb == "list":
        return _list()
    if asked.verb == "check":
        return _check(asked.policies)
    try:
        if asked.verb == "show":
            return _show(read_policy(asked.policy))
        return _compare([read_policy(name) for name in asked.policies])
    except InputError as error:
        return refuse(error)


def _list() -> int:
    for name in NAMES:
        policy = pack(name)
        print(f"{name:16} version {policy.version}  {len(policy.rules):2} rules  {policy.title}")
    return 0


def _check(names: list[str]) -> int:
    lines: list[str] = []
    for name in names:
        try:
            policy = read_policy(name)
        except InputError as error:
            lines += error.lines
        else:
            print(f"{name}: {policy.name} version {policy.version}, {len(policy.rules)} rules, is in order.")
    return refuse(InputError(lines)) if lines else 0


def _show(policy: Policy) -> int:
    print(f"{policy.name} · {policy.title} · version {policy.version}")
    _wrapped(policy.about, "")
    staff = "helpful support staff are thanked too" if policy.support_staff else "interviewers are thanked"
    print(f"A case stays open for {policy.window_days} days; {staff}.\n")
    for step in plan_for(policy, {}, "first").steps:
        entry = policy.rules[step.rule.id]
        print(f"{step.rule.id}  ({step.level}, {float(step.weight):g}; {step.source})")
        _wrapped(rule_text(step), "  ")
        if entry.stages:
            _wrapped(f"Only at these stages: {', '.join(entry.stages)}.", "  ")
        for label, text in (("Our reading: ", entry.note), ("Why so: ", entry.why)):
            if text:
                _wrapped(label + text, "    ")
    return 0


def _compare(policies: list[Policy]) -> int:
    name_width = max(map(len, RULES)) + 2
    width = max(14, (shutil.get_terminal_size((120, 24)).columns - name_width) // len(policies) - 2)
    print("  ".join([" " * name_width, *(f"{p.name:{width}}" for p in policies)]).rstrip())
    for row in compare(policies):
        cells = [textwrap.wrap(cell or "–", width) for cell in row.cells]
        for line in range(max(map(len, cells))):
            mark = "≠ " if row.differs else "  "
            head = (mark + row.rule if line == 0 else "").ljust(name_width)
            parts = [(cell[line] if line < len(cell) else "").ljust(width) for cell in cells]
            print("  ".join([head, *parts]).rstrip())
    return 0


def _wrapped(text: str, indent: str) -> None:
    for line in textwrap.wrap(text, 100, initial_indent=indent, subsequent_indent=indent):
        print(line)
