"""The demo: an agency in which every page has something to show, on either database."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.accounts.operations import staff_by_password
from portal.demo.load import load
from portal.demo.people import PASSWORD, People
from portal.demo.sign_ins import sign_ins
from portal.errors import WrongState
from portal.extensions import db
from portal.interviews.standing import standing_of, window
from portal.interviews.state import State, state_of
from portal.models import (
    Agency,
    Candidate,
    Contact,
    Employer,
    Interview,
    Mail,
    MailedLink,
    MailState,
    Note,
    NoteRevision,
    NoteState,
    RecapRevision,
    Role,
    ScoreRun,
    Task,
    TaskState,
    User,
)
from portal.models.base import Owned


@pytest.fixture
def demo(app: Flask) -> People:
    """The demo, loaded now."""
    people = load(clock.now())
    db.session.commit()
    return people


def rows(model: type[Owned]) -> list[Any]:
    """Every row of a table."""
    return list(db.session.scalars(select(model)))


def test_it_has_everybody_and_an_interview_in_every_state_and_nothing_waits_to_be_mailed(demo):
    roles = Counter(user.role for user in rows(User))
    assert roles == {Role.ADMIN: 1, Role.RECRUITER: 2, Role.CANDIDATE: 6}
    assert len(rows(Employer)) == 4
    assert len({contact.employer_id for contact in rows(Contact)}) == 4
    now = clock.now()
    interviews = rows(Interview)
    assert len(interviews) >= 12
    states = {
        state_of(standing_of(interview), now, window(interview.agency_id, now)) for interview in interviews
    }
    assert states == set(State)
    assert {note.state for note in rows(Note)} >= {
        NoteState.DRAFT,
        NoteState.SUBMITTED,
        NoteState.CHANGES_REQUESTED,
        NoteState.APPROVED,
        NoteState.SENT,
    }
    assert {mail.state for mail in rows(Mail)} == {MailState.SENT}
    assert {task.state for task in rows(Task)} == {TaskState.DONE}
    scored = {run.interview_id for run in rows(ScoreRun) if run.score is not None}
    assert len(scored) >= 8


def test_addresses_are_under_domains_kept_for_examples(demo):
    addresses = [user.email for user in rows(User)] + [one.email for one in rows(Contact) if one.email]
    assert len(addresses) > 15
    assert all(address.endswith(".example") for address in addresses)


def test_a_second_time_is_refused_and_changes_nothing(demo):
    with pytest.raises(WrongState, match="has data already"):
        load(clock.now())
    db.session.rollback()
    assert len(rows(Agency)) == 1


def test_staff_sign_in_with_the_password_and_candidates_by_their_links(demo, app):
    text = sign_ins(clock.now())
    db.session.commit()
    assert PASSWORD in text
    for user in rows(User):
        if user.role is Role.CANDIDATE:
            assert user.name in text
        else:
            assert user.email in text
            assert staff_by_password(user.email, PASSWORD) == [(user.agency_id, user.id)]
    paths = [word.partition("//")[2].partition("/")[2] for word in text.split() if "/l/" in word]
    assert len(paths) == 6
    assert len(rows(MailedLink)) >= 6
    db.session.rollback()
    for path in paths:
        client = app.test_client()
        assert client.get(f"/{path}").status_code == 200
        assert client.post(f"/{path}").status_code == 302
        assert client.get("/today").status_code == 200


def pages_of_staff(interview: Interview) -> Iterator[str]:
    yield from (f"/i/{interview.id}", f"/i/{interview.id}/report", f"/i/{interview.id}/called")
    yield f"/candidates/{interview.process.candidate_id}"


def test_every_page_opens_for_its_readers(demo, signed_in):
    wanted: dict[Any, list[str]] = {}
    staff = [user for user in rows(User) if user.role is not Role.CANDIDATE]
    waiting = [f"/queue/{row.id}" for model in (NoteRevision, RecapRevision) for row in rows(model)]
    clients = [f"/clients/{row.id}" for row in rows(Employer)]
    of_staff = [path for interview in rows(Interview) for path in pages_of_staff(interview)]
    for user in staff:
        first = ["/queue", "/interviews", "/people", "/clients", "/policy"]
        wanted[user] = first if user.role is Role.RECRUITER else ["/agency", "/queue", "/audit", "/mail"]
    wanted[staff[1]] += [*waiting, *clients, *of_staff]
    for candidate in rows(Candidate):
        wanted[candidate.user] = ["/today", "/me/settings"]
    for interview in rows(Interview):
        reader = interview.process.candidate.user
        wanted[reader] += [f"/i/{interview.id}", f"/i/{interview.id}/report", f"/i/{interview.id}/send"]
        wanted[reader] += [
            f"/i/{note.interview_id}/notes/{note.id}"
            for note in rows(Note)
            if note.interview_id == interview.id
        ]
    people = [(user.name, signed_in(user), paths) for user, paths in wanted.items()]
    faults = [
        (name, path, reply.status_code)
        for name, client, paths in people
        for path in paths
        if (reply := client.get(path)).status_code not in {200, 302}
    ]
    assert faults == []
