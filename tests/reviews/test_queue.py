"""What waits, for whom, in which order."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from portal import clock
from portal.access import Actor
from portal.extensions import db
from portal.models import NoteState, User
from portal.reviews import waiting
from tests import factories as make
from tests.reviews.submissions import hand_in, recap_of, submit


def acting(user: User) -> Actor:
    return Actor(user.agency_id, user.id, user.role, user.name, "America/Chicago", user.team_id)


def note_due(desk, left, **values):
    return make.note(
        desk.interview, desk.person, due_at=None if left is None else clock.now() + left, **values
    )


def test_what_waits_comes_by_the_time_left_and_what_has_no_limit_last(cast):
    none = submit(note_due(cast.own, None))
    later = submit(note_due(cast.own, timedelta(hours=30)))
    late = submit(note_due(cast.own, timedelta(hours=-2)))
    recap = hand_in(recap_of(cast.own.interview, timedelta(hours=3)))
    items = waiting.waiting(acting(cast.own.recruiter)).items
    assert [item.revision_id for item in items] == [late.id, recap.id, later.id, none.id]
    assert items[0].to == ("Dana Whitfield",)
    assert (items[1].note_id, items[1].candidate, items[1].employer) == (
        None,
        "Priya Nair",
        "Acme Logistics",
    )


def test_only_the_latest_revision_of_a_submitted_note_waits(cast):
    note = note_due(cast.own, timedelta(hours=5))
    submit(note)
    second = submit(note)
    decided = note_due(cast.own, timedelta(hours=5))
    submit(decided)
    decided.state = NoteState.APPROVED
    db.session.flush()
    assert [item.revision_id for item in waiting.waiting(acting(cast.own.recruiter)).items] == [second.id]


def test_a_recap_taken_down_on_the_phone_waits_only_once_confirmed(cast):
    row = hand_in(recap_of(cast.own.interview), confirmed=False)
    assert waiting.count(acting(cast.own.recruiter)) == 0
    row.confirmed_at = clock.now()
    db.session.flush()
    assert waiting.count(acting(cast.own.recruiter)) == 1


def test_a_team_sees_its_own_and_an_admin_sees_all_of_the_agency(cast):
    submit(note_due(cast.own, timedelta(hours=5)))
    submit(note_due(cast.stranger, timedelta(hours=5)))
    submit(note_due(cast.other, timedelta(hours=5)))
    assert waiting.count(acting(cast.own.recruiter)) == 1
    assert waiting.count(acting(cast.admin)) == 2


def test_mine_is_what_the_reader_assigned(cast):
    submit(note_due(cast.own, timedelta(hours=5)))
    colleague = make.user(cast.agency, cast.own.recruiter.role, "Cole Ward", team_id=cast.own.team.id)
    assert waiting.waiting(acting(colleague), mine=True).items == []
    assert len(waiting.waiting(acting(colleague)).items) == 1
    assert len(waiting.waiting(acting(cast.own.recruiter), mine=True).items) == 1


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_together_hold_everything_once(cast, size):
    for left in (None, -3, 5, 5, 30, None, 2):
        submit(note_due(cast.own, None if left is None else timedelta(hours=left)))
    who = acting(cast.own.recruiter)
    whole = [item.revision_id for item in waiting.waiting(who, limit=50).items]
    found, after = [], None
    while True:
        page = waiting.waiting(who, after=after, limit=size)
        found += [item.revision_id for item in page.items]
        after = page.after
        if after is None:
            break
    assert found == whole
    assert len(whole) == 7


def statements(client, path) -> int:
    seen: list[str] = []

    def count(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    db.session.remove()
    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    return len(seen)


def test_a_page_takes_the_same_statements_however_much_waits(cast, signed_in):
    submit(note_due(cast.own, timedelta(hours=5)))
    for hours in range(12):
        submit(note_due(cast.stranger, timedelta(hours=hours)))
    db.session.commit()
    few, many = signed_in(cast.own.recruiter), signed_in(cast.stranger.recruiter)
    assert statements(few, "/queue") == statements(many, "/queue")


def test_the_page_groups_by_urgency_and_the_navigation_counts(cast, signed_in):
    submit(note_due(cast.own, timedelta(hours=-1)))
    submit(note_due(cast.own, timedelta(hours=2)))
    submit(note_due(cast.own, timedelta(days=3)))
    db.session.commit()
    page = signed_in(cast.own.recruiter).get("/queue").text
    assert page.index("Late") < page.index("Due within four hours") < page.index("Later")
    assert '<span class="badge">3</span>' in page


def test_an_empty_queue_says_so(cast, signed_in):
    page = signed_in(cast.own.recruiter).get("/queue").text
    assert "Nothing waits for you" in page


def test_a_page_address_made_up_is_not_found(cast, signed_in):
    client = signed_in(cast.own.recruiter)
    for after in ("x", "none-1", "99999999999999999999999-" + "0" * 32):
        assert client.get("/queue", query_string={"after": after}).status_code == 404
