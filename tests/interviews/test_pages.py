"""The list of interviews and the page that a candidate and their recruiters share."""

from datetime import timedelta

from portal import clock
from portal.extensions import db
from portal.models import NoteState
from tests import factories as make
from tests.cast import Cast
from tests.employers.test_clients import link
from tests.interviews.test_state import recap
from tests.statements import statements


def test_tabs_hold_interviews_by_whose_move_it_is(cast: Cast, signed_in):
    client, row = signed_in(cast.own.recruiter), cast.own.interview
    coming = make.interview(cast.own.process, cast.own.recruiter, ended=-timedelta(days=1))
    over = make.interview(cast.own.process, ended=timedelta(days=60))
    db.session.commit()
    where = {
        group: [
            one.id
            for one in (row, coming, over)
            if str(one.id) in client.get(f"/interviews?group={group}").text
        ]
        for group in ("upcoming", "candidate", "agency", "following_up", "closed")
    }
    assert where == {
        "upcoming": [coming.id],
        "candidate": [row.id],
        "agency": [],
        "following_up": [],
        "closed": [over.id],
    }


def test_the_list_is_narrowed_to_one_s_own_a_client_or_a_word(cast: Cast, signed_in):
    client, row = signed_in(cast.admin), cast.own.interview
    address = "/interviews?group=candidate"
    both = client.get(address).text
    assert str(row.id) in both
    assert str(cast.stranger.interview.id) in both
    assert str(cast.other.interview.id) not in both
    assert str(row.id) not in client.get(f"{address}&who=mine").text
    narrowed = client.get(f"{address}&employer={cast.own.employer.id}").text
    assert str(row.id) in narrowed
    assert str(cast.stranger.interview.id) not in narrowed
    assert str(row.id) in client.get(f"{address}&q=priya").text
    assert "Nothing here fits" in client.get(f"{address}&q=nobody").text
    assert client.get("/interviews?group=nonsense&employer=nonsense&page=nonsense").status_code == 200


def test_recruiters_see_their_team_s_interviews_alone(cast: Cast, signed_in):
    page = signed_in(cast.own.recruiter).get("/interviews?group=candidate").text
    assert str(cast.own.interview.id) in page
    assert str(cast.stranger.interview.id) not in page


def test_a_long_list_comes_in_pages_in_the_order_of_time(cast: Cast, signed_in):
    rows = [
        make.interview(cast.own.process, cast.own.recruiter, ended=-timedelta(days=1 + number))
        for number in range(70)
    ]
    db.session.commit()
    client, seen, address = signed_in(cast.own.recruiter), [], "/interviews?q=priya"
    for _page in range(3):
        page = client.get(address).text
        seen += [row.id for row in rows if f"/i/{row.id}" in page]
        address = link(page, "next") or ""
        if not address:
            break
    assert seen == [row.id for row in rows]


def test_the_list_and_the_page_take_as_many_statements_for_many_as_for_few(cast: Cast, signed_in):
    client = signed_in(cast.own.recruiter)
    addresses = ["/interviews?group=candidate", f"/i/{cast.own.interview.id}"]
    recap(cast.own.interview, None)
    make.note(cast.own.interview, cast.own.person, state=NoteState.APPROVED)
    counts = []
    for _round in range(2):
        for address in addresses:
            client.get(address)
            with statements() as sent:
                client.get(address)
            counts.append(len(sent))
        for number in range(10):
            make.interview(cast.own.process, cast.own.recruiter)
            who = make.contact(cast.own.employer, f"Person {number}")
            person = make.person_met(cast.own.interview, who)
            make.note(cast.own.interview, person, state=NoteState.APPROVED)
        db.session.commit()
    assert counts[:2] == counts[2:]


def test_the_candidate_reads_where_they_stand_and_what_is_next(cast: Cast, signed_in):
    client, row = signed_in(cast.own.candidate.user), cast.own.interview
    page = client.get(f"/i/{row.id}").text
    assert "Your interview at Acme Logistics" in page
    assert "Write down how it went" in page
    assert f'href="/i/{row.id}/recap/1"' in page
    assert "Write to them directly" in page
    assert "Record what they said" not in page
    recap(row, None)
    db.session.commit()
    page = client.get(f"/i/{row.id}").text
    assert "Write your thank-yous" in page
    assert f'href="/i/{row.id}/notes/new"' in page
    cast.own.note.state = NoteState.APPROVED
    db.session.commit()
    assert f'href="/i/{row.id}/send"' in client.get(f"/i/{row.id}").text


def test_who_told_it_on_the_phone_is_asked_to_confirm(cast: Cast, signed_in):
    recap(cast.own.interview, None, confirmed=False)
    db.session.commit()
    page = signed_in(cast.own.candidate.user).get(f"/i/{cast.own.interview.id}").text
    assert "Check what your recruiter noted" in page
    assert f'href="/i/{cast.own.interview.id}/recap"' in page


def test_the_gate_says_whom_one_may_write_to_now_and_why_not(cast: Cast, signed_in):
    client, row = signed_in(cast.own.candidate.user), cast.own.interview
    assert "Yes, now" in client.get(f"/i/{row.id}").text
    row.no_contact_before = clock.now() + timedelta(days=2)
    db.session.commit()
    page = client.get(f"/i/{row.id}").text
    assert "Not yet" in page
    assert "They asked for no contact before" in page
    assert "Under which rule?" in page


def test_times_are_shown_as_the_reader_s_clock_and_the_interview_s_show_them(cast: Cast, signed_in):
    cast.own.candidate.timezone = "Europe/Berlin"
    db.session.commit()
    page = signed_in(cast.own.candidate.user).get(f"/i/{cast.own.interview.id}").text
    assert "CET" in page or "CEST" in page
    assert "There:" in page
    assert "There:" not in signed_in(cast.own.recruiter).get(f"/i/{cast.own.interview.id}").text


def test_staff_are_led_to_what_waits_for_them(cast: Cast, signed_in):
    client, row = signed_in(cast.own.recruiter), cast.own.interview
    assert f'href="/i/{row.id}/recap/phone"' in client.get(f"/i/{row.id}").text
    recap(row, None)
    cast.own.note.state = NoteState.SUBMITTED
    db.session.commit()
    page = client.get(f"/i/{row.id}").text
    assert "Something waits for your answer" in page
    assert 'href="/queue/' in page


def test_texts_of_people_are_shown_as_text(cast: Cast, signed_in):
    row = cast.own.interview
    row.place, row.round_name = "<script>alert(1)</script>", "{{7*7}}"
    cast.own.contact.title = "<b>VP</b>"
    db.session.commit()
    page = signed_in(cast.own.candidate.user).get(f"/i/{row.id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{7*7}}" in page
    assert "<b>VP</b>" not in page
