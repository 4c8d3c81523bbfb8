"""The queue, and the page on which one item of it is decided."""

from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission
from portal.errors import Stale
from portal.extensions import db
from portal.models import DecisionKind, NoteRevision
from portal.notes.sentences import paragraphs
from portal.reviews import operations, waiting
from portal.reviews.findings import findings
from portal.reviews.forms import AnswerForm
from portal.reviews.groups import grouped
from portal.reviews.item import Item, item
from portal.web.guards import actor, guarded
from portal.web.navigation import MAIN, Entry

blueprint = Blueprint("reviews", __name__)

Page = str | Response | tuple[str, int]

MAIN.append(Entry(_l("Queue"), "reviews.queue", Permission.REVIEW, badge=waiting.count))


@blueprint.get("/queue")
@guarded(Permission.REVIEW)
def queue() -> Page:
    """What waits, by the time left."""
    mine = request.args.get("who") == "mine"
    now = clock.now()
    page = waiting.waiting(actor(), mine=mine, after=request.args.get("after"))
    return render_template(
        "reviews/queue.html",
        groups=grouped(page.items, now, ZoneInfo(actor().timezone)),
        page=page,
        mine=mine,
        first="after" not in request.args,
        now=now,
    )


@blueprint.get("/queue/<uuid:revision_id>")
@guarded(Permission.REVIEW)
def review(revision_id: UUID) -> Page:
    """One page to decide."""
    return _page(item(actor(), revision_id), AnswerForm(formdata=None))


@blueprint.post("/queue/<uuid:revision_id>")
@guarded(Permission.REVIEW)
def decide(revision_id: UUID) -> Page:
    """Answer the candidate, then go on with what is most urgent."""
    now = clock.now()
    found = item(actor(), revision_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(found, form), 422
    answer = operations.Answer(DecisionKind(str(form.decision.data)), form.comment.data)
    try:
        if isinstance(found.revision, NoteRevision):
            operations.decide_note(actor(), found.revision, answer, now)
        else:
            operations.decide_recap(actor(), found.revision, answer, now)
    except Stale as stale:
        db.session.rollback()
        newer = stale.current.get("newer")
        shown = item(actor(), newer if isinstance(newer, UUID) else revision_id)
        return _page(shown, form, happened=str(stale)), 409
    done = _done(found, answer.kind)
    db.session.commit()
    flash(done, "success")
    mine = request.args.get("who") == "mine"
    following = waiting.most_urgent(actor(), mine=mine)
    if following is None:
        return redirect(url_for("reviews.queue"))
    return redirect(url_for("reviews.review", revision_id=following, who="mine" if mine else None))


def _page(found: Item, form: AnswerForm, happened: str | None = None) -> str:
    now = clock.now()
    text = found.revision.body if isinstance(found.revision, NoteRevision) else ""
    return render_template(
        "reviews/item.html",
        item=found,
        form=form,
        happened=happened,
        paragraphs=paragraphs(text),
        words=len(text.split()),
        findings=findings(found, now),
        now=now,
    )


def _done(found: Item, kind: DecisionKind) -> str:
    """What was done, in a sentence with the candidate's name."""
    name = found.interview.process.candidate.user.name
    approved = kind is DecisionKind.APPROVED
    if found.note is None and approved:
        return str(_("%(name)s’s recap is accepted.", name=name))
    if found.note is None:
        return str(_("%(name)s is asked for more on the recap.", name=name))
    if approved:
        return str(_("%(name)s’s note is approved, and the mail to send it is on its way.", name=name))
    return str(_("%(name)s is asked for changes to the note.", name=name))
