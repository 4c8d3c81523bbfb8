"""Pages that change an interview: move, cancel, overrun, and what the employer says."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid, Stale
from portal.extensions import db
from portal.interviews import changes, history, operations, said, words
from portal.interviews.forms_change import CancelForm, MoveForm, OverrunForm
from portal.interviews.forms_said import FORMS
from portal.interviews.routes import Page, blueprint, usual_zones, zone_of
from portal.interviews.routes_candidates import show_faults
from portal.models import Interview, Outcome
from portal.web.guards import actor, guarded

__all__ = ["blueprint"]


def _interview(interview_id: UUID) -> Interview:
    lock = request.method == "POST"
    return load(actor(), Permission.CHANGE_INTERVIEW, Interview, interview_id, lock=lock)


def _seen(interview: Interview) -> int:
    return len(changes.history(interview))


@blueprint.route("/i/<uuid:interview_id>/move", methods=["GET", "POST"])
@guarded(Permission.CHANGE_INTERVIEW)
def move(interview_id: UUID) -> Page:
    """Another time, place or round."""
    interview, now, form = _interview(interview_id), clock.now(), MoveForm()
    zone = zone_of(interview)
    if not form.is_submitted():
        form.show(interview, zone)
        form.seen.data = _seen(interview)
    form.offer_zones(usual_zones(actor(), zone), now)
    stale: list[Any] = []
    if form.validate_on_submit():
        try:
            operations.move(actor(), interview, form.plan(), form.told(now))
        except Stale as fault:
            stale = _what_changed(form, interview, fault)
        else:
            return _done(interview, _("Saved. The candidate is told where it changes for them."))
    return _page("interviews/move.html", form, interview, stale)


@blueprint.route("/i/<uuid:interview_id>/cancel", methods=["GET", "POST"])
@guarded(Permission.CHANGE_INTERVIEW)
def cancel(interview_id: UUID) -> Page:
    """The interview does not take place."""
    interview, now, form = _interview(interview_id), clock.now(), CancelForm()
    form.begin(zone_of(interview), now, _seen(interview))
    stale: list[Any] = []
    if form.validate_on_submit():
        try:
            operations.cancel(actor(), interview, form.told(now))
        except Stale as fault:
            stale = _what_changed(form, interview, fault)
        except Invalid as fault:
            show_faults(form, fault)
        else:
            return _done(interview, _("The interview is cancelled, and the candidate is told."))
    return _page("interviews/cancel.html", form, interview, stale)


@blueprint.route("/i/<uuid:interview_id>/overrun", methods=["GET", "POST"])
@guarded(Permission.CHANGE_INTERVIEW)
def overrun(interview_id: UUID) -> Page:
    """The interview ended later than planned."""
    interview, now, form = _interview(interview_id), clock.now(), OverrunForm()
    zone = zone_of(interview)
    form.begin(zone, now, _seen(interview))
    if not form.is_submitted():
        form.ends_at.data = _local(interview.ends_at, zone)
    stale: list[Any] = []
    if form.validate_on_submit():
        try:
            operations.overrun(actor(), interview, form.instant(form.ends_at), form.told(now))
        except Stale as fault:
            stale = _what_changed(form, interview, fault)
        except Invalid as fault:
            show_faults(form, fault)
        else:
            return _done(interview, _("Saved. All times that count from its end moved with it."))
    return _page("interviews/overrun.html", form, interview, stale)


@blueprint.get("/i/<uuid:interview_id>/said")
@guarded(Permission.CHANGE_INTERVIEW)
def said_what(interview_id: UUID) -> Page:
    """What did the employer say? One link a kind."""
    return render_template("interviews/said.html", interview=_interview(interview_id), kinds=words.SAID)


@blueprint.route("/i/<uuid:interview_id>/said/<kind>", methods=["GET", "POST"])
@guarded(Permission.CHANGE_INTERVIEW)
def said_kind(interview_id: UUID, kind: str) -> Page:
    """Record one thing that the employer said."""
    interview, now = _interview(interview_id), clock.now()
    if kind not in FORMS:
        abort(404)
    form = FORMS[kind]()
    form.begin(zone_of(interview), now, _seen(interview))
    if not form.is_submitted():
        form.show(interview)
    stale: list[Any] = []
    if form.validate_on_submit():
        told = form.told(now)
        try:
            said.write(actor(), interview, kind, form.values(interview, told), told)
        except Stale as fault:
            stale = _what_changed(form, interview, fault)
        except Invalid as fault:
            show_faults(form, fault)
        else:
            return _done(interview, _("Recorded. What the candidate should do next follows from it."))
    return _page("interviews/said_kind.html", form, interview, stale, kind=kind, title=words.SAID[kind])


def _done(interview: Interview, message: str) -> Page:
    db.session.commit()
    flash(message, "success")
    if interview.outcome is Outcome.NEXT_ROUND and request.endpoint == "interviews.said_kind":
        flash(_("Assign the next round as soon as you know when it is."), "success")
    return redirect(url_for("interviews.show", interview_id=interview.id))


def _what_changed(form: Any, interview: Interview, fault: Stale) -> list[history.Entry]:
    """What happened since the page was drawn; the form goes on from there when it is sent again."""
    since = fault.current.get("changes")
    found = since if isinstance(since, list) else []
    people = history.people_by_id(interview)
    form.seen.data, form.seen.raw_data = _seen(interview), None
    zone = zone_of(interview)
    return [history.change_entry(change, zone, people) for change in found]


def _page(template: str, form: Any, interview: Interview, stale: list[Any], **values: Any) -> Page:
    page = render_template(
        template, form=form, interview=interview, zone=zone_of(interview), stale=stale, **values
    )
    return page, 409 if stale else 422 if form.errors else 200


def _local(value: datetime, zone: str) -> str:
    return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
