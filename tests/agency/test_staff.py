"""Inviting staff, changing them, handing over what they hold, and ending their access."""

from flask import Flask

from portal.extensions import db
from portal.models import AuditEntry, Candidate, Employer, Interview, LinkPurpose, Mail, Role, User
from tests import factories as make
from tests.cast import Cast


def invite(client, cast: Cast, **values):
    data = {"name": "Nell Page", "email": "Nell@Harbour.example", "role": "recruiter"} | values
    return client.post("/agency/staff/new", data={"team": str(cast.own.team.id)} | data)


def test_an_admin_invites_a_recruiter_who_gets_a_mail_with_a_link(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    assert client.get("/agency/staff/new").status_code == 200
    assert invite(client, cast).headers["Location"] == "/agency/staff"
    user = db.session.query(User).filter_by(email="nell@harbour.example").one()
    assert (user.role, user.team_id, user.password_hash) == (Role.RECRUITER, cast.own.team.id, None)
    mail = db.session.query(Mail).one()
    assert (mail.kind, mail.link_purpose, mail.user_id) == (
        "staff_invitation",
        LinkPurpose.INVITATION,
        user.id,
    )
    assert cast.admin.name in mail.text
    assert db.session.query(AuditEntry).filter_by(action="staff.invited", subject_id=user.id).count() == 1
    assert "invited" in client.get("/agency/staff").text


def test_an_invitation_that_cannot_be_is_refused_with_the_reason(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    taken = invite(client, cast, email=cast.own.recruiter.email)
    assert taken.status_code == 422
    assert "already signs in with this address" in taken.text
    assert "Choose a team" in invite(client, cast, team="").text
    assert invite(client, cast, team=str(cast.other.team.id)).status_code == 422
    assert invite(client, cast, role="candidate").status_code == 422
    assert invite(client, cast, email="nobody").status_code == 422
    assert db.session.query(Mail).count() == 0


def test_an_address_known_to_another_agency_can_be_invited_here(app: Flask, cast: Cast, signed_in):
    assert invite(signed_in(cast.admin), cast, email=cast.other.recruiter.email).status_code == 302


def test_a_candidates_sign_in_is_nobody_on_the_pages_of_staff(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    path = f"/agency/staff/{cast.own.candidate.user_id}"
    assert client.get(path).status_code == 404
    assert client.post(f"{path}/disable").status_code == 404
    assert client.post(path, data={"name": "X", "role": "admin", "team": ""}).status_code == 404


def test_a_new_role_is_audited_and_signs_them_out(app: Flask, cast: Cast, signed_in):
    theirs = signed_in(cast.own.recruiter)
    path = f"/agency/staff/{cast.own.recruiter.id}"
    data = {"name": "Tom Reed", "role": "admin", "team": str(cast.own.team.id)}
    assert signed_in(cast.admin).post(path, data=data).status_code == 302
    assert db.session.get_one(User, (cast.agency.id, cast.own.recruiter.id)).role is Role.ADMIN
    assert theirs.get("/me/settings").headers["Location"].startswith("/signin")
    assert db.session.query(AuditEntry).filter_by(action="staff.role_changed").one().detail["new"] == "admin"


def test_nobody_takes_their_own_rights_away_and_the_last_admin_stays(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    own = f"/agency/staff/{cast.admin.id}"
    demoted = client.post(own, data={"name": "Ada", "role": "recruiter", "team": str(cast.own.team.id)})
    assert demoted.status_code == 422
    assert "Another admin has to do this" in demoted.text
    assert client.post(f"{own}/disable").status_code == 409
    second = make.user(cast.agency, Role.ADMIN, "Bea Lind")
    db.session.commit()
    assert signed_in(second).post(f"{own}/disable").status_code == 302
    assert client.get("/agency").headers["Location"].startswith("/signin")


def test_access_ends_only_after_everything_is_handed_over(app: Flask, cast: Cast, signed_in):
    leaving, path = cast.own.recruiter, f"/agency/staff/{cast.own.recruiter.id}"
    cast.own.employer.owner_id = leaving.id
    db.session.commit()
    client = signed_in(cast.admin)
    page = client.get(path).text
    assert cast.own.candidate.user.name in page
    assert cast.own.employer.name in page
    refused = client.post(f"{path}/disable")
    assert refused.status_code == 409
    assert "Hand over what" in refused.text
    given = client.post(f"{path}/hand-over", data={"to": str(cast.stranger.recruiter.id)})
    assert given.status_code == 302
    candidate = db.session.get_one(Candidate, (cast.agency.id, cast.own.candidate.id))
    assert (candidate.recruiter_id, candidate.team_id) == (cast.stranger.recruiter.id, cast.stranger.team.id)
    interview = db.session.get_one(Interview, (cast.agency.id, cast.own.interview.id))
    assert interview.recruiter_id == cast.stranger.recruiter.id
    employer = db.session.get_one(Employer, (cast.agency.id, cast.own.employer.id))
    assert employer.owner_id == cast.stranger.recruiter.id
    assert db.session.query(Mail).one().to_address == cast.stranger.recruiter.email
    entry = db.session.query(AuditEntry).filter_by(action="staff.handed_over").one()
    assert (entry.detail["candidates"], entry.detail["interviews"], entry.detail["employers"]) == (1, 1, 1)
    assert client.post(f"{path}/disable").status_code == 302
    assert "disabled" in client.get("/agency/staff").text


def test_work_goes_to_active_colleagues_of_the_same_agency_only(app: Flask, cast: Cast, signed_in):
    path = f"/agency/staff/{cast.own.recruiter.id}/hand-over"
    client = signed_in(cast.admin)
    cast.stranger.recruiter.disabled_at = make.now()
    db.session.commit()
    for to in (cast.other.recruiter, cast.own.recruiter, cast.stranger.recruiter, cast.own.candidate.user):
        assert client.post(path, data={"to": str(to.id)}).status_code == 422
    assert client.post(path, data={}).status_code == 422


def test_an_interview_of_somebody_elses_candidate_goes_to_who_looks_after_them(
    app: Flask, cast: Cast, signed_in
):
    colleague = make.user(cast.agency, Role.RECRUITER, "Uma Bell", team_id=cast.own.team.id)
    cast.own.candidate.recruiter_id = colleague.id
    db.session.commit()
    path = f"/agency/staff/{cast.own.recruiter.id}/hand-over"
    signed_in(cast.admin).post(path, data={"to": str(cast.stranger.recruiter.id)})
    interview = db.session.get_one(Interview, (cast.agency.id, cast.own.interview.id))
    assert interview.recruiter_id == colleague.id


def test_ending_access_signs_out_at_once_and_can_be_taken_back(app: Flask, cast: Cast, signed_in):
    newcomer = make.user(cast.agency, Role.RECRUITER, "Nell Page", team_id=cast.own.team.id)
    db.session.commit()
    theirs, client = signed_in(newcomer), signed_in(cast.admin)
    assert client.post(f"/agency/staff/{newcomer.id}/disable").status_code == 302
    assert theirs.get("/me/settings").headers["Location"].startswith("/signin")
    assert client.post(f"/agency/staff/{newcomer.id}/enable").status_code == 302
    assert theirs.get("/me/settings").headers["Location"].startswith("/signin")
    assert signed_in(newcomer).get("/me/settings").status_code == 200
    actions = {entry.action for entry in db.session.query(AuditEntry)}
    assert {"staff.disabled", "staff.enabled"} <= actions


def test_changing_teams_takes_the_candidates_along_or_is_refused(app: Flask, cast: Cast, signed_in):
    client, path = signed_in(cast.admin), f"/agency/staff/{cast.own.recruiter.id}"
    data = {"name": "Tom Reed", "role": "recruiter", "team": str(cast.stranger.team.id)}
    refused = client.post(path, data=data)
    assert refused.status_code == 422
    assert "hand them over first" in refused.text
    assert client.post(path, data=data | {"take_along": "y"}).status_code == 302
    candidate = db.session.get_one(Candidate, (cast.agency.id, cast.own.candidate.id))
    assert candidate.team_id == cast.stranger.team.id


def test_an_invitation_can_be_sent_again_until_it_is_taken_up(app: Flask, cast: Cast, signed_in):
    client = signed_in(cast.admin)
    invite(client, cast)
    user = db.session.query(User).filter_by(email="nell@harbour.example").one()
    assert client.post(f"/agency/staff/{user.id}/invite").status_code == 302
    assert client.post(f"/agency/staff/{cast.own.recruiter.id}/invite").status_code == 409
