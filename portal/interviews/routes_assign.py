"""Assigning an interview, on one page: nobody has to leave it for a new position or a new person."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.employers.operations import add_contact, add_job
from portal.errors import Invalid
from portal.extensions import db
from portal.interviews import operations, people_met, queries, words
from portal.interviews.forms_assign import NEW, AssignForm
from portal.interviews.routes import Page, blueprint, usual_zones, zone_of
from portal.interviews.routes_candidates import show_faults
from portal.models import Candidate, Contact, Employer, Interview, Job, new_id
from portal.web.guards import actor, guarded

__all__ = ["blueprint"]


@blueprint.route("/interviews/new", methods=["GET", "POST"])
@guarded(Permission.ASSIGN_INTERVIEW)
def new() -> Page:
    """Assign a candidate to an interview."""
    now, form = clock.now(), AssignForm()
    before = _before()
    _offer(form, before)
    _begin(form, before, now)
    employer = _employer(form)
    ticked = {}
    if before is not None and not form.is_submitted():
        ticked = {str(one.contact_id): str(one.role) for one in people_met.there(before)}
    form.offer_people(queries.contacts(employer) if employer else [], ticked)
    if form.is_submitted() and form.press(request.form.get("action", "")):
        form.shown_for.data = str(employer.id) if employer else ""
        return _page(form, employer, before)
    if form.is_submitted() and _sound(form, employer):
        try:
            interview = _assign(form, employer, now)
        except Invalid as fault:
            db.session.rollback()
            show_faults(form, fault)
        else:
            db.session.commit()
            name = interview.process.candidate.user.name
            told = _("%(name)s is told by mail.", name=name) if interview.ends_at > now else ""
            flash(f"{_('The interview is assigned.')} {told}".strip(), "success")
            return redirect(url_for("interviews.show", interview_id=interview.id))
    form.shown_for.data = str(employer.id) if employer else ""
    return _page(form, employer, before), 422 if form.is_submitted() else 200


@blueprint.get("/interviews/new/people")
@guarded(Permission.ASSIGN_INTERVIEW)
def people_there() -> Page:
    """The people of the position chosen, as a part of the page that assigns an interview."""
    form = AssignForm(formdata=None)
    form.job.data, form.new_job_employer.data = request.args.get("job"), request.args.get("new_job_employer")
    employer = _employer(form)
    form.offer_people(queries.contacts(employer) if employer else [])
    form.shown_for.data = str(employer.id) if employer else ""
    return render_template("interviews/people_there.html", form=form, employer=employer, roles=words.ROLES)


def _page(form: AssignForm, employer: Employer | None, before: Interview | None) -> str:
    return render_template(
        "interviews/new.html", form=form, employer=employer, before=before, roles=words.ROLES
    )


def _before() -> Interview | None:
    """The interview whose next round this is to be."""
    key = _uuid(request.args.get("after"))
    return load(actor(), Permission.ASSIGN_INTERVIEW, Interview, key) if key else None


def _offer(form: AssignForm, before: Interview | None) -> None:
    """Fill in the choices; what was chosen but is not among those listed is loaded, as whoever asks may."""
    candidates, jobs = queries.assignable(actor()), queries.open_jobs(actor())
    named = _uuid(form.candidate.data if form.is_submitted() else request.args.get("candidate"))
    named = before.process.candidate_id if before and not form.is_submitted() else named
    if named is not None and named not in {key for key, _name in candidates}:
        row = load(actor(), Permission.ASSIGN_INTERVIEW, Candidate, named)
        candidates.insert(0, (row.id, row.user.name))
    named = _uuid(form.job.data if form.is_submitted() else request.args.get("job"))
    named = before.process.job_id if before and not form.is_submitted() else named
    if named is not None and named not in {key for _employer_name, key, _title in jobs}:
        job = load(actor(), Permission.ASSIGN_INTERVIEW, Job, named)
        jobs.insert(0, (job.employer.name, job.id, job.title))
    form.offer(candidates, jobs, queries.employers(actor()))


def _begin(form: AssignForm, before: Interview | None, now: datetime) -> None:
    """What a fresh form begins with: the agency's zone, whom the address names, or the round before."""
    if before is not None and not form.is_submitted():
        zone = zone_of(before)
        form.show(before, zone)
        form.stage.data, form.round_name.data = str(words.AFTER[before.stage]), None
        form.candidate.data, form.job.data = str(before.process.candidate_id), str(before.process.job_id)
        _begin_times(form, before)
    elif not form.is_submitted():
        form.candidate.data, form.job.data = request.args.get("candidate"), request.args.get("job")
    candidate_zone = None
    if (key := _uuid(form.candidate.data)) is not None:
        candidate_zone = load(actor(), Permission.ASSIGN_INTERVIEW, Candidate, key).timezone
    form.offer_zones([*usual_zones(actor()), candidate_zone, before.timezone if before else None], now)


