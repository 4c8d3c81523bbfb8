"""The log: what the candidate did, to whom and when, each thing on a short form of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid
from portal.extensions import db
from portal.followups import diary, made, queries, touches
from portal.followups.forms_log import (
    FORMS,
    LABELS,
    RECRUITER,
    ApplicationForm,
    CallForm,
    ContactForm,
    HeardForm,
    LearningForm,
    LogForm,
    PostForm,
    PromiseForm,
    ReferenceForm,
    RequestForm,
    RetractForm,
    WrittenForm,
)
from portal.followups.routes_base import Page, blueprint
from portal.models import Channel, Interview, Promise, Reference, Touch, TouchKind
from portal.web.guards import actor, guarded
from portal.web.instants import choice


@blueprint.get("/i/<uuid:interview_id>/log")
@guarded(Permission.LOG_TOUCH)
def log(interview_id: UUID) -> Page:
    """What can be logged and what was; with ``what``, the form for it."""
    interview = load(actor(), Permission.LOG_TOUCH, Interview, interview_id)
    what = request.args.get("what")
    if what is None:
        return _overview(interview)
    form = _form(interview, what, None)
    if "row" in form and request.args.get("row"):
        form["row"].data = request.args["row"]
    return _draw(interview, what, form)


@blueprint.post("/i/<uuid:interview_id>/log")
@guarded(Permission.LOG_TOUCH)
def write_log(interview_id: UUID) -> Page:
    """Log one thing, once."""
    now = clock.now()
    interview = load(actor(), Permission.LOG_TOUCH, Interview, interview_id, lock=True)
    what = request.args.get("what", "")
    form = _form(interview, what, request.form)
    if not form.validate():
        return _draw(interview, what, form), 422
    try:
        WRITERS[what](interview, form, form.instant(actor().timezone, now), now)
    except Invalid as refused:
        db.session.rollback()
        for name, fault in refused.faults.items():
            form[name].errors = [fault]
        form.form_errors = [] if refused.faults else [str(refused)]
        return _draw(load(actor(), Permission.LOG_TOUCH, Interview, interview_id), what, form), 422
    db.session.commit()
    flash(_("Logged."), "ok")
    return redirect(url_for("followups.log", interview_id=interview_id))


@blueprint.post("/i/<uuid:interview_id>/touches/<uuid:touch_id>/retract")
@guarded(Permission.LOG_TOUCH)
def retract(interview_id: UUID, touch_id: UUID) -> Page:
    """Take back a contact that was logged by mistake."""
    touch = load(actor(), Permission.LOG_TOUCH, Touch, touch_id, lock=True)
    if touch.interview_id != interview_id:
        abort(404)
    form = RetractForm(prefix=f"t{touch.id}")
    if not form.validate_on_submit():
        return _overview(touch.interview, touch, form), 422
    touches.retract(actor(), touch, str(form.reason.data).strip(), clock.now())
    db.session.commit()
    flash(_("Taken back. It counts no longer."), "ok")
    return redirect(url_for("followups.log", interview_id=interview_id))


def _form(interview: Interview, what: str, sent: Any) -> LogForm:
    if what not in FORMS:
        abort(404)
    form = FORMS[what](sent)
    if isinstance(form, ContactForm):
        form.to.choices = [choice(person.id, person.contact.name) for person in queries.people_met(interview)]
        if interview.recruiter is not None and not isinstance(form, RequestForm):
            form.to.choices.append(
                choice(RECRUITER, _("%(name)s, my recruiter", name=interview.recruiter.name))
            )
    if isinstance(form, ReferenceForm):
        waiting = [one for one in made.references_of(interview) if one.notified_at is None]
        form.row.choices = [choice(one.id, one.name) for one in waiting]
    if isinstance(form, PromiseForm):
        open_ones = [one for one in made.promises_of(interview) if one.kept_at is None]
        form.row.choices = [choice(one.id, one.text) for one in open_ones]
        form.touch.choices = [choice("", _("None of these"))] + [
            choice(one.id, made.touch_words(one)) for one in made.touches_of(interview)
        ]
    return form


def _contact(interview: Interview, form: Any, at: datetime, now: datetime) -> None:
    people = {str(person.id): person for person in queries.people_met(interview)}
    to = [people[one] for one in form.to.data if one in people]
    channel, kind, body, reason = Channel.PHONE_CALL, TouchKind.CONNECT, None, None
    if isinstance(form, CallForm | WrittenForm):
        kind = TouchKind(form.kind.data)
    if isinstance(form, WrittenForm | RequestForm):
        channel = Channel(form.channel.data)
    if isinstance(form, WrittenForm):
        body = form.words.data or None
    if isinstance(form, RequestForm):
        reason = (form.reason.data or "").strip() or None
    contacted = touches.Contacted(channel, kind, to, at, body, reason, to_recruiter=RECRUITER in form.to.data)
    touches.log(actor(), interview, contacted, form.id_of_row, now)


def _reference(interview: Interview, form: ReferenceForm, at: datetime, now: datetime) -> None:
    of: Reference | str = (form.name.data or "").strip()
    if not of:
        of = load(actor(), Permission.LOG_TOUCH, Reference, _id(form.row.data), lock=True)
        if of.interview_id != interview.id:
            abort(404)
    diary.tell_reference(actor(), interview, of, at, form.id_of_row, now)


def _promise(interview: Interview, form: PromiseForm, at: datetime, now: datetime) -> None:
    promise = load(actor(), Permission.LOG_TOUCH, Promise, _id(form.row.data), lock=True)
    by = None
    if form.touch.data:
        by = load(actor(), Permission.LOG_TOUCH, Touch, _id(form.touch.data))
    if promise.interview_id != interview.id or (by is not None and by.interview_id != interview.id):
        abort(404)
    diary.keep_promise(actor(), promise, interview, at, now, by)


def _heard(interview: Interview, form: HeardForm, at: datetime, now: datetime) -> None:
    diary.heard_back(actor(), interview, at, form.id_of_row, now, (form.words.data or "").strip() or None)


def _learning(interview: Interview, form: LearningForm, at: datetime, now: datetime) -> None:
    diary.learn(actor(), interview, str(form.text.data).strip(), at, form.id_of_row, now)


def _application(interview: Interview, form: ApplicationForm, at: datetime, now: datetime) -> None:
    employer, title = ((one.data or "").strip() or None for one in (form.employer, form.title))
    diary.apply_elsewhere(actor(), interview, at, form.id_of_row, now, employer, title)


def _post(interview: Interview, form: PostForm, at: datetime, now: datetime) -> None:
    diary.post(
        actor(),
        interview,
        str(form.network.data).strip(),
        at,
        form.id_of_row,
        now,
        mentions_interview=bool(form.mentions_interview.data),
        about_company=bool(form.about_company.data),
    )


WRITERS: dict[str, Callable[[Interview, Any, datetime, datetime], None]] = {
    "written": _contact,
    "call": _contact,
    "request": _contact,
    "reference": _reference,
    "promise": _promise,
    "heard": _heard,
    "learning": _learning,
    "application": _application,
    "post": _post,
}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except (TypeError, ValueError):
        abort(404)


def _draw(interview: Interview, what: str, form: LogForm) -> str:
    return render_template(
        "followups/log_form.html", interview=interview, what=what, title=LABELS[what], form=form
    )


def _overview(interview: Interview, touch: Touch | None = None, form: RetractForm | None = None) -> str:
    return render_template(
        "followups/log.html",
        interview=interview,
        labels=LABELS,
        form=form,
        touches=[
            (
                one,
                made.touch_words(one),
                form if touch and touch.id == one.id else RetractForm(formdata=None, prefix=f"t{one.id}"),
            )
            for one in reversed(made.touches_of(interview, all_of_them=True))
        ],
        entries=made.diary_of(interview),
    )
