"""Deciding on a submitted note or recap."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.extensions import db
from portal.models import AuditEntry, Decision, DecisionKind, Mail, Note, NoteState, Task
from tests import factories as make
from tests.reviews.submissions import hand_in, recap_of, submit


@pytest.fixture
def waiting(cast):
    row = submit(cast.own.note)
    cast.own.note.due_at = clock.now() + timedelta(hours=6)
    db.session.commit()
    return row


def answer(client, revision, decision="approved", comment="", **query):
    return client.post(
        f"/queue/{revision.id}", data={"decision": decision, "comment": comment}, query_string=query
    )


def test_the_page_shows_numbered_sentences_people_recap_and_clock(cast, signed_in, waiting):
    hand_in(recap_of(cast.own.interview))
    db.session.commit()
    page = signed_in(cast.own.recruiter).get(f"/queue/{waiting.id}").text
    assert 'id="s3"' in page
    assert "I liked it." in page
    assert "Kafka topics a team can own" in page
    assert "dana@acme.example" in page
    assert "With you" in page
    assert "Interview ended" in page


def test_approving_makes_the_note_ready_and_writes_one_mail(cast, signed_in, waiting):
    reply = answer(signed_in(cast.own.recruiter), waiting, comment="Lovely.")
    assert reply.status_code == 302
    assert reply.location == "/queue"
    assert db.session.get_one(Note, (cast.agency.id, cast.own.note.id)).state is NoteState.APPROVED
    decision = db.session.scalars(select(Decision)).one()
    assert (decision.kind, decision.comment) == (DecisionKind.APPROVED, "Lovely.")
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.kind, mail.link_next) == ("note_approved", f"/i/{cast.own.interview.id}/send")
    assert "Dana Whitfield" in mail.subject
    assert "Lovely." in mail.text
    assert "Lovely." in mail.html
    assert db.session.scalars(select(Task).where(Task.kind == "score_interview")).one()
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "note.approved")).one()


def test_asking_for_changes_needs_words_and_keeps_the_note_waiting_without_them(cast, signed_in, waiting):
    client = signed_in(cast.own.recruiter)
    reply = answer(client, waiting, "changes_requested", "   ")
    assert reply.status_code == 422
    assert "Say what to change" in reply.text
    assert db.session.scalars(select(Decision)).all() == []
    assert answer(client, waiting, "changes_requested", "Name the topic.").status_code == 302
    mail = db.session.scalars(select(Mail)).one()
    assert mail.kind == "changes_requested"
    assert mail.link_next == f"/i/{cast.own.interview.id}/notes/{cast.own.note.id}"
    assert "Name the topic." in mail.text


def test_after_a_decision_the_next_by_time_left_comes(cast, signed_in, waiting):
    urgent = submit(
        make.note(cast.own.interview, cast.own.person, due_at=clock.now() + timedelta(hours=1)),
    )
    db.session.commit()
    client = signed_in(cast.own.recruiter)
    reply = answer(client, waiting)
    assert reply.location == f"/queue/{urgent.id}"
    assert "Priya Nair’s note is approved" in client.get(reply.location).text


def test_the_same_answer_sent_twice_is_one_decision_and_one_mail(cast, signed_in, waiting):
    client = signed_in(cast.own.recruiter)
    assert answer(client, waiting, comment="Good.").status_code == 302
    assert answer(client, waiting, comment="Good.").status_code == 302
    assert len(db.session.scalars(select(Decision)).all()) == 1
    assert len(db.session.scalars(select(Mail)).all()) == 1


def test_the_second_reviewer_is_told_and_keeps_the_comment(cast, signed_in, waiting):
    assert answer(signed_in(cast.own.recruiter), waiting).status_code == 302
    reply = answer(signed_in(cast.admin), waiting, "changes_requested", "Mention the tour.")
    assert reply.status_code == 409
    assert "decided in the meantime" in reply.text
    assert "Tom Reed" in reply.text
    assert "Mention the tour." in reply.text
    assert len(db.session.scalars(select(Decision)).all()) == 1


def test_a_newer_version_is_shown_with_the_comment_kept_before_anything_is_decided(cast, signed_in, waiting):
    client = signed_in(cast.own.recruiter)
    newer = submit(cast.own.note, "Dear Dana,\n\nThank you for the tour.\n\nPriya")
    db.session.commit()
    assert "See the latest one, version 2" in client.get(f"/queue/{waiting.id}").text
    reply = answer(client, waiting, "changes_requested", "Mention the tour.")
    assert reply.status_code == 409
    assert "newer version" in reply.text
    assert "Thank you for the tour." in reply.text
    assert f"/queue/{newer.id}" in reply.text
    assert "Mention the tour.</textarea>" in reply.text
    assert db.session.scalars(select(Decision)).all() == []


def test_a_note_taken_back_is_not_decided(cast, signed_in, waiting):
    cast.own.note.state = NoteState.WITHDRAWN
    db.session.commit()
    reply = answer(signed_in(cast.own.recruiter), waiting, comment="Good.")
    assert reply.status_code == 409
    assert "took this note back" in reply.text
    assert "Good." in reply.text


def test_accepting_a_recap_writes_no_mail_and_asking_for_more_writes_one(cast, signed_in):
    recap = recap_of(cast.own.interview)
    first = hand_in(recap)
    db.session.commit()
    client = signed_in(cast.own.recruiter)
    assert "Why exactly-once?" in client.get(f"/queue/{first.id}").text
    assert answer(client, first, "changes_requested", "What did they ask?").status_code == 302
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.kind, mail.link_next) == ("recap_more_asked", f"/i/{cast.own.interview.id}/recap/1")
    second = hand_in(recap, 2, topics=["More"])
    db.session.commit()
    assert answer(client, second).status_code == 302
    assert len(db.session.scalars(select(Mail)).all()) == 1
    assert "All versions" in client.get(f"/queue/{second.id}").text


def test_a_recap_that_nobody_confirmed_is_not_decided(cast, signed_in):
    row = hand_in(recap_of(cast.own.interview), confirmed=False)
    db.session.commit()
    assert answer(signed_in(cast.own.recruiter), row).status_code == 409


def test_outsiders_and_candidates_do_not_find_the_page(cast, signed_in, waiting):
    for user in (cast.stranger.recruiter, cast.other.recruiter, cast.other_admin, cast.own.candidate.user):
        client = signed_in(user)
        assert client.get(f"/queue/{waiting.id}").status_code == 404
        assert answer(client, waiting).status_code == 404
    assert db.session.scalars(select(Decision)).all() == []


def test_words_of_people_are_text_on_the_page(cast, signed_in):
    row = submit(cast.own.note, "<script>alert(1)</script> {{ 7*7 }}. Next.")
    db.session.commit()
    page = signed_in(cast.own.recruiter).get(f"/queue/{row.id}").text
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
