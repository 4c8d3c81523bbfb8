"""Writing the recap on two pages, handing it in, reading it."""

import re
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission, load
from portal.errors import Invalid, Stale
from portal.extensions import db
from portal.models import Agency, Interview, PersonMet, new_id
from portal.recaps import documents, operations, queries
from portal.recaps.draft import PAGES, Draft, seeded
from portal.recaps.forms import RecapPage
from portal.recaps.routes_base import Page, blueprint
from portal.tasks.operations import ask_for_score
from portal.web.guards import actor, guarded

PERSON_FIELD = re.compile(r"person-([^-]{8}-[^-]{4}-[^-]{4}-[^-]{4}-[^-]{12})-")
ROW = re.compile(r"(?P<verb>add|remove)_(?P<name>[a-z_]+?)(?:_(?P<index>\d+))?")


@blueprint.get("/i/<uuid:interview_id>/recap/<int:page>")
@guarded(Permission.WRITE_RECAP)
def page(interview_id: UUID, page: int) -> Page:
    """One page of the recap, with what was typed before or is known anyway."""
    interview = _interview(interview_id, page)
    people, draft, version = _standing(interview)
    return _draw(interview, RecapPage(page, people, draft), version)


@blueprint.post("/i/<uuid:interview_id>/recap/<int:page>")
@guarded(Permission.WRITE_RECAP)
def write(interview_id: UUID, page: int) -> Page:
    """Keep the page, and then what the button says: a row more or less, back, next, or hand the recap in."""
    now = clock.now()
    interview = _interview(interview_id, page, lock=True)
    people, typed = _typed(interview, page)
    action = request.form.get("action", "next")
    row = ROW.fullmatch(action)
    if row is not None:
        typed.change_rows(row["verb"], row["name"], row["index"])
    try:
        recap = operations.save(interview, {page: typed.values}, _version_sent(), now)
    except Stale as stale:
        db.session.rollback()
        return _both(interview_id, page, typed, stale), 409
    db.session.commit()
    if row is not None:
        return redirect(f"{_url(interview_id, page)}#{row['name']}")
    if action in {"back", "keep"}:
        return redirect(_url(interview_id, 1 if action == "back" else page))
    if not typed.validate():
        return _draw(interview, typed, recap.draft_version), 422
    if action == "later":
        flash(_("Saved. Go on whenever you like."), "ok")
        return redirect("/")
    return redirect(_url(interview_id, 2)) if page == 1 else _hand_in(interview_id, typed, people)


def _hand_in(interview_id: UUID, second: RecapPage, people: list[PersonMet]) -> Page:
    now = clock.now()
    interview = _interview(interview_id, 2, lock=True)
    first = RecapPage(1, people, _standing(interview)[1])
    first = RecapPage(1, people, first.values, MultiDict(first.flat))
    version = operations.locked(interview, now).draft_version
    if not first.validate():
        return _draw(interview, first, version), 422
    try:
        revision, new = operations.submit(actor(), interview, _key(), now)
    except Invalid as refused:
        db.session.rollback()
        second.form.form_errors = [*second.form.form_errors, str(refused)]
        return _draw(_interview(interview_id, 2), second, version), 422
    db.session.commit()
    if new and revision.number == 1:
        flash(_("Your recap is handed in. Next: thank the people you met."), "ok")
        person = next((one for one in people if one.removed_at is None), None)
        return redirect(
            url_for("followups.new_note", interview_id=interview_id, to=person.id if person else None)
        )
    flash(_("Your amended recap is handed in.") if new else _("Your recap stands as it is."), "ok")
    return redirect(url_for("recaps.show", interview_id=interview_id))


@blueprint.post("/i/<uuid:interview_id>/recap/<int:page>/save")
@guarded(Permission.WRITE_RECAP)
def save(interview_id: UUID, page: int) -> Page:
    """Keep a page while it is typed: the answer that static/js/autosave.js expects."""
    now = clock.now()
    interview = _interview(interview_id, page, lock=True)
    people, typed = _typed(interview, page)
    try:
        recap = operations.save(interview, {page: typed.values}, _version_sent(), now)
    except Stale as stale:
        theirs = _theirs(interview, page, people)
        db.session.rollback()
        return jsonify(version=stale.current["version"], fields=theirs.flat), 409
    db.session.commit()
    return jsonify(version=recap.draft_version, saved_at=now.isoformat()), 200


