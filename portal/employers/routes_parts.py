"""Pages of an employer's people and positions."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.employers import operations
from portal.employers.forms import ContactForm, JobForm
from portal.employers.routes import Page, blueprint
from portal.extensions import db
from portal.models import Contact, Employer, Job, JobState
from portal.web.guards import actor, guarded

__all__ = ["blueprint"]


def _employer(employer_id: UUID) -> Employer:
    return load(actor(), Permission.MANAGE_EMPLOYERS, Employer, employer_id)


@blueprint.route("/clients/<uuid:employer_id>/contacts/new", methods=["GET", "POST"])
@guarded(Permission.MANAGE_EMPLOYERS)
def new_contact(employer_id: UUID) -> Page:
    """A new person at the company."""
    employer, form = _employer(employer_id), ContactForm()
    doubles: list[Contact] = []
    if form.validate_on_submit():
        facts = form.facts()
        doubles = operations.same_address(employer.agency_id, facts.email, but=form.key.id_of_row)
        if not form.warn(doubles):
            operations.add_contact(actor(), employer, form.key.id_of_row, facts, clock.now())
            db.session.commit()
            flash(_("%(name)s is saved.", name=facts.name), "success")
            return redirect(url_for("employers.show", employer_id=employer.id))
    page = render_template(
        "employers/contact.html", form=form, employer=employer, contact=None, doubles=doubles
    )
    return page, 422 if form.errors else 200


@blueprint.route("/clients/<uuid:employer_id>/contacts/<uuid:contact_id>", methods=["GET", "POST"])
@guarded(Permission.MANAGE_EMPLOYERS)
def contact(employer_id: UUID, contact_id: UUID) -> Page:
    """Change what is known of a person."""
    employer = _employer(employer_id)
    row: Contact = operations.part_of(employer, actor(), Contact, contact_id)
    form = ContactForm(obj=row)
    doubles: list[Contact] = []
    if form.validate_on_submit():
        facts = form.facts()
        if (facts.email or "").lower() != row.email:
            doubles = operations.same_address(employer.agency_id, facts.email, but=row.id)
        if not form.warn(doubles):
            operations.change_contact(row, facts)
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("employers.show", employer_id=employer.id))
    page = render_template(
        "employers/contact.html", form=form, employer=employer, contact=row, doubles=doubles
    )
    return page, 422 if form.errors else 200


@blueprint.post("/clients/<uuid:employer_id>/contacts/<uuid:contact_id>/archive")
@guarded(Permission.MANAGE_EMPLOYERS)
def archive_contact(employer_id: UUID, contact_id: UUID) -> Page:
    """Take a person out of the company's list, or back into it; interviews they were at keep them."""
    employer = _employer(employer_id)
    row: Contact = operations.part_of(employer, actor(), Contact, contact_id)
    row.archived_at = None if request.form.get("back") == "1" else clock.now()
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("employers.show", employer_id=employer.id))


@blueprint.route("/clients/<uuid:employer_id>/jobs/new", methods=["GET", "POST"])
@guarded(Permission.MANAGE_EMPLOYERS)
def new_job(employer_id: UUID) -> Page:
    """A new position."""
    employer, form = _employer(employer_id), JobForm()
    if form.validate_on_submit():
        title = str(form.title.data).strip()
        row = operations.add_job(
            actor(),
            employer,
            form.key.id_of_row,
            title=title,
            requirements=form.requirements.data,
            now=clock.now(),
        )
        row.state = JobState(form.state.data)
        db.session.commit()
        flash(_("%(title)s is saved.", title=title), "success")
        return redirect(url_for("employers.show", employer_id=employer.id))
    page = render_template("employers/job.html", form=form, employer=employer, job=None)
    return page, 422 if form.errors else 200


@blueprint.route("/clients/<uuid:employer_id>/jobs/<uuid:job_id>", methods=["GET", "POST"])
@guarded(Permission.MANAGE_EMPLOYERS)
def job(employer_id: UUID, job_id: UUID) -> Page:
    """Change a position."""
    employer = _employer(employer_id)
    row: Job = operations.part_of(employer, actor(), Job, job_id)
    form = JobForm(obj=row)
    if form.validate_on_submit():
        row.title = str(form.title.data).strip()
        row.requirements = form.requirements.data
        row.state = JobState(form.state.data)
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("employers.show", employer_id=employer.id))
    page = render_template("employers/job.html", form=form, employer=employer, job=row)
    return page, 422 if form.errors else 200
