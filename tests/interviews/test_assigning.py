"""Assigning an interview: one form, one interview, one mail."""

from datetime import timedelta

from portal import clock
from portal.extensions import db
from portal.models import (
    AuditEntry,
    Contact,
    Interview,
    InterviewChange,
    Job,
    Mail,
    PersonMet,
    PersonRole,
    Process,
    Task,
)
from tests import factories as make
from tests.cast import Cast
from tests.interviews.asking import assignment, hidden


def assigned(cast: Cast) -> Interview:
    return db.session.query(Interview).filter(Interview.stage == "second").one()


def test_an_interview_is_assigned_with_its_people_process_history_mail_and_score(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post("/interviews/new", data=assignment(cast.own))
    row = assigned(cast)
    assert answer.headers["Location"] == f"/i/{row.id}"
    assert row.process_id == cast.own.process.id
    assert (row.recruiter_id, row.timezone, row.place) == (
        cast.own.recruiter.id,
        "America/Chicago",
        "the usual link",
    )
    assert row.ends_at - row.starts_at == timedelta(hours=1)
    met = db.session.query(PersonMet).filter_by(interview_id=row.id).one()
    assert (met.contact_id, met.role) == (cast.own.contact.id, PersonRole.INTERVIEWER)
    assert [one.kind for one in db.session.query(InterviewChange).filter_by(interview_id=row.id)] == [
        "assigned"
    ]
    mail = db.session.query(Mail).filter_by(kind="interview_assigned").one()
    assert mail.user_id == cast.own.candidate.user_id
    assert mail.link_next == f"/i/{row.id}"
    assert "the usual link" in mail.text
    assert "Dana Whitfield" in mail.text
    assert db.session.query(Task).filter_by(kind="score_interview").count() >= 1
    assert db.session.query(AuditEntry).filter_by(action="interview.assigned", subject_id=row.id).count() == 1


def test_the_mail_shows_the_time_as_the_candidate_s_clock_does(cast: Cast, signed_in):
    cast.own.candidate.timezone = "Europe/Berlin"
    db.session.commit()
    signed_in(cast.own.recruiter).post(
        "/interviews/new", data=assignment(cast.own, starts="08:00", ends="09:00")
    )
    mail = db.session.query(Mail).filter_by(kind="interview_assigned").one()
    start = assigned(cast).starts_at
    assert f"{(start + timedelta(hours=1 if 'CET' in mail.text else 2)).hour % 12 or 12}:00" in mail.text
    assert "CET" in mail.text or "CEST" in mail.text


def test_the_same_form_sent_twice_assigns_once_and_mails_once(cast: Cast, signed_in):
    client, form = signed_in(cast.own.recruiter), assignment(cast.own)
    first, second = client.post("/interviews/new", data=form), client.post("/interviews/new", data=form)
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.query(Interview).filter(Interview.stage == "second").count() == 1
    assert db.session.query(Mail).filter_by(kind="interview_assigned").count() == 1


def test_an_interview_that_is_over_is_recorded_without_a_mail(cast: Cast, signed_in):
    form = assignment(cast.own, day=(clock.now() - timedelta(days=3)).date().isoformat())
    assert signed_in(cast.own.recruiter).post("/interviews/new", data=form).status_code == 302
    assert db.session.query(Mail).count() == 0


def test_a_position_and_people_that_are_not_listed_are_added_on_the_way(cast: Cast, signed_in):
    form = assignment(
        cast.own,
        job="new",
        new_job_employer=str(cast.own.employer.id),
        new_job_title="Platform Engineer",
        **{
            "new_people-0-name": "Sam Ortiz",
            "new_people-0-email": "sam@acme.example",
            "new_people-0-role": "support_staff",
            "new_people-1-name": "",
            "new_people-1-role": "interviewer",
        },
    )
    assert signed_in(cast.own.recruiter).post("/interviews/new", data=form).status_code == 302
    row = assigned(cast)
    job = db.session.query(Job).filter_by(title="Platform Engineer").one()
    assert db.session.get_one(Process, (row.agency_id, row.process_id)).job_id == job.id
    sam = db.session.query(Contact).filter_by(name="Sam Ortiz").one()
    roles = {one.contact_id: one.role for one in db.session.query(PersonMet).filter_by(interview_id=row.id)}
    assert roles == {
        cast.own.contact.id: PersonRole.INTERVIEWER,
        sam.id: PersonRole.SUPPORT_STAFF,
    }


def test_everything_typed_is_kept_when_something_is_wrong(cast: Cast, signed_in):
    form = assignment(
        cast.own,
        ends="13:00",
        round_name="Hiring committee",
        **{
            f"role-{cast.own.contact.id}": "other",
            "new_people-0-name": "Sam Ortiz",
            "new_people-0-role": "other",
        },
    )
    answer = signed_in(cast.own.recruiter).post("/interviews/new", data=form)
    assert answer.status_code == 422
    assert "The end must come after the start." in answer.text
    assert 'href="#ends"' in answer.text
    assert 'value="Hiring committee"' in answer.text
    assert 'value="Sam Ortiz"' in answer.text
    assert 'value="14:00"' in answer.text
    assert f'value="{cast.own.contact.id}" checked' in answer.text
    assert '<option value="other" selected>' in answer.text
    assert hidden(answer.text, "key") == form["key"]


def test_an_empty_form_names_every_field_that_is_missing(cast: Cast, signed_in):
    answer = signed_in(cast.own.recruiter).post("/interviews/new", data={})
    assert answer.status_code == 422
    for field in ("candidate", "job", "stage", "format-0", "day", "starts", "ends", "timezone"):
        assert f'href="#{field}"' in answer.text


def test_people_are_shown_before_an_interview_can_be_assigned_without_them(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    form = assignment(cast.own)
    del form["met"], form["shown_for"]
    answer = client.post("/interviews/new", data=form)
    assert answer.status_code == 422
    assert "Tick below whom they will meet" in answer.text
    assert "Dana Whitfield" in answer.text
    again = form | {"shown_for": hidden(answer.text, "shown_for")}
    assert client.post("/interviews/new", data=again).status_code == 302


def test_buttons_for_people_redraw_the_form_without_complaining(cast: Cast, signed_in):
    client, form = signed_in(cast.own.recruiter), assignment(cast.own, ends="")
    shown = client.post("/interviews/new", data=form | {"action": "show_people"})
    assert shown.status_code == 200
    assert "Dana Whitfield" in shown.text
    added = client.post("/interviews/new", data=form | {"action": "add_new_people"})
    assert 'name="new_people-0-name"' in added.text
    typed = {"new_people-0-name": "Sam", "new_people-1-name": "Eva", "action": "remove_new_people_0"}
    removed = client.post("/interviews/new", data=form | typed)
    assert 'value="Eva"' in removed.text
    assert 'value="Sam"' not in removed.text
    part = client.get("/interviews/new/people", query_string={"job": str(cast.own.job.id)}).text
    assert "Dana Whitfield" in part
    assert "<html" not in part


def test_a_time_that_the_clocks_skip_is_refused_with_both_ways_out(cast: Cast, signed_in):
    form = assignment(cast.own, day="2027-03-14", starts="02:30", ends="04:00")
    answer = signed_in(cast.own.recruiter).post("/interviews/new", data=form)
    assert answer.status_code == 422
    assert "The clocks jump over" in answer.text
    assert "CST" in answer.text
    assert "CDT" in answer.text
    assert 'value="02:30"' in answer.text


def test_a_time_that_comes_twice_is_asked_about_and_then_taken(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    form = assignment(cast.own, day="2027-11-07", starts="01:30", ends="03:00")
    answer = client.post("/interviews/new", data=form)
    assert answer.status_code == 422
    assert 'name="starts_twice"' in answer.text
    assert 'href="#starts_twice-0"' in answer.text
    client.post("/interviews/new", data=form | {"starts_twice": "1"})
    row = assigned(cast)
    assert row.ends_at - row.starts_at == timedelta(hours=1, minutes=30)


def test_ids_of_another_agency_or_team_are_refused(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    before = db.session.query(Interview).count()
    for field, value in (
        ("candidate", cast.other.candidate.id),
        ("candidate", cast.stranger.candidate.id),
        ("job", cast.other.job.id),
        ("met", cast.other.contact.id),
    ):
        answer = client.post("/interviews/new", data=assignment(cast.own, **{field: str(value)}))
        assert answer.status_code == 404, field
    foreign = assignment(cast.own, job="new", new_job_title="X", new_job_employer=str(cast.other.employer.id))
    assert client.post("/interviews/new", data=foreign).status_code == 404
    elsewhere = assignment(cast.own, met=str(cast.stranger.contact.id))
    answer = client.post("/interviews/new", data=elsewhere)
    assert answer.status_code == 422
    assert "does not work there" in answer.text
    assert db.session.query(Interview).count() == before
    assert client.get(f"/interviews/new?after={cast.stranger.interview.id}").status_code == 404


def test_the_next_round_begins_with_what_is_known_and_is_kept_with_the_round_before(cast: Cast, signed_in):
    client, first = signed_in(cast.own.recruiter), cast.own.interview
    page = client.get(f"/interviews/new?after={first.id}").text
    assert f'<option selected value="{cast.own.candidate.id}">' in page
    assert f'<option selected value="{cast.own.job.id}">' in page
    assert '<option selected value="second">' in page
    assert f'value="{cast.own.contact.id}" checked' in page
    client.post("/interviews/new", data=assignment(cast.own))
    db.session.refresh(first)
    assert first.next_interview_at == assigned(cast).starts_at
    assert "The next round is on" in client.get(f"/i/{first.id}").text


def test_a_candidate_reached_from_their_own_page_is_chosen_already(cast: Cast, signed_in):
    page = signed_in(cast.own.recruiter).get(f"/interviews/new?candidate={cast.own.candidate.id}").text
    assert f'<option selected value="{cast.own.candidate.id}">' in page
    assert "UTC\u2212" in page


def test_a_zone_s_offset_is_that_of_the_day_typed(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    for day, offset in (("2027-01-15", "\u221206:00"), ("2027-07-15", "\u221205:00")):
        answer = client.post("/interviews/new", data=assignment(cast.own, day=day, ends=""))
        assert f"America/Chicago (UTC{offset})" in answer.text


def test_the_form_takes_as_many_statements_for_many_people_as_for_few(cast: Cast, signed_in):
    from tests.statements import statements

    client = signed_in(cast.own.recruiter)
    address = f"/interviews/new?job={cast.own.job.id}"
    client.get(address)
    with statements() as few:
        client.get(address)
    for number in range(20):
        make.candidate(cast.agency, cast.own.team, cast.own.recruiter, f"Person {number}")
        make.contact(cast.own.employer, f"Contact {number}")
        make.job(cast.own.employer, f"Job {number}")
    with statements() as many:
        client.get(address)
    assert len(many) == len(few)
