"""`portal gate`: whom may the candidate contact now, how, and under which rule."""

import argparse

from portal.commands.inputs import InputError, add_common, read_cases, read_instant, read_policy, refuse
from portal.policy.gate import Answer, gate
from portal.policy.params import listed, plain
from portal.policy.scoring import score
from portal.policy.wording import gate_sentence, moment

_MAY = {"yes": "● yes", "not_before": "◐ not before", "no": "○ no"}


def main(argv: list[str]) -> int:
    """Answer for each person met; 2 for a case that cannot be used."""
    parser = argparse.ArgumentParser(
        prog="portal gate", description="Whom the candidate may contact now, how, and under which rule."
    )
    add_common(parser, many=False)
    asked = parser.parse_args(argv)
    try:
        as_of = read_instant(asked.as_of)
        policy = read_policy(asked.policy)
        case = read_cases(asked.cases)[0]
    except InputError as error:
        return refuse(error)
    result = score(case.facts, policy, as_of)
    print(f"{case.facts.candidate.name} · {case.facts.job.employer} · as of {moment(as_of)}")
    for answer in gate(case.facts, policy, as_of):
        when = f" {moment(answer.opens_at)}" if answer.opens_at is not None else ""
        name = result.view.people[answer.person].name
        print(f"\n{_MAY[answer.may]}{when}: {name} ({plain(answer.kind)})")
        print(f"  {gate_sentence(answer, result)}")
        for line in _how(answer):
            print(f"  {line}")
    return 0


def _how(answer: Answer) -> list[str]:
    lines = []
    if answer.may != "no":
        by = listed([plain(channel) for channel in answer.channels])
        lines.append(f"by {by}, {'through your recruiter' if answer.through_agency else 'straight to them'}")
    if answer.rules:
        lines.append(f"rule: {', '.join(answer.rules)}")
    return lines
