"""What a backup is: a tar archive with a manifest, the database and every file that it names."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
MANIFEST, DATABASE, KEY = "manifest.json", "database", "secret_key"
PLACE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/[0-9a-f]{2}/[0-9a-f]{64}")
"""Where a file lies below ``files/``: agency, and its hash."""


class BadBackupError(Exception):
    """The archive cannot be used; the message says why and what to do."""


@dataclass
class Manifest:
    """What is in the archive. ``counts``: rows by table; ``files``: SHA-256 by path below ``files/``."""

    format: int
    made_at: str
    database: str
    """``sqlite`` or ``postgresql``."""
    revision: str | None
    database_sha256: str
    counts: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)


def digest(path: Path) -> str:
    """A file's SHA-256, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(target: Path, manifest: Manifest, database: Path, files: Path, key: Path | None) -> None:
    """Write the archive, readable by its owner alone, whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    folder = part.parent / f".{target.name}.manifest"
    mode: Any = "w:gz" if target.suffix in {".gz", ".tgz"} else "w"
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            with tarfile.open(fileobj=raw, mode=mode) as archive:
                folder.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
                archive.add(folder, MANIFEST)
                archive.add(database, DATABASE)
                if key is not None:
                    archive.add(key, KEY)
                for name in manifest.files:
                    archive.add(files / name, f"files/{name}")
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(target)
    finally:
        folder.unlink(missing_ok=True)
        part.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack the archive into an empty folder and check every hash; raises :class:`BadBackupError`."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError as fault:
        missing = source if not source.exists() else fault.filename
        raise BadBackupError(f"{missing} is not there. Give the path of a backup.") from fault
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as fault:
        raise BadBackupError(f"{source} is no backup, or is damaged ({type(fault).__name__}).") from fault
    if manifest.format != FORMAT:
        raise BadBackupError(f"{source} was made by another release, in format {manifest.format}.")
    if not all(PLACE.fullmatch(name) for name in manifest.files):
        raise BadBackupError(f"{source} is no backup: it names files that are none of ours.")
    expected = {DATABASE: manifest.database_sha256} | {
        f"files/{name}": sha for name, sha in manifest.files.items()
    }
    wrong = [
        name
        for name, sha256 in expected.items()
        if not (folder / name).is_file() or digest(folder / name) != sha256
    ]
    if wrong:
        raise BadBackupError(f"{source} is damaged: {', '.join(wrong[:5])} is not as it was written.")
    return manifest
