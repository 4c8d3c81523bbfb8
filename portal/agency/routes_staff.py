"""Staff: who works here, and one page a person with what they hold."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal import clock
from portal.access import Permission
from portal.agency import queries, staff
from portal.agency.forms import HandOverForm, InviteForm, MemberForm, StaffForm
from portal.errors import Invalid, WrongState
from portal.extensions import db
from portal.models import Role, User
from portal.web.guards import actor, guarded

Page = str | Response | tuple[str, int]


@guarded(Permission.MANAGE_STAFF)
def index() -> Page:
    """Everybody who works here."""
    return render_template("agency/staff.html", staff=queries.staff(actor().agency_id))


@guarded(Permission.MANAGE_STAFF)
def new_member() -> Page:
    """The form of an invitation."""
    return _invite_page(InviteForm(formdata=None))


@guarded(Permission.MANAGE_STAFF)
def invite_member() -> Page:
    """Invite somebody."""
    form = InviteForm()
    form.offer(queries.teams(actor().agency_id))
    if not form.validate_on_submit():
        return _invite_page(form, 422)
    try:
        user = staff.invite(
            actor(),
            name=str(form.name.data),
            email=str(form.email.data),
            role=Role(form.role.data),
            team_id=UUID(form.team.data) if form.team.data else None,
            now=clock.now(),
        )
    except Invalid as fault:
        _show(form, fault)
        return _invite_page(form, 422)
    db.session.commit()
    flash(_("%(name)s is invited; the mail is on its way.", name=user.name), "success")
    return redirect(url_for("agency.staff"))


@guarded(Permission.MANAGE_STAFF)
def member(user_id: UUID) -> Page:
    """One person: role, team, what they hold, and the end of their access."""
    user = staff.member(actor(), user_id)
    return _member_page(user, _member_form(user), HandOverForm(formdata=None))


@guarded(Permission.MANAGE_STAFF)
def change_member(user_id: UUID) -> Page:
    """Change a person's name, role and team."""
    user, form = staff.member(actor(), user_id), MemberForm()
    form.offer(queries.teams(user.agency_id))
    if not form.validate_on_submit():
        return _member_page(user, form, HandOverForm(formdata=None), 422)
    try:
        staff.change(
            actor(),
            user_id,
            name=str(form.name.data),
            role=Role(form.role.data),
            team_id=UUID(form.team.data) if form.team.data else None,
            take_along=bool(form.take_along.data),
            now=clock.now(),
        )
    except (Invalid, WrongState) as fault:
        db.session.rollback()
        _show(form, fault)
        return _member_page(staff.member(actor(), user_id), form, HandOverForm(formdata=None), 422)
    db.session.commit()
    flash(_("%(name)s is changed.", name=form.name.data), "success")
    return redirect(url_for("agency.member", user_id=user_id))


@guarded(Permission.MANAGE_STAFF)
def invite_again(user_id: UUID) -> Page:
    """Mail the invitation once more."""
    user = staff.invite_again(actor(), user_id, clock.now())
    db.session.commit()
    flash(_("%(name)s is invited again; the mail is on its way.", name=user.name), "success")
    return redirect(url_for("agency.member", user_id=user_id))


@guarded(Permission.MANAGE_STAFF)
def hand_over(user_id: UUID) -> Page:
    """Give what the person holds to a colleague."""
    user, form = staff.member(actor(), user_id), HandOverForm()
    form.offer(_colleagues(user))
    if not form.validate_on_submit():
        return _member_page(user, _member_form(user), form, 422)
    try:
        to, total = staff.hand_over(actor(), user_id, UUID(form.to.data), clock.now())
    except Invalid as fault:
        _show(form, fault)
        return _member_page(user, _member_form(user), form, 422)
    db.session.commit()
    flash(_("%(total)s things now belong to %(name)s.", total=total, name=to.name), "success")
    return redirect(url_for("agency.member", user_id=user_id))


@guarded(Permission.MANAGE_STAFF)
def disable_member(user_id: UUID) -> Page:
    """End the person's access."""
    user = staff.member(actor(), user_id)
    try:
        staff.disable(actor(), user_id, clock.now())
    except WrongState as refusal:
        db.session.rollback()
        user = staff.member(actor(), user_id)
        return _member_page(user, _member_form(user), HandOverForm(formdata=None), 409, refusal=str(refusal))
    db.session.commit()
    flash(_("%(name)s can no longer sign in.", name=user.name), "success")
    return redirect(url_for("agency.member", user_id=user_id))


@guarded(Permission.MANAGE_STAFF)
def enable_member(user_id: UUID) -> Page:
    """Let the person in again."""
    user = staff.enable(actor(), user_id, clock.now())
    db.session.commit()
    flash(_("%(name)s can sign in again.", name=user.name), "success")
    return redirect(url_for("agency.member", user_id=user_id))


def _show(form: StaffForm | HandOverForm, fault: Invalid | WrongState) -> None:
    """Put what is wrong beside its field; what has none is about the role."""
    for name, words in (fault.faults if isinstance(fault, Invalid) else {"role": str(fault)}).items():
        form[name].errors = [words]


def _member_form(user: User) -> MemberForm:
    return MemberForm(
        formdata=None,
        data={
            "name": user.name,
            "role": user.role.value,
            "team": str(user.team_id or ""),
            "take_along": True,
        },
    )


def _colleagues(user: User) -> list[User]:
    return [one for one in queries.staff(user.agency_id) if one.disabled_at is None and one.id != user.id]


def _invite_page(form: InviteForm, status: int = 200) -> tuple[str, int]:
    form.offer(queries.teams(actor().agency_id))
    return render_template("agency/invite.html", form=form), status


def _member_page(
    user: User, form: MemberForm, giving: HandOverForm, status: int = 200, refusal: str | None = None
) -> tuple[str, int]:
    form.offer(queries.teams(user.agency_id))
    giving.offer(_colleagues(user))
    return render_template(
        "agency/member.html",
        user=user,
        form=form,
        giving=giving,
        held=queries.holdings(user),
        oneself=user.id == actor().user_id,
        refusal=refusal,
    ), status
