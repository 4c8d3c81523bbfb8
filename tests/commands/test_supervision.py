"""Real processes under supervision: small Python programs that stop well, badly or not at all."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

PATIENCE = 30  # seconds that a busy machine may take

# Every line is one write: several processes share the file that they go to.
RUNNER = """
import os, signal, sys
from portal.commands.supervision import Part, run_together

def program(text):
    return [sys.executable, "-c", text]

parts = [
    Part("The first", program(sys.argv[1]), signal.SIGTERM),
    Part("The second", program(sys.argv[2]), signal.SIGINT),
]
sys.exit(run_together(parts, lambda: None, lambda text: os.write(1, f"{text}\\n".encode())))
"""

# Says that it is up, and on its way out by which signals it was asked.
POLITE = """
import os, signal, time
asked = []
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda n, f: asked.append(signal.Signals(n).name))
os.write(1, b"up\\n")
while not asked:
    time.sleep(0.02)
time.sleep(0.3)
os.write(1, f"asked {' '.join(asked)}\\n".encode())
"""

STUBBORN = """
import os, signal, time
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
os.write(1, b"up\\n")
time.sleep(60)
"""

PARENT = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
os.write(1, f"up child {child.pid}\\n".encode())
child.wait()
"""

FAILING = "raise SystemExit(7)"


class Session:
    """A runner in a process of its own; what it and its parts say goes to a file."""

    def __init__(self, said: Path, first: str, second: str) -> None:
        self.said = said
        with said.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", RUNNER, first, second],
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=Path(__file__).parents[2],
            )

    @property
    def lines(self) -> list[str]:
        return self.said.read_text(encoding="utf-8").splitlines()

    def wait_for(self, times: int, start: str) -> None:
        """Wait until some number of lines start so."""
        deadline = time.monotonic() + PATIENCE
        while sum(line.startswith(start) for line in self.lines) < times:
            assert time.monotonic() < deadline, self.lines
            assert self.process.poll() is None, self.lines
            time.sleep(0.02)

    def finish(self) -> int:
        """Wait for the end and give the exit code."""
        return self.process.wait(PATIENCE)


@pytest.fixture
def session(tmp_path):
    started: list[Session] = []

    def start(first: str, second: str) -> Session:
        started.append(Session(tmp_path / "said", textwrap.dedent(first), textwrap.dedent(second)))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone_soon(pid: int) -> bool:
    deadline = time.monotonic() + PATIENCE
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_winds_every_part_down_with_its_own_signal_and_exits_0(session, number):
    running = session(POLITE, POLITE)
    running.wait_for(2, "up")
    running.process.send_signal(number)
    assert running.finish() == 0
    assert sorted(line for line in running.lines if line.startswith("asked")) == [
        "asked SIGINT",
        "asked SIGTERM",
    ]


def test_ctrl_c_pressed_again_within_a_second_counts_once(session):
    running = session(POLITE, POLITE)
    running.wait_for(2, "up")
    for _ in range(5):
        os.killpg(running.process.pid, signal.SIGINT)
        time.sleep(0.04)
    assert running.finish() == 0
    assert sorted(running.lines)[:2] == ["asked SIGINT", "asked SIGTERM"]


def test_ctrl_c_a_second_later_kills_what_does_not_stop(session):
    running = session(POLITE, STUBBORN)
    running.wait_for(2, "up")
    running.process.send_signal(signal.SIGINT)
    time.sleep(1.2)
    asked_again = time.monotonic()
    running.process.send_signal(signal.SIGINT)
    assert running.finish() == 1
    assert time.monotonic() - asked_again < 3
    assert "Killing what has not stopped: The second." in running.lines


def test_a_part_that_ends_by_itself_stops_the_other_and_is_named(session):
    running = session(POLITE, FAILING)
    assert running.finish() == 1
    assert "The second ended by itself with exit code 7. Stopping the rest." in running.lines
    assert "asked SIGTERM" in running.lines


def test_a_killed_part_is_named_with_its_signal(session):
    running = session(POLITE, "import os; os.kill(os.getpid(), 9)")
    assert running.finish() == 1
    assert "The second was killed by SIGKILL. Stopping the rest." in running.lines


def test_children_that_a_part_leaves_behind_are_killed_with_its_group(session):
    running = session(POLITE, PARENT)
    running.wait_for(2, "up")
    child = int(next(line for line in running.lines if "child" in line).split()[-1])
    assert alive(child)
    running.process.send_signal(signal.SIGTERM)
    running.finish()
    assert gone_soon(child)


def test_no_part_outlives_a_runner_that_was_killed_outright(session):
    text = "import os, time; os.write(1, f'up {os.getpid()}\\n'.encode()); time.sleep(60)"
    running = session(text, text)
    running.wait_for(2, "up")
    pids = [int(line.split()[1]) for line in running.lines]
    running.process.kill()
    assert all(gone_soon(pid) for pid in pids)
