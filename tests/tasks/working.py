"""A real worker in processes of its own, which can be killed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from portal.extensions import db
from portal.models.sqlite import reading

ROOT = Path(__file__).parents[2]
# The handlers that only tests know are registered before the command starts.
PROGRAM = """
import importlib, sys
for name in sys.argv[1].split():
    importlib.import_module(name)
from portal.commands.worker import main
sys.exit(main(sys.argv[2:]))
"""


class Working:
    """`portal worker`, in a session of its own, with the settings given as environment."""

    def __init__(
        self, settings: dict[str, str], workers: int = 2, modules: str = "tests.tasks.deeds"
    ) -> None:
        self.settings = settings
        self.workers = workers
        self.modules = modules
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the worker; it takes a second until it takes tasks."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, self.modules, "--workers", str(self.workers)],
            cwd=ROOT,
            env=kept | self.settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        """SIGKILL to the parent alone: what else runs has to end by itself."""
        self.process.kill()
        self.process.wait()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop; gives its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)

    def children(self) -> list[int]:
        """Its processes, as the kernel knows them."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def eventually(condition: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def peek(query: Any) -> Any:
    """The one value that a query gives now, without standing in a writer's way."""
    with reading():
        value = db.session.scalar(query)
        db.session.rollback()
    return value


def alive(pid: int) -> bool:
    """Whether a process runs, zombies not counted."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
