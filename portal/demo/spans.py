"""Lengths of time as stories write them: ``1d2h``, ``22h20m``, ``-25m``."""

import re
from datetime import timedelta

_SPAN = re.compile(r"(?P<sign>-?)(?:(?P<days>\d+)d)?(?:(?P<hours>\d+)h)?(?:(?P<minutes>\d+)m)?")


def span(text: str) -> timedelta:
    """The length that ``text`` writes; raises :class:`ValueError` for what is none."""
    found = _SPAN.fullmatch(text)
    if found is None or not any(found[part] for part in ("days", "hours", "minutes")):
        raise ValueError(f"{text!r} is no length of time like 1d2h30m")
    parts = {name: int(found[name] or 0) for name in ("days", "hours", "minutes")}
    return timedelta(**parts) * (-1 if found["sign"] else 1)
