"""Passwords: argon2id hashes, few at a time, as slow for unknown names as for known ones."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 12
"""Characters of a new password."""

_hasher = PasswordHasher()
_at_once = BoundedSemaphore(2)
"""A hash takes 64 MiB; a process works on two at a time."""


def hashed(password: str) -> str:
    """The argon2id hash of ``password``, with its parameters and salt."""
    with _at_once:
        return _hasher.hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether ``password`` is the one; with no hash it takes as long and says no."""
    with _at_once:
        try:
            return _hasher.verify(password_hash or _dummy(), password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _dummy() -> str:
    return _hasher.hash("no account has this")
