"""Pages of candidates, for those who look after them."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal import clock
from portal.access import Permission, load
from portal.accounts.queries import agreement
from portal.errors import Invalid
from portal.extensions import db
from portal.interviews import candidates, queries, words
from portal.interviews.forms_candidate import CandidateForm, OwnerForm, PersonForm, owner_value
from portal.interviews.routes import Page, blueprint, usual_zones
from portal.models import Agency, Candidate
from portal.web.guards import actor, guarded

__all__ = ["blueprint"]


@blueprint.get("/people")
@guarded(Permission.MANAGE_CANDIDATES)
def people() -> Page:
    """Candidates, by name."""
    search = request.args.get("q", "").strip()[:100]
    mine, archived = request.args.get("who") == "mine", request.args.get("archived") == "1"
    page = queries.candidates(
        actor(), search, request.args.get("page"), clock.now(), mine=mine, archived=archived
    )
    return render_template("interviews/people.html", page=page, search=search, mine=mine, archived=archived)


@blueprint.route("/candidates/new", methods=["GET", "POST"])
@guarded(Permission.MANAGE_CANDIDATES)
def new_candidate() -> Page:
    """A new candidate, who is invited by mail."""
    form, taken = CandidateForm(), None
    agency = db.session.get_one(Agency, actor().agency_id)
    form.offer(queries.owners(actor()), f"user:{actor().user_id}", agency.timezone, clock.now())
    if form.validate_on_submit():
        try:
            belongs = candidates.owner(actor(), str(form.owner.data))
            row = candidates.add(actor(), form.key.id_of_row, form.person(), belongs, clock.now())
        except candidates.Taken as fault:
            form.email.errors, taken = [str(fault)], fault
        except Invalid as fault:
            show_faults(form, fault)
        else:
            db.session.commit()
            flash(_("%(name)s is saved, and the invitation is on its way.", name=row.user.name), "success")
            return redirect(url_for("interviews.candidate", candidate_id=row.id))
    page = render_template("interviews/candidate_new.html", form=form, taken=taken)
    return page, 422 if form.errors else 200


@blueprint.get("/candidates/<uuid:candidate_id>")
@guarded(Permission.MANAGE_CANDIDATES)
def candidate(candidate_id: UUID) -> Page:
    """One candidate: their rounds by position, and whether they agreed to what is kept."""
    row = load(actor(), Permission.MANAGE_CANDIDATES, Candidate, candidate_id)
    rounds = queries.rounds(actor(), row, clock.now())
    processes: dict[UUID, list[tuple[object, str]]] = {}
    for interview, state in rounds:
        processes.setdefault(interview.process_id, []).append((interview, state))
    return render_template(
        "interviews/candidate.html",
        candidate=row,
        processes=list(processes.values()),
        agreement=agreement(row),
        stages=words.STAGES,
    )


@blueprint.route("/candidates/<uuid:candidate_id>/edit", methods=["GET", "POST"])
@guarded(Permission.MANAGE_CANDIDATES)
def edit_candidate(candidate_id: UUID) -> Page:
    """Change who a candidate is and how they are reached."""
    row = load(actor(), Permission.MANAGE_CANDIDATES, Candidate, candidate_id, lock=request.method == "POST")
    form = PersonForm(
        data={
            "name": row.user.name,
            "email": row.user.email,
            "phone": row.phone,
            "timezone": row.timezone,
        }
    )
    form.timezone.offer(usual_zones(actor(), row.timezone), clock.now())
    taken = None
    if form.validate_on_submit():
        try:
            candidates.change(actor(), row, form.person(), clock.now())
        except candidates.Taken as fault:
            form.email.errors, taken = [str(fault)], fault
        except Invalid as fault:
            show_faults(form, fault)
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("interviews.candidate", candidate_id=row.id))
        db.session.rollback()
        row = load(actor(), Permission.MANAGE_CANDIDATES, Candidate, candidate_id)
    page = render_template("interviews/candidate_edit.html", form=form, candidate=row, taken=taken)
    return page, 422 if form.errors else 200


@blueprint.route("/candidates/<uuid:candidate_id>/owner", methods=["GET", "POST"])
@guarded(Permission.MANAGE_CANDIDATES)
def hand_over(candidate_id: UUID) -> Page:
    """Hand a candidate to another recruiter or team."""
    row = load(actor(), Permission.MANAGE_CANDIDATES, Candidate, candidate_id, lock=request.method == "POST")
    form = OwnerForm()
    form.offer_owners(queries.owners(actor()), owner_value(row))
    if form.validate_on_submit():
        belongs = candidates.owner(actor(), str(form.owner.data))
        name = row.user.name
        candidates.hand_over(actor(), row, belongs, clock.now())
        db.session.commit()
        flash(_("%(name)s is handed over, with the interviews that are still open.", name=name), "success")
        if actor().role == "recruiter" and belongs.team_id != actor().team_id:
            return redirect(url_for("interviews.people"))
        return redirect(url_for("interviews.candidate", candidate_id=candidate_id))
    page = render_template("interviews/candidate_owner.html", form=form, candidate=row)
    return page, 422 if form.errors else 200


@blueprint.post("/candidates/<uuid:candidate_id>/invite")
@guarded(Permission.MANAGE_CANDIDATES)
def invite(candidate_id: UUID) -> Page:
    """Mail the invitation once more."""
    row = load(actor(), Permission.MANAGE_CANDIDATES, Candidate, candidate_id)
    candidates.invite_again(actor(), row, clock.now())
    db.session.commit()
    flash(_("The invitation is on its way to %(email)s.", email=row.user.email), "success")
    return redirect(url_for("interviews.candidate", candidate_id=row.id))


@blueprint.post("/candidates/<uuid:candidate_id>/archive")
@guarded(Permission.MANAGE_CANDIDATES)
def archive_candidate(candidate_id: UUID) -> Page:
    """Take a candidate out of the lists, or back into them."""
    row = load(actor(), Permission.MANAGE_CANDIDATES, Candidate, candidate_id, lock=True)
    back = request.form.get("back") == "1"
    candidates.archive(actor(), row, clock.now(), back=back)
    db.session.commit()
    flash(_("%(name)s is back in the list.", name=row.user.name) if back else _("Archived."), "success")
    return redirect(url_for("interviews.candidate", candidate_id=row.id))


def show_faults(form: object, fault: Invalid) -> None:
    """Put what an operation found wrong to the fields it names."""
    for name, message in fault.faults.items():
        form[name].errors = [message]  # type: ignore[index]
