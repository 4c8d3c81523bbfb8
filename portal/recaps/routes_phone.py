"""Taking a recap down on the phone, and the candidate's word that it is right."""

from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid, Stale
from portal.extensions import db
from portal.models import Interview, new_id
from portal.recaps import phone, queries
from portal.recaps.forms_phone import PhoneForm
from portal.web.guards import actor, guarded

blueprint = Blueprint("recaps_phone", __name__)

Page = str | Response | tuple[str, int] | tuple[Response, int]


@blueprint.get("/i/<uuid:interview_id>/recap/phone")
@guarded(Permission.TAKE_DOWN_RECAP)
def take_down(interview_id: UUID) -> Page:
    """Six fields to fill while the candidate talks."""
    interview = load(actor(), Permission.TAKE_DOWN_RECAP, Interview, interview_id)
    recap = queries.recap_of(interview)
    form = PhoneForm(formdata=None, data=phone.taking_down(recap))
    return _page(interview, form, phone.version_of(recap))


@blueprint.post("/i/<uuid:interview_id>/recap/phone")
@guarded(Permission.TAKE_DOWN_RECAP)
def taken_down(interview_id: UUID) -> Page:
    """Keep what was typed and ask the candidate to confirm it."""
    now = clock.now()
    interview = load(actor(), Permission.TAKE_DOWN_RECAP, Interview, interview_id, lock=True)
    form = PhoneForm()
    if not form.validate_on_submit():
        return _page(interview, form, _version_sent()), 422
    try:
        phone.save(interview, _typed(form), _version_sent(), now)
        phone.take_down(actor(), interview, _key(form), now)
    except Stale as stale:
        db.session.rollback()
        theirs = PhoneForm(formdata=None, data=stale.current["fields"])
        shown = load(actor(), Permission.TAKE_DOWN_RECAP, Interview, interview_id)
        return _page(shown, form, int(str(stale.current["version"])), theirs=theirs), 409
    except Invalid as refused:
        form.form_errors = [str(refused)]
        return _page(interview, form, phone.version_of(queries.recap_of(interview))), 422
    name = interview.process.candidate.user.name
    db.session.commit()
    flash(_("Taken down. %(name)s gets a mail to confirm it with one tap.", name=name), "success")
    return redirect(url_for("interviews.show", interview_id=interview_id))


@blueprint.post("/i/<uuid:interview_id>/recap/phone/save")
@guarded(Permission.TAKE_DOWN_RECAP)
def save(interview_id: UUID) -> Page:
    """Keep what is being typed."""
    now = clock.now()
    interview = load(actor(), Permission.TAKE_DOWN_RECAP, Interview, interview_id, lock=True)
    try:
        recap = phone.save(interview, _typed(PhoneForm()), _version_sent(), now)
    except Stale as stale:
        db.session.rollback()
        return jsonify(version=stale.current["version"], fields=stale.current["fields"]), 409
    version = phone.version_of(recap)
    db.session.commit()
    return jsonify(version=version, saved_at=now.isoformat()), 200


@blueprint.post("/i/<uuid:interview_id>/recap/confirm")
@guarded(Permission.WRITE_RECAP)
def confirm(interview_id: UUID) -> Page:
    """The candidate's one tap."""
    interview = load(actor(), Permission.WRITE_RECAP, Interview, interview_id, lock=True)
    try:
        revision_id = UUID(request.form.get("revision", ""))
    except ValueError as error:
        raise Invalid(_("Open the recap again and press the button there.")) from error
    phone.confirm(actor(), interview, revision_id, clock.now())
    db.session.commit()
    flash(_("Thank you, your recap is in. Next come the thank-yous."), "success")
    return redirect(url_for("accounts.home"))


def _page(interview: Interview, form: PhoneForm, version: int, theirs: PhoneForm | None = None) -> str:
    form.key.data = form.key.data or str(new_id())
    recap = queries.recap_of(interview)
    return render_template(
        "recaps/phone.html",
        interview=interview,
        form=form,
        version=version,
        theirs=theirs,
        standing=queries.latest(recap),
        people=[person for person in queries.people_of(interview) if person.removed_at is None],
        save_url=url_for("recaps_phone.save", interview_id=interview.id),
    )


def _typed(form: PhoneForm) -> dict[str, str]:
    return {name: str(form[name].data or "") for name in (*phone.FIELDS, "still_interested")}


def _version_sent() -> int:
    sent = request.form.get("version", "0")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0  # noqa: PLR2004  (a small number)


def _key(form: PhoneForm) -> UUID:
    try:
        return UUID(str(form.key.data))
    except ValueError:
        return new_id()
