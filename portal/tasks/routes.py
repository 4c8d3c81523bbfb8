"""A task's page, whether the portal is well, and the banner for when nobody works."""

from importlib.metadata import PackageNotFoundError, version
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission
from portal.audit.operations import record
from portal.errors import NotAllowed
from portal.extensions import db
from portal.models import Task, TaskState
from portal.tasks import leases, queries
from portal.web.guards import actor, guarded, public, safe_next
from portal.web.navigation import BANNERS

blueprint = Blueprint("tasks", __name__)

ENDED = {TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED}

Page = str | Response | tuple[dict[str, Any], int]


@blueprint.get("/tasks/<uuid:task_id>")
@guarded(Permission.USE_PORTAL)
def show(task_id: UUID) -> Page:
    """How far a task is, for those whom it concerns; to be left and come back to."""
    return render_template("tasks/show.html", **_seen(queries.load_task(actor(), task_id)))


@blueprint.get("/tasks/<uuid:task_id>/progress")
@guarded(Permission.USE_PORTAL)
def progress(task_id: UUID) -> Page:
    """The part of the page that changes, which the page asks for again and again."""
    return render_template("tasks/_progress.html", **_seen(queries.load_task(actor(), task_id)))


@blueprint.post("/tasks/<uuid:task_id>/cancel")
@guarded(Permission.USE_PORTAL)
def cancel(task_id: UUID) -> Page:
    """Call off a task that nobody has begun."""
    task, now = queries.load_task(actor(), task_id), clock.now()
    if not _may_cancel(task):
        raise NotAllowed(_("Only who asked for this, or the agency, can call it off."))
    if leases.cancel(task, now):
        record(task.agency_id, "task.cancelled", by_id=actor().user_id, now=now, subject=task, kind=task.kind)
    else:
        flash(_("It had begun already, or was over, and was not called off."), "warning")
    db.session.commit()
    return redirect(url_for("tasks.show", task_id=task_id))


@blueprint.get("/healthz")
@public
def health() -> Page:
    """Whether the database answers and when a worker was last seen: 200, or 503 without the database.

    A worker that is away is told but keeps the status, as pages are served all the same and a balancer would take every web
    server out; ``/healthz?worker`` is for who watches the worker, and is 503 then.
    """
    answer: dict[str, Any] = {"database": "ok", "version": _version()}
    try:
        db.session.execute(select(1))
        seen, away = queries.last_seen(), queries.is_away(clock.now())
    except SQLAlchemyError as error:
        current_app.logger.error("the database does not answer (%s)", type(error).__name__)  # noqa: TRY400  # its trace says no more
        return answer | {"status": "down", "database": "away", "worker": "unknown"}, 503
    answer |= {"worker": "away" if away else "ok", "worker_seen": seen.isoformat() if seen else None}
    answer["status"] = "degraded" if away else "ok"
    return answer, 503 if away and "worker" in request.args else 200


def banner() -> str | None:
    """What staff read on every page while no worker is there."""
    if not current_user.is_authenticated or not actor().is_staff or not queries.is_away(clock.now()):
        return None
    return str(
        _(
            "The background worker is away: mails, results and reports wait until it is back. Nothing is lost. "
            "Whoever runs the portal starts it with “portal worker”."
        )
    )


BANNERS.append(banner)


def _seen(task: Task) -> dict[str, Any]:
    target = safe_next(task.payload.get("next"))
    return {
        "task": task,
        "title": _title(task.kind),
        "ended": task.state in ENDED,
        "target": target if target != "/" else None,
        "may_cancel": task.state is TaskState.QUEUED and _may_cancel(task),
        "late": task.state is TaskState.QUEUED and queries.is_away(clock.now()),
    }


def _may_cancel(task: Task) -> bool:
    return actor().is_staff or queries.is_own(actor(), task)


def _title(kind: str) -> str:
    titles = {
        "render_report": _("Preparing the report"),
        "score_interview": _("Working out the result"),
        "how_did_it_go": _("Asking how it went"),
        "import_cases": _("Reading the cases"),
    }
    return str(titles.get(kind) or _("Background work"))


def _version() -> str:
    try:
        return version("candidate-coaching-portal")
    except PackageNotFoundError:
        return "unknown"
