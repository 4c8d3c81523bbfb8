"""`portal backup FILE`: database, files and key of the installation as one archive, made while it runs."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path


def main(argv: list[str]) -> int:
    """Write the backup. 0 done, 1 it could not be made, 2 bad words."""
    parser = argparse.ArgumentParser(
        prog="portal backup",
        description="Write database, files and key into one tar archive (gzip if it ends in .gz), while the portal runs.",
    )
    parser.add_argument("file", type=Path, help="where to; a file that is there already is not overwritten")
    target: Path = parser.parse_args(argv).file
    if target.exists():
        parser.error(f"{target} is there already. Give another name.")
    if not target.absolute().parent.is_dir():
        parser.error(f"{target.absolute().parent} is no folder. Make it first.")

    from portal import create_app
    from portal.commands.archive import BadBackupError

    app = create_app()
    try:
        with app.app_context(), tempfile.TemporaryDirectory(dir=app.instance_path) as scratch:
            rows, files = back_up(target, Path(scratch))
    except (BadBackupError, OSError) as fault:
        print(f"The backup was not made: {fault}", file=sys.stderr)
        return 1
    print(f"{target}: {rows} rows, {files} files. Keep it as safe as the portal itself.")
    return 0


def back_up(target: Path, scratch: Path) -> tuple[int, int]:
    """Dump, check the files that the dump names, and write the archive; gives the numbers of rows and files."""
    from flask import current_app

    from portal import clock, files
    from portal.commands import archive, dumps
    from portal.extensions import db

    made_at, database = clock.now(), scratch / archive.DATABASE
    with dumps.released(db.engine) as engine:
        dumped = dumps.dump(engine, database)
    manifest = archive.Manifest(
        format=archive.FORMAT,
        made_at=made_at.isoformat(),
        database=db.engine.dialect.name,
        revision=dumped.revision,
        database_sha256=archive.digest(database),
        counts=dumped.counts,
    )
    # Files are written before the rows that name them and never change: whatever the dump names is there.
    for agency_id, sha256 in dumped.files:
        path = files.path(agency_id, sha256)
        if archive.digest(path) != sha256:
            raise archive.BadBackupError(f"{path} is damaged: its content does not have its hash.")
        manifest.files[str(path.relative_to(files.root()))] = sha256
    key = Path(current_app.instance_path) / "secret_key"
    archive.write(target, manifest, database, files.root(), key if key.exists() else None)
    return sum(dumped.counts.values()), len(manifest.files)
