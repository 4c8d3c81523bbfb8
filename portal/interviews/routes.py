"""The list of interviews, and the page of one, which its candidate and its recruiters share."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Actor, Permission, load
from portal.employers.words import CHANNELS, INSTRUCTIONS, ROUTES, route_lines
from portal.extensions import db
from portal.interviews import gate, history, people_met, queries, standing, steps, words
from portal.interviews.spans import differ, span
from portal.interviews.state import Group, State, state_of
from portal.models import Agency, Interview
from portal.web.guards import actor, guarded
from portal.web.navigation import MAIN, Entry

blueprint = Blueprint("interviews", __name__)

Page = str | Response | tuple[str, int]

FOLLOWED = frozenset(State) - {State.PLANNED, State.RUNNING, State.CLOSED, State.CANCELLED}
"""States in which somebody asks whether they may write."""

MAIN.append(Entry(_l("Interviews"), "interviews.index", Permission.ASSIGN_INTERVIEW, place=10))
MAIN.append(Entry(_l("People"), "interviews.people", Permission.MANAGE_CANDIDATES, place=20))


@blueprint.get("/interviews")
@guarded(Permission.ASSIGN_INTERVIEW)
def index() -> Page:
    """Interviews by whose move it is."""
    wanted = _filter()
    page = queries.interviews(actor(), wanted, request.args.get("page"), clock.now())
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("who", "employer", "q") if request.args.get(name)
    }
    return render_template(
        "interviews/index.html",
        page=page,
        wanted=wanted,
        kept=kept,
        tabs=[
            {
                "label": label,
                "url": url_for("interviews.index", group=group, **kept),
                "current": group is wanted.group,
            }
            for group, label in words.GROUPS.items()
        ],
        employers=queries.employers(actor()),
        stages=words.STAGES,
        span=span,
        zone=actor().timezone,
    )


def _filter() -> queries.Filter:
    try:
        group = Group(request.args.get("group", Group.UPCOMING))
    except ValueError:
        group = Group.UPCOMING
    try:
        employer = UUID(request.args["employer"]) if request.args.get("employer") else None
    except ValueError:
        employer = None
    search = request.args.get("q", "").strip()[:100]
    return queries.Filter(group, request.args.get("who") == "mine", employer, search)


@blueprint.get("/i/<uuid:interview_id>")
@guarded(Permission.SEE_INTERVIEW)
def show(interview_id: UUID) -> Page:
    """One interview: when and where, what is next, whom one met, what happened."""
    interview = load(actor(), Permission.SEE_INTERVIEW, Interview, interview_id)
    now, reader = clock.now(), actor()
    found = standing.standing_of(interview)
    state = state_of(found, now, standing.window(interview.agency_id, now))
    zone = zone_of(interview)
    employer = interview.process.job.employer
    step = steps.for_staff if reader.is_staff else steps.for_candidate
    return render_template(
        "interviews/show.html",
        interview=interview,
        state=state,
        over=state not in {State.PLANNED, State.CANCELLED},
        step=step(interview, state, found),
        mine=span(_times(interview), reader.timezone),
        theirs=span(_times(interview), zone) if differ(zone, reader.timezone, interview.ends_at) else None,
        zone=zone,
        people=people_met.there(interview),
        gate=gate.answers(interview, reader.timezone, now) if state in FOLLOWED else {},
        timeline=history.timeline(interview, reader.timezone, now),
        route_lines=route_lines(employer.routes, ROUTES if reader.is_staff else INSTRUCTIONS),
        stages=words.STAGES,
        formats=words.FORMATS,
        roles=words.ROLES,
        outcomes=words.OUTCOMES,
        channels=CHANNELS,
    )


def zone_of(interview: Interview) -> str:
    """The timezone that an interview was arranged in; else the agency's."""
    return interview.timezone or db.session.get_one(Agency, interview.agency_id).timezone


def usual_zones(reader: Actor, *others: str | None) -> list[str]:
    """The timezones to offer first: those given, the agency's, the reader's."""
    agency = db.session.get_one(Agency, reader.agency_id).timezone
    return [zone for zone in (*others, agency, reader.timezone) if zone]


def _times(interview: Interview) -> dict[str, object]:
    return {"starts_at": interview.starts_at, "ends_at": interview.ends_at}
