"""A whole installation for a journey: its own folder and database, web server and worker as processes of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.request import urlopen

from flask import Flask

from portal import create_app
from portal.config import from_environment
from tests.databases import fresh_database, migrate

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0
"""Seconds that a process may take to start, and a mail to arrive."""


@dataclass(frozen=True)
class Installation:
    """A running portal: where it answers, and what it has mailed."""

    url: str
    folder: Path
    app: Flask
    environment: dict[str, str]

    def mails(self, to: str) -> list[EmailMessage]:
        """What went out to ``to``, the oldest first."""
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in mails if to in str(mail["To"])]

    def link_in(self, to: str, subject: str) -> str:
        """The link in the newest mail to ``to`` whose subject holds ``subject``; waits for the mail."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for mail in reversed(self.mails(to)):
                body = mail.get_body(("plain",))
                if subject.lower() in str(mail["Subject"]).lower() and body is not None:
                    found = re.search(rf"{re.escape(self.url)}/\S+", body.get_content())
                    if found:
                        return found[0]
            time.sleep(0.2)
        subjects = [str(mail["Subject"]) for mail in self.mails(to)]
        raise AssertionError(f"no mail about {subject!r} reached {to}; there were {subjects}")


@contextmanager
def running(folder: Path) -> Iterator[Installation]:
    """Start an installation in ``folder``; stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with fresh_database(folder, "journey") as database:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")} | {
            "INSTANCE_PATH": str(folder),
            "DATABASE_URL": database,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "PYTHONPATH": str(ROOT),
        }
        app = create_app(from_environment(environment))
        migrate(app)
        web = _start(["-m", "portal", "web"], environment, folder / "web.log")
        worker = _start(["-m", "portal", "worker"], environment, folder / "worker.log")
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/healthz", web)
            yield Installation(url, folder, app, environment)
        finally:
            for process in (web, worker):
                _stop(process)


def _start(words: list[str], environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    with log.open("ab") as file:
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, "the web server ended; see its log"
        try:
            with urlopen(url, timeout=2) as answer:  # noqa: S310  (our own, on loopback)
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")
