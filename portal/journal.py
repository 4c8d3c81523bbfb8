"""The journal: what the processes log, as JSON lines in production and as plain lines elsewhere.

No personal data gets in: code logs ids and names of kinds, and of an exception production keeps the class and the places it
came through, but not its message, which may quote what somebody wrote.
"""

import json
import logging
import traceback
from datetime import UTC, datetime

QUIET = ("huey", "fontTools", "weasyprint", "alembic")
"""Libraries of which only warnings are kept."""


class Lines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = type(error).__name__
            line["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
        return json.dumps(line, ensure_ascii=False)


def keep(*, production: bool) -> None:
    """Log to standard error, unless this process has decided where its log goes already."""
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(
            Lines() if production else logging.Formatter("%(levelname)-7s %(name)s: %(message)s")
        )
        root.addHandler(handler)
        root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
