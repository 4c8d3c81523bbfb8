import hashlib
import io
import os
import resource
from datetime import timedelta

import pytest

from portal import files
from portal.errors import NotFound, StorageFull
from portal.extensions import db
from portal.models import StoredFile
from tests import factories as make

LETTER = b"Dear Dana" * 1000


def age(path, by):
    stamp = path.stat().st_mtime - by.total_seconds()
    os.utime(path, (stamp, stamp))


def left_over(cast):
    """Files of the agency beside its lock, by their path."""
    folder = files.root() / str(cast.agency.id)
    return sorted(one.name for one in folder.rglob("*") if one.is_file() and one.name != ".lock")


def test_a_file_is_kept_under_its_hash_with_a_row_that_says_whose_it_is(cast):
    row = files.keep(
        cast.agency.id,
        "../letter.txt",
        "text/plain",
        LETTER,
        make.now(),
        by_id=cast.own.candidate.user_id,
    )
    db.session.commit()
    assert (row.sha256, row.size) == (hashlib.sha256(LETTER).hexdigest(), len(LETTER))
    assert files.read(cast.agency.id, row.sha256) == LETTER
    assert row.sha256 in left_over(cast)


def test_a_stream_is_kept_like_bytes_and_the_same_content_lies_there_once(cast):
    first = files.put(cast.agency.id, b"twice" * 10)
    assert files.put(cast.agency.id, io.BytesIO(b"twice" * 10)) == first
    assert left_over(cast).count(first[0]) == 1


def test_another_agency_does_not_find_it_by_its_hash(cast):
    sha256, _size = files.put(cast.agency.id, b"ours alone")
    assert files.exists(cast.agency.id, sha256)
    assert not files.exists(cast.other_agency.id, sha256)
    with pytest.raises(NotFound):
        files.read(cast.other_agency.id, sha256)


@pytest.mark.parametrize("name", ["../../portal.db", "", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_what_is_no_hash_leads_to_no_file(cast, name):
    with pytest.raises(NotFound):
        files.opened(cast.agency.id, name)


def test_a_full_disk_is_said_and_leaves_nothing_behind(cast):
    before = left_over(cast) if (files.root() / str(cast.agency.id)).exists() else []
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, limits[1]))
    try:
        with pytest.raises(StorageFull, match="disk is full"):
            files.keep(cast.agency.id, "big.pdf", "application/pdf", b"x" * 200_000, make.now())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert left_over(cast) == before
    assert db.session.query(StoredFile).count() == 0


def test_what_no_row_names_goes_after_an_hour_and_what_a_row_names_stays(cast):
    now = make.now()
    kept = files.keep(cast.agency.id, "a.txt", "text/plain", b"kept", now)
    db.session.commit()
    fresh, _ = files.put(cast.agency.id, b"its row is being written")
    orphan, _ = files.put(cast.agency.id, b"its transaction failed")
    broken = files.root() / str(cast.agency.id) / "incoming-0123"
    broken.write_bytes(b"half")
    for path in (files.path(cast.agency.id, kept.sha256), files.path(cast.agency.id, orphan), broken):
        age(path, timedelta(minutes=61))
    files.sweep(now)
    assert [files.exists(cast.agency.id, one) for one in (kept.sha256, fresh, orphan)] == [True, True, False]
    assert not broken.exists()


def test_an_old_orphan_that_is_put_again_survives_the_sweep(cast):
    orphan, _ = files.put(cast.agency.id, b"handed over twice")
    age(files.path(cast.agency.id, orphan), timedelta(days=2))
    files.put(cast.agency.id, b"handed over twice")
    files.sweep(make.now())
    assert files.exists(cast.agency.id, orphan)
