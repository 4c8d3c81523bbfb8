"""“How did it go?”: asked once, at the end, of who is to be asked."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from portal.extensions import db
from portal.interviews.operations_prompt import ask_for_prompts
from portal.models import Mail, Recap, RecapRevision, RecapSource, Task
from tests import factories as make
from tests.work import do_tasks


@pytest.fixture
def interview(cast):
    """Priya's, as the only one that is over."""
    for desk in (cast.stranger, cast.other):
        desk.interview.cancelled_at = make.now()
    db.session.commit()
    return cast.own.interview


def minute(now=None):
    """What the schedule does each minute, and what the worker then does."""
    ask_for_prompts(now or make.now())
    db.session.commit()
    do_tasks()


def mails():
    return db.session.query(Mail).order_by(Mail.id).all()


def test_when_the_interview_is_over_the_candidate_gets_one_mail_that_leads_to_the_recap(cast, interview):
    for _ in range(3):
        minute()
    [mail] = mails()
    assert mail.to_address == cast.own.candidate.user.email
    assert mail.subject == "How did it go at Acme Logistics?"
    assert mail.link_next == f"/i/{interview.id}/recap/1"
    assert "Data Engineer" in mail.text
    assert mail.text.count("[[link]]") == 1
    assert re.search(r'<a class="button" href="\[\[link\]\]">', mail.html)
    assert interview.prompted_at is not None
    assert db.session.query(Task).count() == 1


@pytest.mark.parametrize(
    ("ended", "asked"),
    [
        (timedelta(minutes=-1), 0),
        (timedelta(seconds=1), 1),
        (timedelta(days=6, hours=23), 1),
        (timedelta(days=7, minutes=1), 0),
    ],
)
def test_it_is_asked_from_the_end_on_for_a_week(interview, ended, asked):
    interview.ends_at = make.now() - ended
    interview.starts_at = interview.ends_at - timedelta(hours=1)
    minute()
    assert len(mails()) == asked


def test_a_cancelled_interview_is_not_asked_about_even_if_it_is_cancelled_at_the_last_moment(interview):
    ask_for_prompts(make.now())
    interview.cancelled_at = make.now()
    db.session.commit()
    do_tasks()
    assert mails() == []
    assert interview.prompted_at is None


def test_one_that_is_moved_before_its_end_is_asked_about_after_the_new_end(interview):
    ask_for_prompts(make.now())
    interview.starts_at, interview.ends_at = (
        make.now() + timedelta(days=1),
        make.now() + timedelta(days=1, hours=1),
    )
    db.session.commit()
    do_tasks()
    assert mails() == []
    minute(make.now())
    assert mails() == []
    interview.starts_at, interview.ends_at = (
        make.now() - timedelta(hours=1),
        make.now() - timedelta(seconds=1),
    )
    minute()
    assert len(mails()) == 1


def test_one_that_is_moved_after_it_was_asked_about_is_asked_about_again(interview):
    minute()
    later = make.now() + timedelta(days=2)
    interview.starts_at, interview.ends_at = later, later + timedelta(hours=1)
    db.session.commit()
    minute()
    assert len(mails()) == 1
    interview.prompted_at = make.now() - timedelta(days=1)
    interview.starts_at, interview.ends_at = (
        make.now() - timedelta(hours=1),
        make.now() - timedelta(seconds=5),
    )
    minute()
    assert len(mails()) == 2


def test_one_that_overran_after_it_was_asked_about_is_not_asked_about_again(interview):
    minute()
    interview.ends_at += timedelta(minutes=40)
    minute()
    assert len(mails()) == 1


def test_who_has_told_already_is_not_asked(cast, interview):
    now = make.now()
    recap = Recap(agency_id=cast.agency.id, interview_id=interview.id, draft={}, created_at=now)
    db.session.add(recap)
    db.session.flush()
    db.session.add(
        RecapRevision(
            agency_id=cast.agency.id,
            recap_id=recap.id,
            number=1,
            content={"topics": ["Kafka"]},
            source=RecapSource.PHONE,
            content_hash="0" * 64,
            submitted_at=now,
            recorded_at=now,
        )
    )
    minute()
    assert (mails(), interview.prompted_at is None) == ([], False)


@pytest.mark.parametrize("gone", ["disabled", "archived"])
def test_who_is_gone_is_not_asked(cast, interview, gone):
    if gone == "disabled":
        cast.own.candidate.user.disabled_at = make.now()
    else:
        cast.own.candidate.archived_at = make.now()
    minute()
    assert mails() == []


def test_the_mail_and_that_it_was_asked_stand_together_or_not_at_all(interview):
    def full(*_args):
        raise OSError("no room for another mail")

    event.listen(Mail, "before_insert", full)
    try:
        minute()
    finally:
        event.remove(Mail, "before_insert", full)
    assert (mails(), interview.prompted_at) == ([], None)
    do_tasks(ahead=timedelta(minutes=1))
    assert len(mails()) == 1
    assert interview.prompted_at is not None
