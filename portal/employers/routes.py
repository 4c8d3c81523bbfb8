"""Pages of the client companies."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission, load
from portal.employers import operations, queries
from portal.employers.forms import EmployerForm
from portal.employers.words import CHANNELS, ROUTES, route_lines
from portal.extensions import db
from portal.models import Employer
from portal.web.guards import actor, guarded
from portal.web.navigation import MAIN, Entry

blueprint = Blueprint("employers", __name__)

MAIN.append(Entry(_l("Clients"), "employers.index", Permission.MANAGE_EMPLOYERS, place=30))

Page = str | Response | tuple[str, int]


@blueprint.get("/clients")
@guarded(Permission.MANAGE_EMPLOYERS)
def index() -> Page:
    """The client companies, by name."""
    search, archived = request.args.get("q", "").strip()[:100], request.args.get("archived") == "1"
    page = queries.listed(actor(), search, request.args.get("page"), archived=archived)
    return render_template(
        "employers/index.html",
        page=page,
        search=search,
        archived=archived,
        route_lines=route_lines,
        ways=ROUTES,
    )


@blueprint.route("/clients/new", methods=["GET", "POST"])
@guarded(Permission.MANAGE_EMPLOYERS)
def new() -> Page:
    """A new client company."""
    form = EmployerForm()
    form.offer(queries.staff(actor()))
    if form.validate_on_submit():
        employer = operations.add_employer(actor(), form.key.id_of_row, form.facts(), clock.now())
        db.session.commit()
        flash(_("%(name)s is saved. Add the people there and the positions.", name=employer.name), "success")
        return redirect(url_for("employers.show", employer_id=employer.id))
    return render_template("employers/edit.html", form=form, employer=None), 422 if form.errors else 200


@blueprint.get("/clients/<uuid:employer_id>")
@guarded(Permission.MANAGE_EMPLOYERS)
def show(employer_id: UUID) -> Page:
    """One client company with its people and positions."""
    employer = load(actor(), Permission.MANAGE_EMPLOYERS, Employer, employer_id)
    contacts = employer.contacts
    return render_template(
        "employers/show.html",
        employer=employer,
        contacts=[one for one in contacts if one.archived_at is None],
        archived=[one for one in contacts if one.archived_at is not None],
        route_lines=route_lines(employer.routes, ROUTES),
        channels=CHANNELS,
    )


@blueprint.route("/clients/<uuid:employer_id>/edit", methods=["GET", "POST"])
@guarded(Permission.MANAGE_EMPLOYERS)
def edit(employer_id: UUID) -> Page:
    """Change what is known of a client company."""
    employer = load(
        actor(), Permission.MANAGE_EMPLOYERS, Employer, employer_id, lock=request.method == "POST"
    )
    form = EmployerForm()
    form.offer(queries.staff(actor()), employer)
    if form.validate_on_submit():
        operations.change_employer(actor(), employer, form.facts(), clock.now())
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("employers.show", employer_id=employer.id))
    return render_template("employers/edit.html", form=form, employer=employer), 422 if form.errors else 200


@blueprint.post("/clients/<uuid:employer_id>/archive")
@guarded(Permission.MANAGE_EMPLOYERS)
def archive(employer_id: UUID) -> Page:
    """Take a client company out of the lists, or back into them."""
    employer = load(actor(), Permission.MANAGE_EMPLOYERS, Employer, employer_id, lock=True)
    back = request.form.get("back") == "1"
    operations.archive_employer(actor(), employer, clock.now(), back=back)
    db.session.commit()
    flash(_("%(name)s is back in the list.", name=employer.name) if back else _("Archived."), "success")
    return redirect(url_for("employers.show", employer_id=employer.id))
