"""Which page each refusal becomes: what happened, in plain words, and one thing to do."""

import math

from flask import Flask, g, make_response, render_template, request
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from portal import clock
from portal.errors import Invalid, NotAllowed, NotFound, PortalError, Stale, StorageFull, TooMany, WrongState
from portal.extensions import db
from portal.web.filters import span

PAGES = {400, 403, 404, 405, 409, 413, 429, 500}
STATUS: dict[type[PortalError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    WrongState: 409,
    Stale: 409,
    Invalid: 400,
    StorageFull: 507,
}

Answer = tuple[str, int]


def install(app: Flask) -> None:
    """Answer every refusal of ``app`` with a page."""

    @app.errorhandler(PortalError)
    def refused(error: PortalError) -> Answer:
        db.session.rollback()
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        message = None if status == 404 else str(error)  # noqa: PLR2004  (the page for what is not there tells nothing)
        return page(status, message)

    @app.errorhandler(TooMany)
    def slowed(error: TooMany) -> Response:
        db.session.rollback()
        wait = error.retry_at - clock.now()
        answer = make_response(page(429, _("%(what)s Try again in %(span)s.", what=error, span=span(wait))))
        answer.headers["Retry-After"] = str(max(1, math.ceil(wait.total_seconds())))
        return answer

    @app.errorhandler(CSRFError)
    def forged(_error: CSRFError) -> Answer:
        return page(
            400,
            _(
                "This page had been open too long, or cookies are switched off. Go back, reload it and try again."
            ),
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Answer | HTTPException:
        if isinstance(error, SecurityError):  # a host we do not answer to: no page can name its addresses
            return _("There is nothing at this address."), 400
        code = error.code or 500
        if code < 400:  # noqa: PLR2004  (redirects are no errors)
            return error
        return page(code, None)

    @app.errorhandler(Exception)
    def crashed(error: Exception) -> Answer:
        app.logger.error("unexpected %s at %s", type(error).__name__, request.endpoint, exc_info=error)
        db.session.rollback()
        return page(500, None)


def page(status: int, message: str | None) -> Answer:
    """The page for ``status``; one that has no page of its own gets the nearest that has.

    When the portal itself failed, the page asks the database for nothing: it may be what failed.
    """
    if status >= 500:  # noqa: PLR2004  (ours)
        g._login_user = AnonymousUserMixin()  # noqa: SLF001  (where Flask-Login keeps whom it loaded)
    name = status if status in PAGES else (400 if status < 500 else 500)  # noqa: PLR2004  (client's or ours)
    name = 404 if name == 405 else name  # noqa: PLR2004  (a method that is not there)
    return render_template(f"errors/{name}.html", message=message), status
