"""Candidates: invited by mail, found by name, handed over, archived."""

from datetime import timedelta

from portal.extensions import db
from portal.models import AuditEntry, Candidate, InterviewChange, Mail, NoticeAgreement, Role, User
from tests import factories as make
from tests.cast import Cast
from tests.interviews.asking import key
from tests.statements import statements


def asked(cast: Cast, **values: object) -> dict[str, object]:
    return {
        "key": key(),
        "name": "Mina Sato",
        "email": "Mina.Sato@Example.net",
        "phone": "+1 312 555 0101",
        "timezone": "America/Denver",
        "owner": f"user:{cast.own.recruiter.id}",
    } | values


def test_a_new_candidate_is_invited_once_however_often_the_form_is_sent(cast: Cast, signed_in):
    client, form = signed_in(cast.own.recruiter), asked(cast)
    first, second = client.post("/candidates/new", data=form), client.post("/candidates/new", data=form)
    user = db.session.query(User).filter_by(email="mina.sato@example.net").one()
    row = db.session.query(Candidate).filter_by(user_id=user.id).one()
    assert first.headers["Location"] == second.headers["Location"] == f"/candidates/{row.id}"
    assert (user.role, user.name, user.password_hash) == (Role.CANDIDATE, "Mina Sato", None)
    assert (row.team_id, row.recruiter_id, row.timezone) == (
        cast.own.team.id,
        cast.own.recruiter.id,
        "America/Denver",
    )
    assert db.session.query(Mail).filter_by(kind="candidate_invitation", user_id=user.id).count() == 1
    assert db.session.query(AuditEntry).filter_by(action="candidate.added", subject_id=row.id).count() == 1
    assert "They have not read the notice yet" in client.get(f"/candidates/{row.id}").text


def test_an_address_of_this_agency_is_refused_with_a_link_to_whose_it_is(cast: Cast, signed_in):
    form = asked(cast, email=cast.own.candidate.user.email.upper())
    answer = signed_in(cast.own.recruiter).post("/candidates/new", data=form)
    assert answer.status_code == 422
    assert "Priya Nair has this address already" in answer.text
    assert f'href="/candidates/{cast.own.candidate.id}"' in answer.text
    assert 'value="Mina Sato"' in answer.text
    staff = signed_in(cast.own.recruiter).post("/candidates/new", data=asked(cast, email=cast.admin.email))
    assert "They work here" in staff.text


def test_an_address_of_another_agency_is_free(cast: Cast, signed_in):
    form = asked(cast, email=cast.other.candidate.user.email)
    assert signed_in(cast.own.recruiter).post("/candidates/new", data=form).status_code == 302


