"""Static files: addresses that change with what a file holds, and compression.

Browsers keep a file for a year under its address, and never too long. Style sheets and scripts go out compressed; pages do
not, for they hold secrets beside what a stranger may have put there.
"""

import gzip
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.wrappers import Response

COMPRESSED = {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}
LETTERS = 12  # of the hash: enough to tell versions of one file apart


def install(app: Flask) -> None:
    """Add ``v`` to every address that ``url_for`` gives for a static file; compress those that are text."""
    folder = Path(app.static_folder or app.root_path)

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint != "static" or "v" in values:
            return
        version = version_of(folder / str(values.get("filename", "")))
        if version:
            values["v"] = version

    @app.after_request
    def compressed(response: Response) -> Response:
        fits = request.endpoint == "static" and response.status_code == 200  # noqa: PLR2004  (a whole file)
        if not fits or response.mimetype not in COMPRESSED:
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["gzip"]:
            response.direct_passthrough = False
            response.set_data(_gzipped(response.get_data()))
            response.content_encoding = "gzip"
            response.headers["ETag"] = "W/" + response.headers["ETag"].removeprefix("W/")
        return response


def version_of(path: Path) -> str | None:
    """The hash of a file's content, short; None where there is no such file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _hash(path, stat.st_mtime_ns, stat.st_size) if path.is_file() else None


@lru_cache(maxsize=64)
def _gzipped(data: bytes) -> bytes:
    """The same, compressed; the same bytes for the same data."""
    return gzip.compress(data, mtime=0)


@lru_cache(maxsize=256)
def _hash(path: Path, _changed: int, _size: int) -> str:
    """Read once for each state that a file is in."""
    return sha256(path.read_bytes()).hexdigest()[:LETTERS]
