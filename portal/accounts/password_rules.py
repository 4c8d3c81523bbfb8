"""What a new password must be: long, and neither well known nor the person's own name."""

import re
import unicodedata
from functools import cache
from importlib import resources

from flask_babel import gettext as _

from portal.accounts.passwords import MINIMUM

MAXIMUM = 200
FEWEST_LETTERS = 5
"""Different characters below which a password is one thing repeated."""
OWN_WORD = 4
"""Letters from which on a word of one's own counts."""
REMAINDER = 8
"""Characters that must be left of a password without one's own words."""


def fault(password: str, own: tuple[str, ...] = ()) -> str | None:
    """What is wrong with ``password`` and what to do, or None; ``own`` are names and addresses of its owner."""
    if len(password) < MINIMUM:
        return str(
            _(
                "Use at least %(least)s characters. Several words in a row make a good password.",
                least=MINIMUM,
            )
        )
    if len(password) > MAXIMUM:
        return str(_("Use at most %(most)s characters.", most=MAXIMUM))
    plain = folded(password)
    if len(set(plain)) < FEWEST_LETTERS or _is_run(plain):
        return str(_("This is one pattern repeated. Several words in a row make a good password."))
    if plain in common() or plain.rstrip("0123456789!?.") in common():
        return str(_("This is among the passwords that are tried first. Choose another."))
    rest = plain
    for word in {part for text in own for part in re.split(r"[\W_]+", folded(text)) if len(part) >= OWN_WORD}:
        rest = rest.replace(word, "")
    if len(rest) < REMAINDER:
        return str(_("This is mostly your own name or address. Choose something that nobody can look up."))
    return None


def folded(text: str) -> str:
    """``text`` without case and variants of form."""
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def common() -> frozenset[str]:
    """Well-known passwords of twelve characters and more, and shorter ones that are lengthened by digits."""
    text = resources.files("portal.accounts").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def _is_run(plain: str) -> bool:
    """Whether it is a piece of the keyboard, the alphabet or the digits, or a short piece said again and again."""
    runs = (
        "abcdefghijklmnopqrstuvwxyz" * 2,
        "0123456789" * 3,
        "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv5tgb",
    )
    if any(plain in run or plain in run[::-1] for run in runs):
        return True
    return any(
        plain == (plain[:size] * (len(plain) // size + 1))[: len(plain)]
        for size in range(1, len(plain) // 3 + 1)
    )
