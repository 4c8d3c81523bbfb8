"""Eight processes that write at once, through the application's own engine: nothing is lost, nobody is turned away."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from portal.extensions import db
from portal.models import Attempt
from tests import factories as make

PROCESSES, EACH = 8, 100

# Reads, adds one in Python and writes: what a lost update shows in.
COUNTING = """
import sys
from portal import create_app
from portal.extensions import db
from portal.models import Attempt

app = create_app()
for _ in range(int(sys.argv[1])):
    with app.app_context():
        row = db.session.query(Attempt).filter_by(key="shared").with_for_update().one()
        row.count = row.count + 1
        db.session.commit()
"""


def test_eight_processes_that_count_together_keep_every_step(app):
    db.session.add(Attempt(key="shared", window_start=make.now(), count=0))
    db.session.commit()
    settings = app.config["PORTAL"]
    environment = {
        "DATABASE_URL": settings.database_url,
        "INSTANCE_PATH": str(settings.instance),
        "SECRET_KEY": settings.secret_key,
    }
    counting = [
        subprocess.Popen(
            [sys.executable, "-c", COUNTING, str(EACH)],
            cwd=Path(__file__).parents[2],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    ends = [(one.communicate(timeout=180)[1], one.returncode) for one in counting]
    assert [code for _said, code in ends] == [0] * PROCESSES, ends
    assert db.session.scalar(select(Attempt.count)) == PROCESSES * EACH
