"""`portal score`: judge case files by a policy, as text to read or as JSON."""

import argparse
import json
import sys

from portal.commands.inputs import InputError, add_common, read_cases, read_instant, read_policy, refuse
from portal.policy.results import result_values
from portal.policy.scoring import score


def main(argv: list[str]) -> int:
    """Score each case; 0, or 2 with every fault named and nothing scored."""
    parser = argparse.ArgumentParser(
        prog="portal score", description="Score the follow-up of an interview by a policy, rule by rule."
    )
    add_common(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    asked = parser.parse_args(argv)
    try:
        as_of = read_instant(asked.as_of)
        policy = read_policy(asked.policy)
        cases = read_cases(asked.cases)
    except InputError as error:
        return refuse(error)
    results = [score(case.facts, policy, as_of) for case in cases]
    if asked.format == "json":
        for result in results:
            print(json.dumps(result_values(result), ensure_ascii=False))
        return 0
    from portal.commands.score_text import Page

    page = Page(sys.stdout)
    for case, result in zip(cases, results, strict=True):
        page.show(case.name if len(cases) > 1 else "", result)
    return 0
