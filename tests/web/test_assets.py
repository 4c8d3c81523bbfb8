"""The addresses of static files."""

import gzip
import os
from pathlib import Path

from flask import url_for

from portal.web.assets import version_of


def test_the_address_of_a_static_file_changes_with_its_content(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("p {}")
    before = version_of(file)
    file.write_text("q {}")
    os.utime(file, ns=(1, 1))
    assert version_of(file) != before
    file.write_text("p {}")
    assert version_of(file) == before


def test_a_versioned_file_may_be_kept_for_a_year(app):
    with app.test_request_context():
        address = url_for("static", filename="css/app.css")
    assert "?v=" in address
    with app.test_client().get(address) as answer:
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_that_is_not_there_has_no_version(app, tmp_path):
    assert version_of(tmp_path) is None
    with app.test_request_context():
        assert url_for("static", filename="none.css") == "/static/none.css"


SHEET = Path(__file__).resolve().parents[2] / "static/css/app.css"


def test_a_style_sheet_goes_out_compressed_to_whom_can_read_it(app):
    with app.test_client().get("/static/css/app.css", headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert gzip.decompress(answer.data) == SHEET.read_bytes()
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        known = answer.headers["ETag"]
    again = {"Accept-Encoding": "gzip", "If-None-Match": known}
    with app.test_client().get("/static/css/app.css", headers=again) as answer:
        assert answer.status_code == 304
    with app.test_client().get("/static/css/app.css", headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert answer.data == SHEET.read_bytes()


def test_pages_and_fonts_are_not_compressed(app):
    font = "/static/fonts/source-sans-3-latin-400-normal.woff2"
    for address in ("/signin", font):
        with app.test_client().get(address, headers={"Accept-Encoding": "gzip"}) as answer:
            assert "Content-Encoding" not in answer.headers
