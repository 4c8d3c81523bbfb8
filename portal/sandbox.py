"""Run a function in a child process with limits: for parsing what people hand over, and for rendering.

A document can crash a parser, keep it busy for hours or make it eat all memory. Here it does so to a child that has its own
limits of time and memory, and the caller gets a declared error. Children are forked from a nursery, a process of one thread
that has imported the functions' modules by then: nothing is loaded twice, and nothing forks the caller's connections.

The nursery and its children do not get the caller's environment, so no secret lies in the memory of what parses hostile
files. Linux only (a socket that carries descriptors, PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import ctypes
import enum
import gc
import importlib
import json
import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

from portal.errors import PortalError

LARGEST = 64 * 2**20
"""Bytes of an answer; a larger one is refused."""
PATIENCE = 30.0
"""Seconds beyond the limit that the nursery has to import a module the first time."""
PR_SET_PDEATHSIG = 1  # prctl(2)
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "PYTHONPATH", "XDG_CACHE_HOME")


class Fault(enum.StrEnum):
    """Why there is no answer."""

    DECLARED = "declared"
    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"


class Refused(PortalError):
    """There is no answer: ``fault`` says why, ``reason`` in a word or sentence.

    A function in the child raises it too, with a reason of its own, which arrives as :attr:`Fault.DECLARED`.
    """

    def __init__(self, reason: str, fault: Fault = Fault.DECLARED) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fault = fault


def run(function: str, *args: Any, seconds: float, memory: int) -> Any:
    """Call ``function`` (``"package.module:name"``) with ``args`` in a child, and give what it returns.

    ``seconds`` is wall time, ``memory`` the bytes that the child may take on top of what its modules take. It returns bytes
    or JSON values (tuples arrive as lists). Raises :class:`Refused` on a refusal of its own, on any other exception (named
    by its class alone, as messages may quote the document), on a crash, and past either limit.
    """
    order = json.dumps({"function": function, "seconds": seconds, "memory": memory}).encode()
    began = monotonic()
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            _nursery.send(order, theirs)
        ours.settimeout(seconds + PATIENCE)
        try:
            ours.sendall(pickle.dumps(args))
            ours.shutdown(socket.SHUT_WR)
            answer = _read(ours)
        except TimeoutError:
            raise Refused("it took too long", Fault.TIME) from None
        except OSError:
            answer = b""
    if not answer:
        late = monotonic() - began >= seconds
        raise Refused("it took too long", Fault.TIME) if late else Refused("it crashed", Fault.CRASH)
    if answer[:1] == b"B":
        return answer[1:]
    value = json.loads(answer[1:])
    if answer[:1] == b"R":
        raise Refused(value["reason"], Fault(value["fault"]))
    return value


class _Nursery:
    """The process that children are forked from: one for each process that asks, started when it first does."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.channel: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def send(self, order: bytes, connection: socket.socket) -> None:
        """Have a child serve ``connection``; a nursery that died is replaced once."""
        with self.lock:
            for last in (False, True):
                if self.channel is None or self.owner != os.getpid():
                    self.channel = self._start()
                try:
                    socket.send_fds(self.channel, [order], [connection.fileno()])
                except OSError:
                    self.channel.close()
                    self.channel = None
                    if last:
                        raise Refused("the child process cannot be started", Fault.CRASH) from None
                else:
                    return

    def _start(self) -> socket.socket:
        if self.process is not None and self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.sandbox", str(theirs.fileno())],
                cwd=Path(__file__).resolve().parent.parent,
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self.owner = os.getpid()
        return ours

    def close(self) -> None:
        """End the nursery of this process; the next call starts another."""
        with self.lock:
            if self.channel is not None:
                self.channel.close()
                self.channel = None
            if self.process is not None and self.owner == os.getpid():
                self.process.wait()
            self.process = None


_nursery = _Nursery()


def close() -> None:
    """End this process's nursery, if it has one."""
    _nursery.close()


def _read(connection: socket.socket) -> bytes:
    parts, size = [], 0
    while part := connection.recv(2**20):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise Refused("its answer is too large", Fault.MEMORY)
    return b"".join(parts)


def _serve(channel: socket.socket) -> None:
    """What the nursery does: fork a child for each order, until the process that asks is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        order, descriptors, _flags, _address = socket.recv_fds(channel, 2**16, 1)
        if not order:
            return
        asked = json.loads(order)
        with socket.socket(fileno=descriptors[0]) as connection:
            function = _find(asked["function"])
            gc.freeze()
            parent = os.getpid()
            if os.fork() == 0:
                channel.close()
                _work(parent, function, connection, asked["seconds"], asked["memory"])


def _find(name: str) -> Any:
    module, _colon, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except Exception as error:  # noqa: BLE001  # whatever an import raises, the child tells the caller
        reason = type(error).__name__

    def absent(*_args: Any) -> NoReturn:
        raise Refused(reason, Fault.CRASH)

    return absent


def _work(parent: int, function: Any, connection: socket.socket, seconds: float, memory: int) -> NoReturn:
    """What a child does; the kernel's alarm ends it when its time is over."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    try:
        value = function(*pickle.loads(_read(connection)))  # noqa: S301  # from the process that forked us
        answer = b"B" + value if isinstance(value, bytes) else b"J" + json.dumps(value).encode()
    except Refused as refused:
        answer = _refusal(refused.reason, refused.fault)
    except MemoryError:
        answer = _refusal("it took too much memory", Fault.MEMORY)
    except BaseException as error:  # noqa: BLE001  # parsers raise what they like, also past Exception
        answer = _refusal(type(error).__name__, Fault.CRASH)
    try:
        connection.sendall(answer)
    finally:
        os._exit(0)


def _refusal(reason: str, fault: Fault) -> bytes:
    return b"R" + json.dumps({"reason": reason, "fault": fault}).encode()


if __name__ == "__main__":
    # Under its importable name, so that a Refused raised by a function is the one that is caught here.
    importlib.import_module("portal.sandbox")._serve(socket.socket(fileno=int(sys.argv[1])))  # noqa: SLF001  # itself
