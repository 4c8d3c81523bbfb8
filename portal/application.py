"""Putting the application together: libraries, guards, pages of every feature. The top of the import order."""

from flask import Blueprint, Flask, has_request_context, request
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import journal
from portal.extensions import babel, csrf, db, login_manager, migrate
from portal.models import sqlite
from portal.tasks import transport
from portal.web import assets, errors, filters, headers, navigation
from portal.web.guards import undecided


def install(app: Flask) -> None:
    """Bind libraries and features to ``app``; refuse to go on while a route has no decision about access."""
    journal.keep(production=app.config["PORTAL"].production)
    proxies = app.config["PORTAL"].proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    sqlite.listen()
    db.init_app(app)
    login_manager.init_app(app)
    csrf.init_app(app)
    migrate.init_app(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
    babel.init_app(
        app, default_translation_directories=f"{app.root_path}/translations", locale_selector=_language
    )
    transport.install(app)
    app.before_request(_only_read_on_get)
    errors.install(app)
    headers.install(app)
    assets.install(app)
    filters.install(app)
    navigation.install(app)
    for blueprint in features():
        app.register_blueprint(blueprint)
    open_doors = undecided(app)
    if open_doors:
        raise RuntimeError(f"nobody decided who may come in: {', '.join(open_doors)}")


def features() -> list[Blueprint]:
    """The pages of every feature."""
    from portal.accounts.routes import blueprint as accounts
    from portal.agency.routes import blueprint as agency
    from portal.audit.routes import blueprint as audit
    from portal.employers.routes_parts import blueprint as employers
    from portal.followups.routes import blueprint as followups
    from portal.interviews.routes_together import blueprint as interviews
    from portal.notifications.routes import blueprint as notifications
    from portal.policies.routes import blueprint as policies
    from portal.recaps.routes import blueprint as recaps
    from portal.recaps.routes_phone import blueprint as recaps_phone
    from portal.reports.routes import blueprint as reports
    from portal.reviews.routes import blueprint as reviews
    from portal.reviews.routes_desk import blueprint as reviews_desk
    from portal.tasks.routes import blueprint as tasks

    return [
        accounts,
        agency,
        audit,
        employers,
        followups,
        interviews,
        notifications,
        policies,
        recaps,
        recaps_phone,
        reports,
        reviews,
        reviews_desk,
        tasks,
    ]


def _only_read_on_get() -> None:
    sqlite.only_read(value=request.method in {"GET", "HEAD", "OPTIONS"})


def _language() -> str:
    from flask_login import current_user

    if not has_request_context() or not current_user.is_authenticated:
        return "en_US"
    return str(current_user.user.language or current_user.agency.language)
