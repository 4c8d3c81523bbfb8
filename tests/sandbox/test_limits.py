"""Real children: ones that answer, and ones that crash, hang or eat memory."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal import sandbox
from portal.sandbox import Fault, Refused

ROOM = 64 * 2**20


@pytest.fixture(scope="module", autouse=True)
def _closed_afterwards():
    yield
    sandbox.close()


def run(deed, *args, seconds=5.0, memory=ROOM):
    return sandbox.run(f"tests.sandbox.deeds:{deed}", *args, seconds=seconds, memory=memory)


def refused(deed, *args, **limits):
    with pytest.raises(Refused) as caught:
        run(deed, *args, **limits)
    return caught.value.fault, caught.value.reason


def test_values_and_bytes_come_back():
    assert run("double", "ab", b"\0" * 3_000_000) == {"text": "abab", "length": 3_000_000}
    assert run("reverse", b"\x00\xff") == b"\xff\x00"


def test_a_refusal_of_the_function_arrives_with_its_reason():
    assert refused("refuse") == (Fault.DECLARED, "not a document")


def test_any_other_exception_arrives_by_its_class_and_without_its_words():
    assert refused("fail") == (Fault.CRASH, "LookupError")
    assert refused("leave") == (Fault.CRASH, "SystemExit")
    assert refused("recurse") == (Fault.CRASH, "RecursionError")


@pytest.mark.parametrize("deed", ["sleep", "spin"])
def test_what_takes_too_long_is_ended_on_time(deed):
    began = time.monotonic()
    assert refused(deed, seconds=0.4) == (Fault.TIME, "it took too long")
    assert time.monotonic() - began < 3


def test_memory_beyond_the_limit_is_refused_and_within_it_is_given():
    assert refused("eat", ROOM * 2) == (Fault.MEMORY, "it took too much memory")
    assert run("eat", ROOM // 2) == ROOM // 2


def test_a_killed_child_is_a_crash_and_the_next_one_works():
    assert refused("die") == (Fault.CRASH, "it crashed")
    assert run("reverse", b"ab") == b"ba"


def test_an_answer_that_is_too_large_is_refused():
    assert refused("say_much", memory=4 * 80 * 2**20)[0] is Fault.MEMORY


def test_what_is_not_there_is_a_crash_that_says_so():
    with pytest.raises(Refused, match="ModuleNotFoundError"):
        sandbox.run("portal.nowhere:f", seconds=1, memory=ROOM)


def test_secrets_of_the_environment_do_not_reach_the_child(monkeypatch):
    sandbox.close()
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@db/portal")
    assert not {"SECRET_KEY", "DATABASE_URL"} & set(run("environment"))


def test_a_nursery_that_was_killed_is_replaced():
    os.kill(run("pid_of_nursery"), signal.SIGKILL)
    deadline = time.monotonic() + 5
    while True:
        try:
            assert run("reverse", b"ab") == b"ba"
            break
        except Refused:  # an order that reached the old one in its last moment
            assert time.monotonic() < deadline


def test_children_die_with_the_process_that_asked(tmp_path):
    mark = tmp_path / "mark"
    asking = f"from portal import sandbox; print('up', flush=True); sandbox.run('tests.sandbox.deeds:mark_after', {str(mark)!r}, 1.5, seconds=9, memory={ROOM})"
    with subprocess.Popen(
        [sys.executable, "-c", asking], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        time.sleep(0.7)
        process.kill()
    time.sleep(1.8)
    assert not mark.exists()


def test_a_forked_process_gets_a_nursery_of_its_own():
    ours = run("pid_of_nursery")
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        os.write(write, str(run("pid_of_nursery")).encode())
        os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(read, 20))
    os.close(read)
    os.close(write)
    assert theirs != ours
    assert run("pid_of_nursery") == ours
