"""What the tests of signing in share: an application of its own on the suite's database, as another process has it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from portal import create_app
from portal.extensions import db
from tests.pages import CheckedClient

Build = Callable[..., Flask]


@pytest.fixture
def another_app(application: Flask) -> Iterator[Build]:
    """Builds a further application on the same database and key; ``settings`` differ where given."""
    built: list[Flask] = []

    def build(config: dict[str, Any] | None = None, **settings: Any) -> Flask:
        app = create_app(replace(application.config["PORTAL"], **settings), TESTING=True, **(config or {}))
        app.test_client_class = CheckedClient
        built.append(app)
        return app

    yield build
    for app in built:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
