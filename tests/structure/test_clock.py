"""One clock: `portal/clock.py` alone reads what time it is."""

import ast
from pathlib import Path

from tests.structure.sources import ROOT, modules, within

WALL_CLOCK = (
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *(
        "time.time",
        "time.time_ns",
        "time.localtime",
        "time.gmtime",
        "time.ctime",
        "time.strftime",
        "time.asctime",
    ),
    *("time.clock_gettime", "time.clock_gettime_ns", "email.utils.localtime"),
    *("sqlalchemy.func.now", "sqlalchemy.func.current_timestamp", "sqlalchemy.func.current_date"),
    *("sqlalchemy.func.localtimestamp", "sqlalchemy.sql.func.now", "email.utils.formatdate"),
)
CLOCK = "portal.clock"


def clock_readings(root: Path) -> list[str]:
    """Every use of the wall clock outside the clock module, also of the database's."""
    faults = []
    for module in modules(root):
        if module.name == CLOCK:
            continue
        faults += [
            f"{module.name}:{line} reads {name}" for name, line in module.uses() if within(name, *WALL_CLOCK)
        ]
        faults += [
            f"{module.name}:{node.lineno} has the database read its clock"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "CURRENT_TIME" in node.value.upper()
        ]
    return sorted(set(faults))


def test_only_the_clock_module_reads_the_wall_clock():
    assert clock_readings(ROOT) == []


def test_a_second_clock_is_found_under_any_name_and_a_stopwatch_is_not(plant):
    root = plant(
        {
            "portal/clock.py": "import time\ntime.time()\n",
            "portal/a.py": "import datetime as d\nd.datetime.now(d.UTC)\n",
            "portal/b.py": "from time import time_ns as stamp, monotonic\nstamp()\nmonotonic()\n",
            "portal/c.py": "from sqlalchemy import func, text\nx = func.now()\ny = text('CURRENT_TIMESTAMP')\n",
            "portal/d.py": "from datetime import date\ndefault = date.today\nagain = date(2020, 1, 1)\n",
        }
    )
    assert clock_readings(root) == [
        "portal.a:2 reads datetime.datetime.now",
        "portal.b:2 reads time.time_ns",
        "portal.c:2 reads sqlalchemy.func.now",
        "portal.c:3 has the database read its clock",
        "portal.d:2 reads datetime.date.today",
    ]
