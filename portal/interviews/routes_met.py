"""Pages of the people met at an interview. Candidates add whom nobody had foreseen, and complete what is missing."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.errors import NotFound
from portal.extensions import db
from portal.interviews import people_met, queries
from portal.interviews.forms_met import AddForm, DetailsForm, RoleForm
from portal.interviews.routes import Page, blueprint
from portal.models import Contact, Interview, PersonMet, PersonRole
from portal.web.guards import actor, guarded

__all__ = ["blueprint"]


@blueprint.route("/i/<uuid:interview_id>/people/new", methods=["GET", "POST"])
@guarded(Permission.SEE_INTERVIEW)
def add_person(interview_id: UUID) -> Page:
    """Somebody else was there."""
    interview = load(
        actor(), Permission.SEE_INTERVIEW, Interview, interview_id, lock=request.method == "POST"
    )
    form = AddForm()
    there = {person.contact_id for person in people_met.there(interview)}
    known = queries.contacts(interview.process.job.employer) if actor().is_staff else []
    form.offer([one for one in known if one.id not in there])
    if form.validate_on_submit():
        now, role = clock.now(), PersonRole(form.role.data)
        if form.contact.data and actor().is_staff:
            contact = _known(interview, form.contact.data)
            person = people_met.add(actor(), interview, contact, role, now)
        else:
            person = people_met.add_new(actor(), interview, form.key.id_of_row, form.facts(), role, now)
        name = person.contact.name
        db.session.commit()
        flash(_("%(name)s is added.", name=name), "success")
        return redirect(url_for("interviews.show", interview_id=interview_id))
    page = render_template("interviews/person_new.html", form=form, interview=interview)
    return page, 422 if form.errors else 200


@blueprint.route("/i/<uuid:interview_id>/people/<uuid:person_id>", methods=["GET", "POST"])
@guarded(Permission.SEE_INTERVIEW)
def person(interview_id: UUID, person_id: UUID) -> Page:
    """How somebody met is reached; what is missing can be filled in."""
    row = _person(interview_id, person_id)
    form = DetailsForm(obj=row.contact)
    own = actor().is_staff or row.contact.added_by_id == actor().user_id
    form.keep(row.contact, own=own)
    if form.validate_on_submit():
        people_met.complete(actor(), row, form.facts(), clock.now())
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("interviews.show", interview_id=interview_id))
    roles = RoleForm(formdata=None, obj=row)
    page = render_template("interviews/person.html", form=form, roles=roles, met=row, own=own)
    return page, 422 if form.errors else 200


@blueprint.post("/i/<uuid:interview_id>/people/<uuid:person_id>/role")
@guarded(Permission.CHANGE_INTERVIEW)
def change_role(interview_id: UUID, person_id: UUID) -> Page:
    """What somebody did in the interview."""
    row, form = _person(interview_id, person_id), RoleForm()
    if not form.validate_on_submit():
        details = DetailsForm(formdata=None, obj=row.contact)
        return render_template("interviews/person.html", form=details, roles=form, met=row, own=True), 422
    people_met.change_role(actor(), row, form.chosen(), helpful=bool(form.helpful.data), now=clock.now())
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("interviews.show", interview_id=interview_id))


@blueprint.post("/i/<uuid:interview_id>/people/<uuid:person_id>/remove")
@guarded(Permission.CHANGE_INTERVIEW)
def take_out(interview_id: UUID, person_id: UUID) -> Page:
    """Somebody was not there after all."""
    row = _person(interview_id, person_id)
    people_met.take_out(actor(), row, clock.now())
    name = row.contact.name
    db.session.commit()
    flash(_("%(name)s is taken out. Add them again if that was wrong.", name=name), "success")
    return redirect(url_for("interviews.show", interview_id=interview_id))


def _person(interview_id: UUID, person_id: UUID) -> PersonMet:
    row = load(actor(), Permission.SEE_INTERVIEW, PersonMet, person_id, lock=request.method == "POST")
    if row.interview_id != interview_id:
        raise NotFound(f"person_met {person_id}")
    return row


def _known(interview: Interview, key: str) -> Contact:
    try:
        contact = load(actor(), Permission.MANAGE_EMPLOYERS, Contact, UUID(key))
    except ValueError:
        raise NotFound("contact") from None
    if contact.employer_id != interview.process.job.employer_id:
        raise NotFound(f"contact {key}")
    return contact
