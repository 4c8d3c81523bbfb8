"""What a document can make a parser do, as functions that run in the sandbox."""

import os
import time
from pathlib import Path

from portal.sandbox import Refused


def double(text, data):
    return {"text": text * 2, "length": len(data)}


def reverse(data):
    return data[::-1]


def refuse():
    raise Refused("not a document")


def fail():
    raise LookupError("unknown encoding of Priya's letter")


def leave():
    raise SystemExit(3)


def sleep():
    time.sleep(60)


def spin():
    while True:
        pass


def eat(amount):
    return len(bytearray(amount))


def recurse():
    return recurse()


def die():
    os.kill(os.getpid(), 9)


def say_much():
    return bytes(80 * 2**20)


def environment():
    return dict(os.environ)


def mark_after(path, seconds):
    time.sleep(seconds)
    Path(path).write_text("done", encoding="utf-8")


def pid_of_nursery():
    return os.getppid()
