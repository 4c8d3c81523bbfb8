"""`portal report`: the coaching report of a case file, as a PDF."""

import argparse
import hashlib
import sys
from pathlib import Path

from portal.commands.inputs import InputError, add_common, read_cases, read_instant, read_policy, refuse


def main(argv: list[str]) -> int:
    """Write the report of one case; 0, or 2 with every fault named and nothing written."""
    parser = argparse.ArgumentParser(
        prog="portal report", description="Write the coaching report of an interview's case file as a PDF."
    )
    add_common(parser, many=False)
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="the PDF to write")
    parser.add_argument("--paper", choices=("letter", "a4"), default="letter", help="(default: letter)")
    asked = parser.parse_args(argv)
    try:
        as_of = read_instant(asked.as_of)
        policy = read_policy(asked.policy)
        case = read_cases(asked.cases)[0]
    except InputError as error:
        return refuse(error)
    from portal.policy.scoring import score
    from portal.reports.content import Branding, content
    from portal.reports.pdf import render
    from portal.reports.sheet import sheet

    html = sheet(content(case.facts, score(case.facts, policy, as_of), Branding(paper=asked.paper)))
    document = render(html, hashlib.sha256(html.encode()).hexdigest()[:32])
    try:
        Path(asked.output).write_bytes(document)
    except OSError as error:
        sys.stderr.write(f"{asked.output}: cannot be written: {error.strerror}\n")
        return 2
    print(f"{asked.output}: {len(document):,} bytes")
    return 0
