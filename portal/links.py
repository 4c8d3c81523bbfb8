"""Addresses of our own pages, built without a request: for mails, calendars and reports."""

from typing import Any

from flask import current_app


def path(endpoint: str, **values: Any) -> str:
    """The path of a page, such as ``/i/<id>``."""
    adapter = current_app.url_map.bind("portal.invalid")
    return adapter.build(endpoint, values, force_external=False)


def absolute(endpoint: str, **values: Any) -> str:
    """The page's whole address under the configured base, never under the host that a request claims."""
    return f"{current_app.config['PORTAL'].base_url}{path(endpoint, **values)}"
