"""An admin's home, the agency's settings, and its teams."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission, load
from portal.agency import operations, queries
from portal.agency import routes_staff as staff
from portal.agency.checklist import checklist
from portal.agency.forms import SettingsForm, TeamForm
from portal.errors import Invalid
from portal.extensions import db
from portal.models import Paper, Team
from portal.web.guards import actor, guarded
from portal.web.navigation import MAIN, Entry

blueprint = Blueprint("agency", __name__)

MAIN += [
    Entry(_l("Agency"), "agency.home", Permission.MANAGE_AGENCY, place=90),
    Entry(_l("Staff"), "agency.staff", Permission.MANAGE_STAFF, place=91),
]

Page = str | Response | tuple[str, int]

for method, path, name, view in (
    ("GET", "/agency/staff", "staff", staff.index),
    ("GET", "/agency/staff/new", "new_member", staff.new_member),
    ("POST", "/agency/staff/new", "invite_member", staff.invite_member),
    ("GET", "/agency/staff/<uuid:user_id>", "member", staff.member),
    ("POST", "/agency/staff/<uuid:user_id>", "change_member", staff.change_member),
    ("POST", "/agency/staff/<uuid:user_id>/invite", "invite_again", staff.invite_again),
    ("POST", "/agency/staff/<uuid:user_id>/hand-over", "hand_over", staff.hand_over),
    ("POST", "/agency/staff/<uuid:user_id>/disable", "disable_member", staff.disable_member),
    ("POST", "/agency/staff/<uuid:user_id>/enable", "enable_member", staff.enable_member),
):
    blueprint.add_url_rule(path, name, view, methods=[method])


@blueprint.get("/agency")
@guarded(Permission.MANAGE_AGENCY)
def home() -> Page:
    """How the agency stands: what is still to be set up, how much is going on, whether the machinery runs."""
    now, agency = clock.now(), current_user.agency
    found = queries.figures(agency.id, now)
    return render_template(
        "agency/home.html",
        figures=found,
        steps=checklist(agency, found),
        away=found.worker_away(now),
        mail_server=bool(current_app.config["PORTAL"].mail_url),
    )


@blueprint.get("/agency/settings")
@guarded(Permission.MANAGE_AGENCY)
def settings() -> Page:
    """The agency's settings."""
    form = SettingsForm(formdata=None, obj=current_user.agency)
    form.paper.data = current_user.agency.paper.value
    return _settings_page(form)


@blueprint.post("/agency/settings")
@guarded(Permission.MANAGE_AGENCY)
def save_settings() -> Page:
    """Keep the agency's settings."""
    form = SettingsForm()
    form.offer()
    if not form.validate_on_submit():
        return _settings_page(form, 422)
    try:
        operations.change_settings(
            current_user.agency,
            actor(),
            clock.now(),
            name=str(form.name.data),
            timezone=form.timezone.data,
            language=form.language.data,
            paper=Paper(form.paper.data),
            colour=str(form.colour.data),
            mail_from=form.mail_from.data or "",
            inbound_domain=form.inbound_domain.data or "",
            contact_person=form.contact_person.data or "",
        )
    except Invalid as fault:
        for field, words in fault.faults.items():
            form[field].errors = [words]
        return _settings_page(form, 422)
    db.session.commit()
    flash(_("The settings are saved."), "success")
    return redirect(url_for("agency.settings"))


@blueprint.get("/agency/teams")
@guarded(Permission.MANAGE_STAFF)
def teams() -> Page:
    """The agency's teams."""
    return _teams_page(TeamForm(formdata=None))


@blueprint.post("/agency/teams")
@guarded(Permission.MANAGE_STAFF)
def create_team() -> Page:
    """Create a team."""
    form = TeamForm()
    if not form.validate_on_submit():
        return _teams_page(form, status=422)
    try:
        operations.create_team(actor(), str(form.name.data), clock.now())
    except Invalid as fault:
        form.name.errors = list(fault.faults.values())
        return _teams_page(form, status=422)
    db.session.commit()
    flash(_("The team “%(name)s” is there.", name=form.name.data), "success")
    return redirect(url_for("agency.teams"))


@blueprint.post("/agency/teams/<uuid:team_id>")
@guarded(Permission.MANAGE_STAFF)
def rename_team(team_id: UUID) -> Page:
    """Give a team another name."""
    team = load(actor(), Permission.MANAGE_STAFF, Team, team_id)
    form = TeamForm()
    try:
        operations.rename_team(actor(), team, str(request.form.get("name", "")), clock.now())
    except Invalid as fault:
        form.name.errors = list(fault.faults.values())
        return _teams_page(form, renaming=team_id, status=422)
    db.session.commit()
    flash(_("The team is now called “%(name)s”.", name=team.name), "success")
    return redirect(url_for("agency.teams"))


def _settings_page(form: SettingsForm, status: int = 200) -> tuple[str, int]:
    form.offer()
    return render_template("agency/settings.html", form=form), status


def _teams_page(form: TeamForm, renaming: UUID | None = None, status: int = 200) -> tuple[str, int]:
    agency_id = actor().agency_id
    return render_template(
        "agency/teams.html",
        form=form if renaming is None else TeamForm(formdata=None),
        renaming=renaming,
        fault=" ".join(form.name.errors) if renaming else "",
        typed=form.name.data,
        teams=queries.teams(agency_id),
        sizes=queries.team_sizes(agency_id),
    ), status
