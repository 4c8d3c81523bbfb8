"""The candidate's page of the day."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.access import Permission
from portal.followups import queries, seed, steps
from portal.followups.routes_base import Page, blueprint
from portal.web.guards import actor, guarded
from portal.web.navigation import MAIN, Entry

MAIN.append(Entry(_l("Today"), "followups.today", Permission.SEE_TODAY))


@blueprint.get("/today")
@guarded(Permission.SEE_TODAY)
def today() -> Page:
    """What is the candidate's to do now, by the time left."""
    now = clock.now()
    return render_template(
        "followups/today.html",
        day=steps.today(actor(), now),
        now=now,
        people_to=queries.people_to,
        first_name=seed.first_name(actor().name),
    )
