"""Static files carry the hash of what they hold in their address, so that browsers keep them for a year and never too long."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask

LETTERS = 12  # of the hash: enough to tell versions of one file apart


def install(app: Flask) -> None:
    """Add ``v`` to every address that ``url_for`` gives for a static file."""
    folder = Path(app.static_folder or app.root_path)

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint != "static" or "v" in values:
            return
        version = version_of(folder / str(values.get("filename", "")))
        if version:
            values["v"] = version


def version_of(path: Path) -> str | None:
    """The hash of a file's content, short; None where there is no such file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _hash(path, stat.st_mtime_ns, stat.st_size) if path.is_file() else None


@lru_cache(maxsize=256)
def _hash(path: Path, _changed: int, _size: int) -> str:
    """Read once for each state that a file is in."""
    return sha256(path.read_bytes()).hexdigest()[:LETTERS]
