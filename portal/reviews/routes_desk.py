"""What a recruiter adds to an interview from the desk: a call to the client, and a verdict that they know better."""

from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid
from portal.extensions import db
from portal.models import Channel, Contact, Interview, PersonMet
from portal.policy.wording import because, rule_text
from portal.reviews import overrides
from portal.reviews.calls import Called, log_call
from portal.reviews.forms import CalledForm, OverrideForm
from portal.web.guards import actor, guarded
from portal.web.instants import choice

blueprint = Blueprint("reviews_desk", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/i/<uuid:interview_id>/called")
@guarded(Permission.CHANGE_INTERVIEW)
def called(interview_id: UUID) -> Page:
    """A short form: I called the client about it."""
    interview = load(actor(), Permission.CHANGE_INTERVIEW, Interview, interview_id)
    form = CalledForm(formdata=None, key=str(uuid4()))
    form.at.data = clock.now().astimezone(ZoneInfo(actor().timezone)).strftime("%Y-%m-%dT%H:%M")
    return _called_page(interview, form)


@blueprint.post("/i/<uuid:interview_id>/called")
@guarded(Permission.CHANGE_INTERVIEW)
def log_called(interview_id: UUID) -> Page:
    """Keep the call."""
    now = clock.now()
    interview = load(actor(), Permission.CHANGE_INTERVIEW, Interview, interview_id, lock=True)
    form = CalledForm()
    people = {str(person.id): person for person, _contact in _people(interview)}
    _offer(form, interview)
    if not form.validate_on_submit():
        return _called_page(interview, form), 422
    told = Called(
        at=clock.local(str(form.at.data), actor().timezone),
        channel=Channel(str(form.channel.data)),
        people=[people[one] for one in form.people.data or []],
        words=str(form.words.data or "").strip() or None,
    )
    try:
        log_call(actor(), interview, told, _key(form), now)
    except Invalid as refused:
        return _refused(form, refused, _called_page, interview)
    db.session.commit()
    flash(_("Logged. It counts as a check-in made by you."), "success")
    return redirect(url_for("interviews.show", interview_id=interview_id))


@blueprint.get("/i/<uuid:interview_id>/verdicts/<rule>")
@guarded(Permission.OVERRIDE_VERDICT)
def verdict(interview_id: UUID, rule: str) -> Page:
    """The verdict as it stands, and a form to replace it."""
    interview = load(actor(), Permission.OVERRIDE_VERDICT, Interview, interview_id)
    return _verdict_page(interview, OverrideForm(formdata=None, key=str(uuid4())), rule)


@blueprint.post("/i/<uuid:interview_id>/verdicts/<rule>")
@guarded(Permission.OVERRIDE_VERDICT)
def override(interview_id: UUID, rule: str) -> Page:
    """Replace the verdict, with the reason beside it."""
    now = clock.now()
    interview = load(actor(), Permission.OVERRIDE_VERDICT, Interview, interview_id, lock=True)
    overrides.verdict_on(interview, rule, now)
    form = OverrideForm()
    if not form.validate_on_submit():
        return _verdict_page(interview, form, rule), 422
    try:
        overrides.override(
            actor(), interview, rule, str(form.verdict.data), str(form.why.data), _key(form), now
        )
    except Invalid as refused:
        return _refused(form, refused, _verdict_page, interview, rule)
    db.session.commit()
    flash(_("Changed. The report shows who changed it and why."), "success")
    return redirect(url_for("reports.show", interview_id=interview_id))


def _called_page(interview: Interview, form: CalledForm) -> str:
    _offer(form, interview)
    return render_template("reviews/called.html", interview=interview, form=form)


def _verdict_page(interview: Interview, form: OverrideForm, rule: str) -> str:
    judged, result = overrides.verdict_on(interview, rule, clock.now())
    return render_template(
        "reviews/verdict.html",
        interview=interview,
        form=form,
        rule=rule_text(judged.step),
        verdict=judged.finding.verdict,
        computed=judged.computed.verdict if judged.computed else None,
        because=because(judged, result),
    )


def _refused(form: Any, refused: Invalid, page: Any, *about: Any) -> tuple[str, int]:
    """The page again, with what is wrong at its field and everything typed."""
    for name, fault in refused.faults.items():
        form[name].errors = [fault]
    interview, *rest = about
    return page(interview, form, *rest), 422


def _people(interview: Interview) -> list[tuple[PersonMet, Contact]]:
    rows = db.session.execute(
        select(PersonMet, Contact)
        .join(Contact, (Contact.agency_id == PersonMet.agency_id) & (Contact.id == PersonMet.contact_id))
        .where(
            PersonMet.agency_id == interview.agency_id,
            PersonMet.interview_id == interview.id,
            PersonMet.removed_at.is_(None),
        )
        .order_by(Contact.name)
    )
    return [(person, contact) for person, contact in rows]


def _offer(form: CalledForm, interview: Interview) -> None:
    form.people.choices = [choice(person.id, contact.name) for person, contact in _people(interview)]


def _key(form: Any) -> UUID:
    try:
        return UUID(str(form.key.data))
    except ValueError:
        return uuid4()
