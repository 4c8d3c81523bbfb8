"""
Run several long-lived processes as one: start them, watch them, stop all of them together.

Each process gets a session of its own, so that a Ctrl+C in the terminal reaches only us: we pass one signal to each
parent, which winds down its own children in order, and afterwards kill what is left of its group. Should we die
ourselves without a word, the kernel ends the parents (Linux).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

PR_SET_PDEATHSIG = 1  # prctl(2)
POLL = 0.1  # seconds between looks at the processes
GRACE = 15.0  # seconds a process has to wind down
IMPATIENCE = 1.0  # seconds within which a repeated Ctrl+C counts as the same one


@dataclass(frozen=True)
class Part:
    """A process to run: what to call it, its command line, and the signal that asks it to wind down."""

    name: str
    command: list[str]
    stop_signal: signal.Signals


@dataclass
class StopRequests:
    """The signals we got: ``asked`` after the first, ``again`` after one more than a second later."""

    first: float | None = None
    again: bool = False
    listened: tuple[signal.Signals, ...] = field(default=(signal.SIGINT, signal.SIGTERM, signal.SIGHUP))

    @property
    def asked(self) -> bool:
        """Whether we have been asked to stop."""
        return self.first is not None

    def listen(self) -> None:
        """Take note of SIGINT, SIGTERM and SIGHUP from now on instead of dying of them."""
        for number in self.listened:
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if self.first is None:
            self.first = now
        elif now - self.first > IMPATIENCE:
            self.again = True


@dataclass
class Running:
    """A part and its process."""

    part: Part
    process: subprocess.Popen[bytes]

    def wind_down(self) -> None:
        """Ask the process to stop, if it still runs."""
        if self.process.poll() is None:
            self.process.send_signal(self.part.stop_signal)

    def kill_group(self) -> None:
        """Kill the process and every descendant that stayed in its group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(part: Part) -> Running:
    """Start a part in its own session."""
    process = subprocess.Popen(
        part.command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent,  # noqa: PLW1509  # we have no threads that a fork could catch holding a lock
    )
    return Running(part, process)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_together(parts: list[Part], each_moment: Callable[[], None], say: Callable[[str], None]) -> int:
    """
    Run the parts until a signal asks to stop or one of them ends by itself; then stop all.

    ``each_moment`` is called about ten times a second while all run, ``say`` gets sentences for a person.
    Returns 0 when everything stopped as asked, 1 when a part ended by itself or had to be killed.
    """
    requests = StopRequests()
    requests.listen()
    running: list[Running] = []
    fallen = None
    try:
        for part in parts:
            running += [start(part)]
        while not requests.asked and fallen is None:
            fallen = next((one for one in running if one.process.poll() is not None), None)
            if fallen is None:
                each_moment()
                time.sleep(POLL)
        if fallen is not None:
            say(f"{fallen.part.name} {_how_it_ended(fallen.process.returncode)}. Stopping the rest.")
        unhurried = _wind_down(running, requests, say)
    finally:
        for one in running:
            one.kill_group()
    return 0 if fallen is None and unhurried else 1


def _wind_down(running: list[Running], requests: StopRequests, say: Callable[[str], None]) -> bool:
    for one in running:
        one.wind_down()
    deadline = time.monotonic() + GRACE
    while alive := [one.part.name for one in running if one.process.poll() is None]:
        if requests.again or time.monotonic() > deadline:
            say(f"Killing what has not stopped: {', '.join(alive)}.")
            return False
        time.sleep(POLL)
    return True


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended by itself with exit code {code}"
