"""Who did what, when: the audit trail for admins."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal.access import Permission
from portal.audit import queries
from portal.audit.words import action_words, detail_words
from portal.models import AuditEntry
from portal.web.guards import actor, guarded
from portal.web.navigation import MENU, Entry

blueprint = Blueprint("audit", __name__)

MENU.append(Entry(_l("Audit"), "audit.index", Permission.SEE_AUDIT, place=80))

PLACES = {
    "interview": ("interviews.show", "interview_id"),
    "candidate": ("interviews.candidate", "candidate_id"),
    "employer": ("employers.show", "employer_id"),
}
"""Subjects that have a page of their own: its endpoint, and the name of the id in its address."""


@blueprint.get("/audit")
@guarded(Permission.SEE_AUDIT)
def index() -> str | Response:
    """The trail, newest first, by act and person where asked."""
    agency_id = actor().agency_id
    action, by_id = request.args.get("action") or None, _id("by")
    found = queries.trail(agency_id, action=action, by_id=by_id, before=_id("before"), after=_id("after"))
    kept: dict[str, Any] = {"action": action, "by": by_id}
    return render_template(
        "audit/index.html",
        trail=found,
        actions=sorted(
            ((one, action_words(one)) for one in queries.actions(agency_id)), key=lambda pair: pair[1]
        ),
        people=queries.people(agency_id),
        action=action,
        by_id=by_id,
        words=action_words,
        details=detail_words,
        place=place,
        newer=url_for("audit.index", after=found.newer, **kept) if found.newer else None,
        older=url_for("audit.index", before=found.older, **kept) if found.older else None,
    )


def place(entry: AuditEntry) -> str | None:
    """The address of the page about what the entry is about, if there is one."""
    found = PLACES.get(entry.subject_type or "")
    if found is None or entry.subject_id is None:
        return None
    endpoint, name = found
    values: dict[str, Any] = {name: entry.subject_id}
    return url_for(endpoint, **values)


def _id(name: str) -> UUID | None:
    """The id that the address names, or None for none and for what is no id."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
