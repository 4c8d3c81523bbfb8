"""`portal restore FILE`: put a backup into an installation that is empty, and check that all of it arrived."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Engine


def main(argv: list[str]) -> int:
    """Restore a backup. 0 done, 1 it could not be restored, 2 bad words."""
    parser = argparse.ArgumentParser(
        prog="portal restore",
        description="Put a backup into an empty installation: its database (DATABASE_URL) and its folder (INSTANCE_PATH).",
    )
    parser.add_argument("file", type=Path, help="a backup made by portal backup")
    source: Path = parser.parse_args(argv).file

    from portal.commands.archive import BadBackupError
    from portal.config import from_environment

    settings = from_environment()
    settings.instance.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=settings.instance) as scratch:
            rows, files = put_back(source, Path(scratch), settings.instance)
    except (BadBackupError, OSError) as fault:
        print(f"Nothing was restored: {fault}", file=sys.stderr)
        return 1
    print(
        f"{rows} rows and {files} files are back, all as they were. Run portal migrate before you start the portal."
    )
    return 0


def put_back(source: Path, scratch: Path, instance: Path) -> tuple[int, int]:
    """Unpack, check, and put everything in its place; gives the numbers of rows and files."""
    from portal import create_app
    from portal.commands import archive, dumps
    from portal.commands.dumps import released
    from portal.commands.migrate import revisions
    from portal.extensions import db

    app = create_app()
    with app.app_context(), released(db.engine) as engine:
        if not dumps.is_empty(engine) or any((instance / "files").glob("*/??/*")):
            raise archive.BadBackupError(
                "This installation holds data. Give an empty database by DATABASE_URL and an empty folder by INSTANCE_PATH."
            )
        manifest = archive.unpack(source, scratch)
        if manifest.database != engine.dialect.name:
            raise archive.BadBackupError(
                f"The backup is of a {manifest.database} database, and DATABASE_URL names one of {engine.dialect.name}."
            )
        with engine.connect() as connection:
            _now, known, newest = revisions(connection)
        if manifest.revision not in {None, *known}:
            raise archive.BadBackupError(
                f"The backup is of a newer release (tables at {manifest.revision}; this one knows them up to {newest})."
            )
        engine.dispose()
        try:
            place(manifest.files, scratch / "files", instance / "files")
            dumps.clear(engine)
            dumps.restore(engine.url, scratch / archive.DATABASE)
            check(engine, manifest.counts)
        except BaseException:
            shutil.rmtree(instance / "files", ignore_errors=True)
            raise
    key = scratch / archive.KEY
    if key.exists() and "SECRET_KEY" not in os.environ:
        key.replace(instance / "secret_key")
    return sum(manifest.counts.values()), len(manifest.files)


def check(engine: Engine, expected: dict[str, int]) -> None:
    """Raise BadBackupError unless every table has as many rows as it should."""
    from portal.commands import archive, dumps

    with engine.connect() as connection:
        if dumps.counts(connection) != expected:
            raise archive.BadBackupError("Not as many rows arrived as the backup holds. Empty the database.")


def place(names: Iterable[str], source: Path, target: Path) -> None:
    """Move files, by their path below ``source``, to the same below ``target``."""
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).replace(target / name)