def _begin_times(form: AssignForm, before: Interview) -> None:
    if before.next_interview_at is None:
        form.day.data = form.starts.data = form.ends.data = None
        return
    length = before.ends_at - (before.starts_at or before.ends_at)
    zone = form.timezone.data
    start = before.next_interview_at.astimezone(ZoneInfo(zone))
    form.day.data, form.starts.data = start.date().isoformat(), f"{start:%H:%M}"
    form.ends.data = f"{(before.next_interview_at + length).astimezone(ZoneInfo(zone)):%H:%M}"


def _employer(form: AssignForm) -> Employer | None:
    """The employer of the position chosen."""
    if form.job.data == NEW:
        key = _uuid(form.new_job_employer.data)
        return load(actor(), Permission.ASSIGN_INTERVIEW, Employer, key) if key else None
    key = _uuid(form.job.data)
    return load(actor(), Permission.ASSIGN_INTERVIEW, Job, key).employer if key else None


def _sound(form: AssignForm, employer: Employer | None) -> bool:
    """Whether the form can be taken: also with a new position's fields, and the people of this employer shown."""
    valid = form.validate()
    valid = form.complete() and valid
    if employer is not None and form.people and form.shown_for.data != str(employer.id):
        form.job.errors = [
            *form.job.errors,
            _("Tick below whom they will meet there, then press the button again."),
        ]
        return False
    return bool(valid)


def _assign(form: AssignForm, employer: Employer | None, now: datetime) -> Interview:
    # Held, so that the same form sent twice at once adds its new position and people once.
    candidate = load(actor(), Permission.ASSIGN_INTERVIEW, Candidate, UUID(form.candidate.data), lock=True)
    here = db.session.get(Interview, (actor().agency_id, form.key.id_of_row))
    if here is not None:
        return load(actor(), Permission.SEE_INTERVIEW, Interview, here.id)
    if employer is None:
        raise Invalid(_("Choose the position."), {"job": _("Choose the position.")})
    people = [(_contact(employer, key), role) for key, role in form.met()]
    if form.job.data == NEW:
        title = str(form.new_job_title.data).strip()
        job = add_job(actor(), employer, new_id(), title=title, requirements=[], now=now)
    else:
        job = load(actor(), Permission.ASSIGN_INTERVIEW, Job, UUID(form.job.data))
    people += [
        (add_contact(actor(), employer, new_id(), facts, now), role) for facts, role in form.newcomers()
    ]
    return operations.assign(actor(), form.key.id_of_row, candidate, job, form.plan(), people, now)


def _contact(employer: Employer, key: UUID) -> Contact:
    contact = load(actor(), Permission.ASSIGN_INTERVIEW, Contact, key)
    if contact.employer_id != employer.id:
        message = _("Somebody ticked does not work there. Check the people, then press the button again.")
        raise Invalid(message, {"job": message})
    return contact


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
