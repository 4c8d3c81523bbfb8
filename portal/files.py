"""Files of an agency in ``instance/files/``, each under the hash of its content: written whole or not at all.

Bytes go to a temporary file, are forced to the disk and renamed to their place; only then may a row name them. What no row
names (the transaction failed, or its process was killed) is an orphan, which :func:`sweep` takes away when it is an hour
old. Everything that writes or removes goes through this module: another kind of storage replaces :func:`put`,
:func:`opened`, :func:`exists` and :func:`sweep`.
"""

import contextlib
import errno
import fcntl
import hashlib
import io
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import select

from portal.errors import NotFound, StorageFull
from portal.extensions import db
from portal.models import StoredFile

GRACE = timedelta(hours=1)
"""For how long a file may be there before a row names it."""
CHUNK = 2**20
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(
    agency_id: UUID,
    name: str,
    media_type: str,
    data: bytes | BinaryIO,
    now: datetime,
    *,
    by_id: UUID | None = None,
) -> StoredFile:
    """Store ``data`` and add its row, which has its key at once and stands once the caller commits.

    ``name`` is what the person called it. Raises :class:`~portal.errors.StorageFull`.
    """
    sha256, size = put(agency_id, data)
    row = StoredFile(
        agency_id=agency_id,
        sha256=sha256,
        size=size,
        media_type=media_type,
        name=name,
        by_id=by_id,
        created_at=now,
    )
    db.session.add(row)
    return row


def put(agency_id: UUID, data: bytes | BinaryIO) -> tuple[str, int]:
    """Store bytes or what a stream holds; gives their SHA-256 in hexadecimal and their number."""
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    try:
        with _locked(agency_id, fcntl.LOCK_SH) as folder:
            incoming = folder / f"incoming-{uuid4().hex}"
            try:
                sha256, size = _write(source, incoming)
                place = path(agency_id, sha256)
                place.parent.mkdir(exist_ok=True)
                incoming.replace(place)
                _force(place.parent)
                _force(folder)
            finally:
                incoming.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull(
                "The disk is full, so the file was not kept. Nothing else was lost: try again later."
            ) from error
        raise
    return sha256, size


def path(agency_id: UUID, sha256: str) -> Path:
    """Where a file lies, or would; :class:`~portal.errors.NotFound` for what is no hash."""
    if not DIGEST.fullmatch(sha256):
        raise NotFound(f"file {sha256!r}")
    return root() / str(agency_id) / sha256[:2] / sha256


def opened(agency_id: UUID, sha256: str) -> BinaryIO:
    """The file, opened for reading; :class:`~portal.errors.NotFound` where there is none."""
    try:
        return path(agency_id, sha256).open("rb")
    except FileNotFoundError:
        raise NotFound(f"file {sha256}") from None


def read(agency_id: UUID, sha256: str) -> bytes:
    """The file's bytes."""
    with opened(agency_id, sha256) as file:
        return file.read()


def exists(agency_id: UUID, sha256: str) -> bool:
    """Whether the file is there."""
    return path(agency_id, sha256).is_file()


def root() -> Path:
    """The folder that holds every agency's files."""
    return Path(current_app.instance_path) / "files"


def sweep(now: datetime) -> int:
    """Take away what no row names and what was never finished, an hour after it was written; gives how many."""
    swept = 0
    for folder in sorted(root().iterdir()) if root().exists() else ():
        agency_id = UUID(folder.name)
        with _locked(agency_id, fcntl.LOCK_EX):
            named = set(
                db.session.scalars(select(StoredFile.sha256).where(StoredFile.agency_id == agency_id))
            )
            for file in (*folder.glob("incoming-*"), *folder.glob("??/*")):
                written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                if file.name not in named and now - written > GRACE:
                    file.unlink()
                    swept += 1
    return swept


@contextlib.contextmanager
def _locked(agency_id: UUID, kind: int) -> Iterator[Path]:
    """The agency's folder, with writers kept from the sweep and the sweep from writers."""
    folder = root() / str(agency_id)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("ab") as lock:
        fcntl.flock(lock, kind)
        yield folder


def _write(source: BinaryIO, target: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _force(folder: Path) -> None:
    """Force a folder's entries to the disk: a rename is lost with the power until then."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
