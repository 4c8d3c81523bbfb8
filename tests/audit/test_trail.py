"""The audit trail as an admin reads it."""

from flask import Flask

from portal import clock
from portal.audit import queries
from portal.audit.operations import record
from portal.extensions import db
from tests.cast import Cast


def written(cast: Cast, count: int, action: str = "note.submitted") -> None:
    for number in range(count):
        record(cast.agency.id, action, by_id=cast.own.recruiter.id, now=clock.now(), number=number)
        db.session.flush()
    db.session.commit()


def test_it_says_who_did_what_to_whom_in_plain_words(app: Flask, cast: Cast, signed_in):
    record(
        cast.agency.id,
        "staff.disabled",
        by_id=cast.admin.id,
        now=clock.now(),
        subject=cast.own.recruiter,
    )
    db.session.commit()
    page = signed_in(cast.admin).get("/audit").text
    assert "ended the access of" in page
    assert cast.own.recruiter.name in page
    assert cast.admin.name in page


def test_an_act_without_words_of_its_own_still_reads(app: Flask, cast: Cast, signed_in):
    written(cast, 1, "harbour.dredged_deep")
    assert "harbour: dredged deep" in signed_in(cast.admin).get("/audit").text


def test_it_filters_by_act_and_by_person(app: Flask, cast: Cast, signed_in):
    written(cast, 2)
    record(cast.agency.id, "note.withdrawn", by_id=cast.admin.id, now=clock.now())
    db.session.commit()
    client = signed_in(cast.admin)
    assert client.get("/audit?action=note.withdrawn").text.count("<tr>") == 2
    assert client.get(f"/audit?by={cast.own.recruiter.id}").text.count("<tr>") == 3
    assert "Nothing of that" in client.get("/audit?action=note.approved").text
    assert client.get("/audit?by=nonsense&before=nonsense").status_code == 200


def test_pages_meet_without_a_gap_in_both_directions(app: Flask, cast: Cast):
    written(cast, queries.PAGE * 2 + 7)
    first = queries.trail(cast.agency.id)
    assert first.newer is None
    second = queries.trail(cast.agency.id, before=first.older)
    third = queries.trail(cast.agency.id, before=second.older)
    numbers = [entry.detail["number"] for page in (first, second, third) for entry in page.entries]
    assert numbers == list(reversed(range(queries.PAGE * 2 + 7)))
    assert third.older is None
    back = queries.trail(cast.agency.id, after=third.newer)
    assert [entry.id for entry in back.entries] == [entry.id for entry in second.entries]


def test_nobody_reads_the_trail_of_another_agency(app: Flask, cast: Cast, signed_in):
    written(cast, 1)
    page = signed_in(cast.other_admin).get("/audit").text
    assert "submitted a note" not in page
    assert cast.own.recruiter.name not in page
