"""Passwords: argon2id hashes, few at a time, as slow for unknown names as for known ones."""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM = 12
"""Characters of a new password."""

_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
"""argon2id with 46 MiB, one pass, one lane: of the settings that OWASP holds equal, the one that takes one core."""
_at_once = BoundedSemaphore(2)
"""A process works on two at a time, so that tries cannot take all memory."""


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
