"""Error pages."""

from pathlib import Path

import pytest
from flask import Flask

from portal import create_app
from portal.config import Settings
from portal.extensions import db
from tests.pages import CheckedClient


@pytest.fixture
def without_tables(tmp_path: Path) -> Flask:
    """An application whose database answers nothing."""
    settings = Settings(
        instance=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'empty.sqlite'}",
        queue_url=f"sqlite:///{tmp_path / 'queue.db'}",
        secret_key="t" * 40,
    )
    app = create_app(settings, WTF_CSRF_ENABLED=False)
    app.test_client_class = CheckedClient
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_page_that_the_database_fails_says_so_in_words_and_offers_a_way_on(without_tables):
    client = without_tables.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"{'a' * 32}.{'b' * 32}"
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "Try again" in answer.text


def test_a_page_that_is_not_there_has_words_and_a_way_on(app):
    answer = app.test_client().get("/nowhere")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500])
def test_every_error_page_is_a_page_of_its_own(app, code):
    from portal.web.errors import page

    with app.test_request_context():
        html, status = page(code, None)
    assert status == code
    assert f"Code {code}" in html
    assert html.count('class="btn"') == 1
