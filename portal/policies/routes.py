"""The policy as everybody may read it, its versions, and an admin's choice of the next one."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission
from portal.errors import Invalid, NotFound, Stale
from portal.extensions import db
from portal.models import PolicyVersion
from portal.policies import operations, packs, queries
from portal.policies.forms import PublishForm
from portal.policies.plain import plain
from portal.web.guards import actor, guarded
from portal.web.navigation import MENU, Entry

blueprint = Blueprint("policies", __name__)

MENU.append(Entry(_l("The rules"), "policies.show", Permission.SEE_POLICY))

Page = str | Response | tuple[str, int]


@blueprint.get("/policy")
@guarded(Permission.SEE_POLICY, before_notice=True)
def show() -> Page:
    """The policy in force, in plain words: rules are open to everybody who is judged by them."""
    now = clock.now()
    try:
        version = queries.in_force(actor().agency_id, now)
    except NotFound:
        return render_template("policies/none.html")
    return _version_page(version, now)


@blueprint.get("/policy/<int:number>")
@guarded(Permission.SEE_POLICY, before_notice=True)
def version(number: int) -> Page:
    """One version, past, present or to come."""
    return _version_page(queries.numbered(actor().agency_id, number), clock.now())


@blueprint.get("/policy/history")
@guarded(Permission.SEE_POLICY, before_notice=True)
def history() -> Page:
    """Every version, with who published it when and why."""
    now = clock.now()
    return render_template(
        "policies/history.html",
        versions=queries.history(actor().agency_id),
        current=_in_force_id(now),
        now=now,
    )


@blueprint.get("/policy/choose")
@guarded(Permission.CHANGE_POLICY)
def choose() -> Page:
    """The packs to choose from."""
    newest = queries.latest(actor().agency_id)
    return _choice_page(
        PublishForm(formdata=None, after=newest.number if newest else 0, pack=newest.pack if newest else None)
    )


@blueprint.post("/policy/choose")
@guarded(Permission.CHANGE_POLICY)
def publish() -> Page:
    """Publish the pack chosen as the next version."""
    form, who, now = PublishForm(), actor(), clock.now()
    form.offer(_offered())
    if not form.validate_on_submit():
        return _choice_page(form, 422)
    zone = ZoneInfo(current_user.agency.timezone)
    day = form.effective_from.data
    try:
        published = operations.publish(
            who.agency_id,
            form.pack.data,
            packs.document(form.pack.data),
            now,
            after=int(str(form.after.data)) if str(form.after.data).isdecimal() else 0,
            by_id=who.user_id,
            effective_from=datetime.combine(day, time(), zone) if day else None,
            reason=str(form.reason.data).strip(),
        )
    except Invalid as fault:
        for name, words in fault.faults.items():
            form[name].errors = [words]
        return _choice_page(form, 422)
    except Stale as stale:
        newest = queries.latest(who.agency_id)
        form.after.data = str(newest.number if newest else 0)
        form.pack.errors = [str(stale)]
        return _choice_page(form, 409)
    db.session.commit()
    flash(_("Version %(number)s is published.", number=published.number), "success")
    return redirect(url_for("policies.history"))


def _version_page(found: PolicyVersion, now: datetime) -> str:
    return render_template(
        "policies/show.html",
        version=found,
        policy=plain(found.document),
        current=found.id == _in_force_id(now),
        ahead=queries.upcoming(found.agency_id, now),
        contact=current_user.agency.contact_person or current_user.agency.name,
        now=now,
    )


def _in_force_id(now: datetime) -> UUID | None:
    try:
        return queries.in_force(actor().agency_id, now).id
    except NotFound:
        return None


def _offered() -> list[tuple[str, str]]:
    return [(name, policy.title or name) for name, policy in packs.choices()]


def _choice_page(form: PublishForm, status: int = 200) -> tuple[str, int]:
    form.offer(_offered())
    return render_template(
        "policies/choose.html",
        form=form,
        packs={name: plain(packs.document(name)) for name, _policy in packs.choices()},
        newest=queries.latest(actor().agency_id),
        ahead=queries.upcoming(actor().agency_id, clock.now()),
    ), status
