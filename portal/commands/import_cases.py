"""`portal import`: case files become interviews of an agency."""

import argparse
from pathlib import Path

from portal.commands.agencies import agency_named, staff_of
from portal.commands.inputs import InputError, read_cases, refuse


def main(argv: list[str]) -> int:
    """Import case files: all of them, or none and every fault named. 0 done, 2 refused."""
    parser = argparse.ArgumentParser(prog="portal import", description="Import case files into an agency.")
    parser.add_argument("cases", metavar="CASE", nargs="+", help="a case file; - reads standard input")
    parser.add_argument("--agency", metavar="NAME", help="the agency, where the database has several")
    parser.add_argument(
        "--as", dest="importer", metavar="EMAIL", help="who imports (default: the first admin)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be imported, and write nothing"
    )
    asked = parser.parse_args(argv)
    try:
        cases = read_cases(asked.cases)
    except InputError as error:
        return refuse(error)
    from portal import clock, create_app
    from portal.errors import Invalid
    from portal.extensions import db
    from portal.imports.operations import import_case

    with create_app().app_context():
        try:
            importer = staff_of(agency_named(asked.agency), asked.importer)
        except InputError as error:
            return refuse(error)
        lines, faults = [], []
        for case in cases:
            try:
                with db.session.begin_nested():
                    row = import_case(case.facts, Path(case.name).stem, importer, clock.now())
                lines.append(
                    f"{case.name}: {case.facts.candidate.name} at {case.facts.job.employer} → {row.id}"
                )
            except Invalid as error:
                faults.append(f"{case.name}: {error}")
        if faults:
            db.session.rollback()
            return refuse(InputError(faults))
        if asked.dry_run:
            db.session.rollback()
            print(f"{len(lines)} would be imported:")
        else:
            db.session.commit()
        print("\n".join(lines))
    return 0
