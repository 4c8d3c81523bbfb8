"""The addresses of static files."""

import os

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
