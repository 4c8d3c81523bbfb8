"""The two pages of a recap: kept page by page, handed in, amended."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from portal.extensions import db
from portal.models import (
    RecapRevision,
    Task,
    User,
)
from tests import factories as make
from tests.browsing import fields, send, text
from tests.cast import Cast

SignIn = Callable[[User], FlaskClient]


def first(cast: Cast) -> str:
    return f"/i/{cast.own.interview.id}/recap/1"


def second(cast: Cast) -> str:
    return f"/i/{cast.own.interview.id}/recap/2"


def hand_in(client: FlaskClient, cast: Cast, **answers: str):
    send(
        client,
        first(cast),
        {"topics-0": "streaming", "questions-0-asked": "What is a watermark?"},
        action="next",
    )
    return send(client, second(cast), answers, action="submit")


def revisions() -> list[RecapRevision]:
    return db.session.query(RecapRevision).order_by(RecapRevision.number).all()


def test_a_recap_is_typed_on_two_pages_and_handed_in(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    answer = send(
        client,
        first(cast),
        {
            "topics-0": " streaming ",
            "questions-0-asked": "What is a watermark?",
            "questions-0-answered": "I guessed.",
            "questions-0-stumbled": "y",
            "questions-0-better_answer": "An event time.",
        },
        action="next",
    )
    assert answer.location == second(cast)
    answer = send(
        client,
        second(cast),
        {"good_points-0": "small team", "first_impressions": "Friendly.", "still_interested": "yes"},
        action="submit",
    )
    person = cast.own.person
    assert answer.location == f"/i/{cast.own.interview.id}/notes/new?to={person.id}"
    (revision,) = revisions()
    assert revision.content == {
        "topics": ["streaming"],
        "questions": [
            {
                "asked": "What is a watermark?",
                "answered": "I guessed.",
                "stumbled": True,
                "better_answer": "An event time.",
            }
        ],
        "good_points": ["small team"],
        "bad_points": [],
        "requirements": ["Kafka", "Python"],
        "first_impressions": "Friendly.",
        "environment": "",
        "still_interested": True,
    }
    assert revision.confirmed_at == revision.submitted_at
    assert db.session.query(Task).filter_by(kind="score_interview").count() == 1


def test_what_was_typed_on_the_first_page_is_there_again_after_going_back(
    app: Flask, cast: Cast, signed_in: SignIn
):
    client = signed_in(cast.own.candidate.user)
    send(client, first(cast), {"topics-0": "streaming"}, action="next")
    answer = send(client, second(cast), {"environment": "Open floor"}, action="back")
    assert answer.location == first(cast)
    assert fields(client.get(first(cast)))["topics-0"] == "streaming"
    assert fields(client.get(second(cast)))["environment"] == "Open floor"


def test_a_row_more_and_a_row_less_keep_what_was_typed(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    answer = send(client, first(cast), {"topics-0": "a", "topics-1": "b"}, action="add_topics")
    assert answer.location == first(cast) + "#topics"
    sent = fields(client.get(first(cast)))
    assert [sent[f"topics-{n}"] for n in range(3)] == ["a", "b", ""]
    send(client, first(cast), {"topics-2": "c"}, action="remove_topics_0")
    sent = fields(client.get(first(cast)))
    assert [sent[f"topics-{n}"] for n in range(2)] == ["b", "c"]
    assert "topics-2" not in sent


def test_a_row_of_a_list_that_does_not_exist_changes_nothing(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    for action in ("add_nothing", "remove_topics_99", "add_csrf_token", "remove_topics"):
        assert send(client, first(cast), {"topics-0": "kept"}, action=action).status_code == 302
    assert fields(client.get(first(cast)))["topics-0"] == "kept"


def test_an_empty_recap_is_refused_with_what_to_do(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    answer = send(client, second(cast), {"asked_timeline": "yes"}, action="submit")
    assert answer.status_code == 422
    assert "nothing in the recap yet" in text(answer)
    assert revisions() == []
    assert fields(answer)["asked_timeline"] == "yes"


def test_a_day_that_is_none_is_refused_and_kept(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    answer = hand_in(client, cast, decision_by="Friday", **{"promises-0-due": "noon"})
    assert answer.status_code == 422
    assert fields(answer)["decision_by"] == "Friday"
    assert fields(client.get(second(cast)))["promises-0-due"] == "noon"
    assert revisions() == []


def test_an_amendment_makes_a_further_revision_and_leaves_the_first(
    app: Flask, cast: Cast, signed_in: SignIn
):
    client = signed_in(cast.own.candidate.user)
    hand_in(client, cast)
    answer = hand_in(client, cast, environment="Quiet")
    assert answer.location == f"/i/{cast.own.interview.id}/recap"
    before, after = revisions()
    assert (before.number, after.number) == (1, 2)
    assert (before.content["environment"], after.content["environment"]) == ("", "Quiet")


def test_handing_in_the_same_again_makes_no_revision(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    hand_in(client, cast)
    hand_in(client, cast)
    assert len(revisions()) == 1


def test_a_recap_before_the_interview_is_kept_but_not_handed_in(app: Flask, cast: Cast, signed_in: SignIn):
    later = make.interview(cast.own.process, cast.own.recruiter, ended=-make.timedelta(days=2))
    db.session.commit()
    client = signed_in(cast.own.candidate.user)
    send(client, f"/i/{later.id}/recap/1", {"topics-0": "to ask about"}, action="next")
    answer = send(client, f"/i/{later.id}/recap/2", {}, action="submit")
    assert answer.status_code == 409
    assert fields(client.get(f"/i/{later.id}/recap/1"))["topics-0"] == "to ask about"
    assert revisions() == []


def test_words_that_look_like_code_or_are_huge_stay_words(app: Flask, cast: Cast, signed_in: SignIn):
    client = signed_in(cast.own.candidate.user)
    hostile = "{{7*7}} <script>alert(1)</script> \0 e\u0301 \r\n\r\nBcc: x@example.org"
    hand_in(client, cast, environment=hostile)
    page = client.get(f"/i/{cast.own.interview.id}/recap")
    assert "<script>alert" not in page.get_data(as_text=True)
    assert "{{7*7}} <script>alert(1)</script>" in text(page)
    assert revisions()[0].content["environment"].endswith("é \n\nBcc: x@example.org")
    answer = hand_in(client, cast, environment="x" * 6000)
    assert answer.status_code == 422
    assert fields(client.get(second(cast)))["environment"] == "x" * 6000


def test_staff_read_the_recap_and_do_not_write_it(app: Flask, cast: Cast, signed_in: SignIn):
    hand_in(signed_in(cast.own.candidate.user), cast)
    recruiter = signed_in(cast.own.recruiter)
    assert "streaming" in text(recruiter.get(f"/i/{cast.own.interview.id}/recap"))
    assert recruiter.get(first(cast)).status_code == 404
    assert signed_in(cast.stranger.recruiter).get(f"/i/{cast.own.interview.id}/recap").status_code == 404
    assert signed_in(cast.stranger.candidate.user).get(first(cast)).status_code == 404
