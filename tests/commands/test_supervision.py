"""Real processes under supervision: small Python programs that stop well, badly or not at all."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

RUNNER = """
import signal, sys
from portal.commands.supervision import Part, run_together

def program(text):
    return [sys.executable, "-c", text]

parts = [
    Part("The first", program(sys.argv[1]), signal.SIGTERM),
    Part("The second", program(sys.argv[2]), signal.SIGINT),
]
sys.exit(run_together(parts, lambda: None, lambda text: print(text, flush=True)))
"""

# Writes the file named last while it runs; says on the way out that it was asked, and how often.
POLITE = """
import signal, time, pathlib
asked = []
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda n, f: asked.append(signal.Signals(n).name))
print("up", flush=True)
while not asked:
    time.sleep(0.02)
time.sleep(0.3)
print("asked", *asked, flush=True)
"""

STUBBORN = """
import signal, time
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, signal.SIG_IGN)
print("up", flush=True)
time.sleep(600)
"""

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("up child", child.pid, flush=True)
child.wait()
"""

FAILING = "print('up', flush=True); raise SystemExit(7)"


class Session:
    """A runner in a process of its own, with what it and its parts print."""

    def __init__(self, first: str, second: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, first, second],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            cwd=Path(__file__).parents[2],
        )
        self.lines: list[str] = []

    def read_until(self, times: int, start: str) -> None:
        """Read lines until some number of them start so."""
        while sum(line.startswith(start) for line in self.lines) < times:
            line = self.process.stdout.readline()
            assert line, f"ended early: {self.lines}"
            self.lines.append(line.strip())

    def finish(self) -> int:
        """Read the rest and give the exit code."""
        rest, _ = self.process.communicate(timeout=20)
        self.lines += rest.splitlines()
        return self.process.returncode


@pytest.fixture
def session():
    started: list[Session] = []

    def start(first: str, second: str) -> Session:
        started.append(Session(textwrap.dedent(first), textwrap.dedent(second)))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.stdout.close()
        one.process.wait()


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone_soon(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_winds_every_part_down_with_its_own_signal_and_exits_0(session, number):
    running = session(POLITE, POLITE)
    running.read_until(2, "up")
    running.process.send_signal(number)
    assert running.finish() == 0
    assert sorted(line for line in running.lines if line.startswith("asked")) == [
        "asked SIGINT",
        "asked SIGTERM",
    ]


def test_ctrl_c_pressed_again_within_a_second_counts_once(session):
    running = session(POLITE, POLITE)
    running.read_until(2, "up")
    for _ in range(5):
        os.killpg(running.process.pid, signal.SIGINT)
        time.sleep(0.04)
    assert running.finish() == 0
    assert sorted(running.lines)[:2] == ["asked SIGINT", "asked SIGTERM"]


def test_ctrl_c_a_second_later_kills_what_does_not_stop(session):
    running = session(POLITE, STUBBORN)
    running.read_until(2, "up")
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
    running.read_until(2, "up")
    child = int(next(line for line in running.lines if "child" in line).split()[-1])
    assert alive(child)
    running.process.send_signal(signal.SIGTERM)
    running.finish()
    assert gone_soon(child)


def test_no_part_outlives_a_runner_that_was_killed_outright(session):
    text = "import os, time; print('up', os.getpid(), flush=True); time.sleep(600)"
    running = session(text, text)
    running.read_until(2, "up")
    pids = [int(line.split()[1]) for line in running.lines]
    running.process.kill()
    assert all(gone_soon(pid) for pid in pids)
