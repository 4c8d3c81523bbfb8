"""`portal export`: interviews become case files."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from portal.commands.agencies import agency_named
from portal.commands.inputs import InputError, refuse

if TYPE_CHECKING:
    from portal.models import Agency, Interview


def main(argv: list[str]) -> int:
    """Export interviews as case files, one each. 0 done, 2 refused."""
    parser = argparse.ArgumentParser(prog="portal export", description="Export interviews as case files.")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "interview", metavar="INTERVIEW", nargs="?", help="the interview's id, as in its address"
    )
    which.add_argument("--all", action="store_true", help="every interview of the agency")
    parser.add_argument("--agency", metavar="NAME", help="the agency, where the database has several")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="the folder to write to")
    asked = parser.parse_args(argv)
    from portal import clock, create_app
    from portal.audit.operations import record
    from portal.casefile import dump_case
    from portal.extensions import db
    from portal.scoring.facts import facts_of

    with create_app().app_context():
        try:
            agency = agency_named(asked.agency)
            found = _interviews(agency, None if asked.all else asked.interview)
            folder = Path(asked.output)
            folder.mkdir(parents=True, exist_ok=True)
            taken: set[str] = set()
            for interview in found:
                name = re.sub(r"[^\w-]+", "-", interview.case_name or str(interview.id)).strip("-")
                name = name if name and name not in taken else f"{name}-{interview.id.hex}"
                taken.add(name)
                (folder / f"{name}.yaml").write_text(dump_case(facts_of(interview)), encoding="utf-8")
                record(agency.id, "case.exported", by_id=None, now=clock.now(), subject=interview)
        except InputError as error:
            return refuse(error)
        except OSError as error:
            return refuse(InputError([f"{asked.output}: cannot be written: {error.strerror}"]))
        db.session.commit()
        print(f"{len(found)} written to {folder}")
    return 0


def _interviews(agency: "Agency", interview: str | None) -> "list[Interview]":
    from sqlalchemy import select

    from portal.extensions import db
    from portal.models import Interview

    query = select(Interview).where(Interview.agency_id == agency.id).order_by(Interview.id)
    if interview is not None:
        try:
            query = query.where(Interview.id == UUID(interview))
        except ValueError:
            raise InputError([f"{interview}: is no interview's id"]) from None
    found = list(db.session.scalars(query))
    if interview is not None and not found:
        raise InputError([f"{interview}: {agency.name} has no such interview"])
    return found