@blueprint.get("/i/<uuid:interview_id>/recap")
@guarded(Permission.SEE_RECAP)
def show(interview_id: UUID) -> Page:
    """The submitted recap, to read."""
    interview = load(actor(), Permission.SEE_RECAP, Interview, interview_id)
    recap = queries.recap_of(interview)
    revision = queries.latest(recap)
    if recap is None or revision is None:
        if actor().is_staff:
            abort(404)
        return redirect(_url(interview_id, 1))
    return render_template(
        "recaps/show.html",
        interview=interview,
        recap=recap,
        revision=revision,
        content=revision.content,
        decision=queries.decision_on(revision),
        unconfirmed=queries.unconfirmed(revision),
        submitted_at=queries.first_submitted_at(recap),
        people=[person for person in queries.people_of(interview) if person.removed_at is None],
        given=queries.given(interview),
        documents=documents.documents_of(recap),
    )


@blueprint.post("/i/<uuid:interview_id>/recap/opened")
@guarded(Permission.WRITE_RECAP)
def opened(interview_id: UUID) -> Page:
    """The candidate reads the submitted recap again."""
    now = clock.now()
    interview = load(actor(), Permission.WRITE_RECAP, Interview, interview_id, lock=True)
    if queries.latest(queries.recap_of(interview)) is None:
        abort(404)
    if operations.read_again(operations.locked(interview, now), now):
        ask_for_score(interview, now)
    db.session.commit()
    if "HX-Request" in request.headers:
        return Response(status=204)
    flash(_("Noted: you read your recap again today."), "ok")
    return redirect(url_for("recaps.show", interview_id=interview_id))


def _interview(interview_id: UUID, page: int, *, lock: bool = False) -> Interview:
    if page not in PAGES:
        abort(404)
    return load(actor(), Permission.WRITE_RECAP, Interview, interview_id, lock=lock)


def _url(interview_id: UUID, page: int) -> str:
    return url_for("recaps.page", interview_id=interview_id, page=page)


def _standing(interview: Interview) -> tuple[list[PersonMet], Draft, int]:
    recap = queries.recap_of(interview)
    people = queries.people_of(interview)
    agency = db.session.get_one(Agency, interview.agency_id)
    return people, seeded(recap, interview, people, agency.timezone), recap.draft_version if recap else 0


def _typed(interview: Interview, page: int) -> tuple[list[PersonMet], RecapPage]:
    people, draft, _version = _standing(interview)
    named = {match[1] for name in request.form if (match := PERSON_FIELD.match(name))}
    if named - {str(person.id) for person in people}:
        abort(404)
    return people, RecapPage(page, people, draft, request.form)


def _theirs(interview: Interview, page: int, people: list[PersonMet]) -> RecapPage:
    return RecapPage(page, people, _standing(interview)[1])


def _version_sent() -> int:
    sent = request.form.get("version", "0")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0  # noqa: PLR2004  (a small number)


def _key() -> UUID:
    try:
        return UUID(request.form.get("key", ""))
    except ValueError:
        return new_id()


def _both(interview_id: UUID, page: int, mine: RecapPage, stale: Stale) -> str:
    """Both texts: what was typed stays in the form, and what stands is shown above it."""
    interview = _interview(interview_id, page)
    theirs = _theirs(interview, page, queries.people_of(interview))
    other = mine.differing(theirs)
    return _draw(interview, mine, int(str(stale.current["version"])), other=other)


def _draw(
    interview: Interview, shown: RecapPage, version: int, other: list[tuple[str, str]] | None = None
) -> str:
    recap = queries.recap_of(interview)
    return render_template(
        f"recaps/page{shown.number}.html",
        interview=interview,
        page=shown,
        form=shown.form,
        version=version,
        key=request.form.get("key") or new_id(),
        other=other,
        amends=queries.first_submitted_at(recap) is not None,
        given=queries.given(interview),
        due_at=recap.due_at if recap else None,
    )
