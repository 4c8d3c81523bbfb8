"""What tests share: an application on a real database, the cast, and a client that is signed in as one of them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from portal import clock, create_app, sandbox
from portal.accounts.session import begin
from portal.config import Settings
from portal.extensions import db
from portal.models import User
from portal.models.sqlite import only_read
from tests import cast as casting
from tests.databases import empty, fresh_database, migrate
from tests.pages import CheckedClient


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory, worker_id: str = "main") -> Iterator[Flask]:
    """The application, once a worker, on a migrated database."""
    folder = tmp_path_factory.mktemp("instance")
    with fresh_database(folder, "suite") as url:
        settings = Settings(
            instance=folder,
            database_url=url,
            queue_url=f"sqlite:///{folder / 'queue.db'}",
            secret_key="t" * 40,
        )
        app = create_app(settings, TESTING=True, WTF_CSRF_ENABLED=False)
        app.test_client_class = CheckedClient
        migrate(app)
        yield app
        with app.app_context():
            db.engine.dispose()
    sandbox.close()


@pytest.fixture
def app(application: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with an empty database, inside its context."""
    only_read(value=False)
    empty(application, Path(application.instance_path) / "pristine.sqlite")
    with application.app_context():
        yield application
        db.session.remove()


@pytest.fixture
def cast(app: Flask) -> casting.Cast:
    """Everybody, in the database."""
    everybody = casting.assemble()
    db.session.commit()
    return everybody


@pytest.fixture
def signed_in(app: Flask) -> Callable[[User], FlaskClient]:
    """A client that is signed in as the user given."""

    def client_of(user: User) -> FlaskClient:
        row = begin(user, "tests", clock.now())
        db.session.commit()
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = f"{row.agency_id.hex}.{row.id.hex}"
            session["_fresh"] = True
        return client

    return client_of


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium: one for all, since a second Playwright in one process refuses to start."""
    path = which("chromium") or which("chromium-browser")
    assert path, "Chromium is not installed: make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()