def test_everything_typed_is_kept_when_something_is_missing(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post(
        "/candidates/new", data=asked(cast, email="no address", name="")
    )
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert 'value="no address"' in answer.text
    assert 'value="+1 312 555 0101"' in answer.text
    assert '<option selected value="America/Denver">' in answer.text


def test_an_owner_of_another_agency_is_refused(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    for owner in (f"user:{cast.other.recruiter.id}", f"team:{cast.other.team.id}", "user:x"):
        assert client.post("/candidates/new", data=asked(cast, owner=owner)).status_code == 422
    candidate = f"user:{cast.own.candidate.user_id}"
    assert client.post("/candidates/new", data=asked(cast, owner=candidate)).status_code == 422
    assert db.session.query(User).filter_by(email="mina.sato@example.net").count() == 0


def test_the_page_shows_rounds_by_position_and_what_was_agreed(cast: Cast, signed_in):
    make.interview(cast.own.process, cast.own.recruiter, ended=-timedelta(days=2), round_name="Committee")
    db.session.commit()
    page = signed_in(cast.own.recruiter).get(f"/candidates/{cast.own.candidate.id}").text
    assert "Data Engineer" in page
    assert "Committee" in page
    assert "Planned" in page
    assert "Agreed" in page


def test_the_invitation_is_sent_again_on_request(cast: Cast, signed_in):
    db.session.query(NoticeAgreement).filter_by(candidate_id=cast.own.candidate.id).delete()
    db.session.commit()
    client = signed_in(cast.own.recruiter)
    assert "Send the invitation again" in client.get(f"/candidates/{cast.own.candidate.id}").text
    client.post(f"/candidates/{cast.own.candidate.id}/invite")
    assert db.session.query(Mail).filter_by(kind="candidate_invitation").count() == 1


def test_facts_about_a_candidate_are_changed_and_their_address_stays_theirs(cast: Cast, signed_in):
    client, row = signed_in(cast.own.recruiter), cast.own.candidate
    form = {"key": key(), "name": "Priya N. Nair", "email": row.user.email, "timezone": "Europe/Berlin"}
    assert client.post(f"/candidates/{row.id}/edit", data=form).status_code == 302
    db.session.refresh(row)
    db.session.refresh(row.user)
    assert (row.user.name, row.timezone) == ("Priya N. Nair", "Europe/Berlin")
    taken = client.post(
        f"/candidates/{row.id}/edit", data=form | {"email": cast.stranger.candidate.user.email}
    )
    assert taken.status_code == 422
    assert "has this address already" in taken.text


def test_handing_over_takes_open_interviews_along_and_says_so(cast: Cast, signed_in):
    client, row = signed_in(cast.own.recruiter), cast.own.candidate
    answer = client.post(f"/candidates/{row.id}/owner", data={"owner": f"user:{cast.stranger.recruiter.id}"})
    assert answer.headers["Location"] == "/people"
    db.session.refresh(row)
    assert (row.team_id, row.recruiter_id) == (cast.stranger.team.id, cast.stranger.recruiter.id)
    db.session.refresh(cast.own.interview)
    assert cast.own.interview.recruiter_id == cast.stranger.recruiter.id
    kinds = [
        one.kind for one in db.session.query(InterviewChange).filter_by(interview_id=cast.own.interview.id)
    ]
    assert kinds == ["handed_over"]
    assert client.get(f"/candidates/{row.id}").status_code == 404
    assert signed_in(cast.stranger.recruiter).get(f"/candidates/{row.id}").status_code == 200


def test_a_stranger_s_candidate_cannot_be_taken(cast: Cast, signed_in):
    answer = signed_in(cast.stranger.recruiter).post(
        f"/candidates/{cast.own.candidate.id}/owner", data={"owner": f"user:{cast.stranger.recruiter.id}"}
    )
    assert answer.status_code == 404


def test_an_archived_candidate_leaves_the_list_and_can_come_back(cast: Cast, signed_in):
    client, row = signed_in(cast.own.recruiter), cast.own.candidate
    client.post(f"/candidates/{row.id}/archive")
    assert f"/candidates/{row.id}" not in client.get("/people").text
    assert f"/candidates/{row.id}" in client.get("/people?archived=1").text
    client.post(f"/candidates/{row.id}/archive", data={"back": "1"})
    assert f"/candidates/{row.id}" in client.get("/people").text


def test_recruiters_see_their_team_s_candidates_and_admins_all(cast: Cast, signed_in):
    own, stranger, other = cast.own.candidate, cast.stranger.candidate, cast.other.candidate
    team = signed_in(cast.own.recruiter).get("/people").text
    assert str(own.id) in team
    assert str(stranger.id) not in team
    everyone = signed_in(cast.admin).get("/people").text
    assert str(stranger.id) in everyone
    assert str(other.id) not in everyone
    assert "Nobody fits" in signed_in(cast.own.recruiter).get("/people?q=Jo Park").text
    assert str(own.id) in signed_in(cast.own.recruiter).get("/people?who=mine&q=nair").text


def test_the_list_and_the_page_take_as_many_statements_for_many_as_for_few(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    addresses = ["/people", f"/candidates/{cast.own.candidate.id}"]
    counts = []
    for _round in range(2):
        for address in addresses:
            client.get(address)
            with statements() as sent:
                client.get(address)
            counts.append(len(sent))
        for number in range(20):
            make.candidate(cast.agency, cast.own.team, cast.own.recruiter, f"Person {number}")
            at = make.process(cast.own.candidate, make.job(cast.own.employer, f"Job {number}"))
            make.interview(at, cast.own.recruiter)
        db.session.commit()
    assert counts[:2] == counts[2:]
