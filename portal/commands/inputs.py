"""What the commands for case files are given: cases, a policy, an instant. Every fault is one line; none is swallowed."""

import argparse
import os
import sys
from datetime import datetime
from typing import NamedTuple

from portal.casefile import CaseError, load_case
from portal.casefile.schema import FIRST_YEAR, LAST_YEAR
from portal.policy.document import MOST_CHARACTERS
from portal.policy.facts import Facts
from portal.policy.packs import DEFAULT, NAMES, pack
from portal.policy.policy import Policy, PolicyError, load_policy

BAD_INPUT = 2
"""The exit code for a case, policy or instant that cannot be used."""


class InputError(Exception):
    """Something given cannot be used; ``lines`` says what, one fault a line."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Case(NamedTuple):
    """A case file's name and facts."""

    name: str
    facts: Facts


def add_common(parser: argparse.ArgumentParser, *, many: bool = True) -> None:
    """Add CASE, --policy, --as-of."""
    parser.add_argument(
        "cases", metavar="CASE", nargs="+" if many else 1, help="a case file; - reads standard input"
    )
    parser.add_argument(
        "--policy",
        default=DEFAULT,
        metavar="NAME|FILE",
        help=f"one of {', '.join(NAMES)}, or a file (default: {DEFAULT})",
    )
    parser.add_argument(
        "--as-of",
        metavar="INSTANT",
        help="judge what was known then, like 2026-03-20T00:00:00-05:00 (default: now)",
    )


def read_cases(names: list[str]) -> list[Case]:
    """Read all case files; raise InputError with the faults of all of them."""
    cases: list[Case] = []
    lines: list[str] = []
    for name in names:
        try:
            cases.append(Case(name, load_case(read_text(name), name)))
        except InputError as error:
            lines += error.lines
        except CaseError as error:
            lines += map(str, error.faults)
    if lines:
        raise InputError(lines)
    return cases


def read_policy(given: str) -> Policy:
    """The pack of that name, else the policy in that file; raise InputError with its faults."""
    if given in NAMES:
        return pack(given)
    if not os.path.exists(given):  # noqa: PTH110 - pathlib takes 10 ms to import
        raise InputError([f"--policy {given}: there is no such policy or file; policies: {', '.join(NAMES)}"])
    try:
        return load_policy(read_text(given), given)
    except PolicyError as error:
        raise InputError([str(fault) for fault in error.faults]) from error


def read_instant(given: str | None) -> datetime:
    """The instant given, else now; raise InputError for one without an offset."""
    if given is None:
        from portal.clock import now

        return now()
    try:
        instant = datetime.fromisoformat(given)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or not FIRST_YEAR < instant.year < LAST_YEAR:
        allowed = "one with its offset, like 2026-03-20T00:00:00-05:00"
        raise InputError([f"--as-of {given}: is no instant; allowed: {allowed}"])
    return instant


def read_text(name: str) -> str:
    """A file's text; raise InputError for one that cannot be read, is too long, or is no UTF-8."""
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(MOST_CHARACTERS * 4 + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - pathlib takes 10 ms to import
                raw = file.read(MOST_CHARACTERS * 4 + 1)
    except OSError as error:
        raise InputError([f"{name}: cannot be read: {error.strerror}"]) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError([f"{name}:{line}: is no UTF-8 text; allowed: a text saved as UTF-8"]) from error


def refuse(error: InputError) -> int:
    """Print the faults on standard error; the exit code."""
    for line in error.lines:
        print(line, file=sys.stderr)
    return BAD_INPUT
