"""Every route says who may come in: a permission, or that it is public. One that says nothing stops the start.

Outsiders see a 404 whether the page exists or not; those who are not signed in are asked to, and come back to the page
they wanted.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from portal.access import Actor, Permission, may

P = ParamSpec("P")
R = TypeVar("R")

DECIDED = "access_decided"


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anybody may come: sign-in, links from mails, health."""
    setattr(view, DECIDED, "public")
    return view


def guarded(
    permission: Permission, *, before_notice: bool = False
) -> Callable[[Callable[P, R]], Callable[P, Any]]:
    """Only the signed-in whose role grants ``permission``.

    Candidates first read what is kept about them; ``before_notice`` lets a page (the notice itself, their data) be seen
    before that.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, Any]:
        @wraps(view)
        def guarded_view(*args: P.args, **kwargs: P.kwargs) -> Any:
            if not current_user.is_authenticated:
                return ask_to_sign_in()
            if not may(actor(), permission):
                abort(404)
            if current_user.must_read_notice and not before_notice:
                return redirect(url_for("accounts.notice", next=here()))
            return view(*args, **kwargs)

        setattr(guarded_view, DECIDED, str(permission))
        return guarded_view

    return decorate


def actor() -> Actor:
    """Who is signed in, as operations need to know them."""
    found: Actor = current_user.actor
    return found


def here() -> str:
    """The own path of this page with its query, for coming back to.

    A form that was sent to its own page leads back to that page, where a browser has kept what was typed;
    :func:`safe_next` sends everything that is no page to the start.
    """
    return request.full_path.rstrip("?")


def ask_to_sign_in() -> Response:
    """To the sign-in page, and afterwards back here."""
    return redirect(url_for("accounts.sign_in", next=here()))


def safe_next(target: str | None) -> str:
    """``target`` where it is a path of this portal that leads to one of its pages, else the start page."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return "/"
    if any(ord(letter) <= 32 for letter in target) or "\\" in target:  # noqa: PLR2004  (blank and control characters)
        return "/"
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or "%" in parts.path:
        return "/"
    try:
        current_app.url_map.bind("portal.invalid").match(parts.path, method="GET")
    except HTTPException:
        return "/"
    return target


def undecided(app: Flask) -> list[str]:
    """Endpoints for which nobody decided who may come in."""
    return sorted(
        {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "static" and not hasattr(app.view_functions[rule.endpoint], DECIDED)
        }
    )
