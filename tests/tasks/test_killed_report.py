"""A worker that is killed while it renders reports, and started again: each report is stored once, as a row and as a file.

REPORT_KILLS sets the number of kills, for a longer run.
"""

import os
import random
import time
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from portal import files
from portal.access import Actor
from portal.casefile import load_case
from portal.extensions import db
from portal.imports.operations import import_case
from portal.models import Report, Role, StoredFile, Task, TaskState
from portal.policies.operations import ensure_first
from portal.reports.operations import ask_for_pdf
from tests import factories as make
from tests.tasks.working import Working, eventually, peek

KILLS = int(os.environ.get("REPORT_KILLS", "2"))
CASES = Path(__file__).parents[1] / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml") if "expect" not in path.name)


def asked(cast, number: int) -> UUID:
    """A report asked for, of an interview of its own; gives the interview's id."""
    text = (CASES / f"{NAMES[number % len(NAMES)]}.yaml").read_text()
    case = load_case(text.replace("email: ", f"email: no{number}.", 1), "case.yaml")
    interview = import_case(case, f"case-{number}", cast.own.recruiter, make.now())
    tom = cast.own.recruiter
    actor = Actor(tom.agency_id, tom.id, Role.RECRUITER, tom.name, "UTC", tom.team_id)
    assert ask_for_pdf(actor, interview, make.now()) is not None
    key = interview.id
    db.session.commit()
    return key


def state_of_last() -> TaskState:
    return peek(select(Task.state).where(Task.kind == "render_report").order_by(Task.id.desc()).limit(1))


@pytest.mark.parametrize("kills", [KILLS])
def test_a_report_is_stored_once_though_its_worker_is_killed(app, cast, installation, kills):
    settings = installation()
    ensure_first(cast.agency, make.now())
    db.session.commit()
    for number in range(kills):
        interview_id = asked(cast, number)
        with Working(settings, workers=1, modules="") as worker:
            assert eventually(lambda: state_of_last() is not TaskState.QUEUED)
            time.sleep(random.uniform(0, 1.2))  # noqa: S311  (any moment of the rendering)
            worker.kill()
        with Working(settings, workers=1, modules=""):
            assert eventually(lambda: state_of_last() is TaskState.DONE, 60)
        assert peek(select(func.count()).select_from(Report).where(Report.interview_id == interview_id)) == 1
    rows = db.session.scalars(select(StoredFile)).all()
    assert len(rows) == kills
    assert all(files.exists(row.agency_id, row.sha256) for row in rows)
