"""The candidate coaching portal. This module only puts the application together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from portal.config import Settings


def create_app(settings: Settings | None = None, **overrides: object) -> Flask:
    """The application, by ``settings`` (else the environment's); ``overrides`` are Flask's own configuration keys.

    Imports stand inside, so that the command line for case files loads none of this.
    """
    from pathlib import Path

    from flask import Flask

    from portal import application, config

    settings = settings or config.from_environment()
    root = Path(__file__).resolve().parent.parent
    app = Flask(
        __name__,
        instance_path=str(settings.instance.resolve()),
        template_folder=str(root / "templates"),
        static_folder=str(root / "static"),
    )
    app.config.from_mapping(settings.flask())
    app.config.from_mapping(overrides)
    application.install(app)
    return app
