"""Two reviewers press their buttons at the same moment, on either database."""

from functools import partial
from threading import Barrier, Thread

from sqlalchemy import select

from portal.extensions import db
from portal.models import Decision, Mail, Note
from tests import factories as make
from tests.reviews.submissions import submit

ROUNDS = 8


def answer(decision, comment):
    return {"decision": decision, "comment": comment}


def at_once(*calls):
    """The answers of all calls, begun together, each in a thread of its own; the test itself holds no lock."""
    db.session.commit()
    start, answers = Barrier(len(calls)), {}

    def run(number, call):
        start.wait()
        answers[number] = call()

    threads = [Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(calls))]


def test_one_decides_and_the_other_is_told_with_their_words_kept(cast, signed_in):
    notes = [make.note(cast.own.interview, cast.own.person) for _round in range(ROUNDS)]
    revisions = [submit(note).id for note in notes]
    db.session.commit()
    first, second = signed_in(cast.own.recruiter), signed_in(cast.admin)
    for revision_id in revisions:
        one = partial(first.post, f"/queue/{revision_id}", data=answer("approved", "Words of Tom."))
        other = partial(
            second.post, f"/queue/{revision_id}", data=answer("changes_requested", "Words of Ada.")
        )
        answers = at_once(one, other)
        assert sorted(reply.status_code for reply in answers) == [302, 409]
        told = next(reply for reply in answers if reply.status_code == 409)
        assert "decided in the meantime" in told.text
        assert ("Words of Tom." if told is answers[0] else "Words of Ada.") in told.text
    decisions = db.session.scalars(select(Decision)).all()
    assert len(decisions) == len(db.session.scalars(select(Mail)).all()) == ROUNDS
    kinds = {decision.note_revision_id: decision.kind for decision in decisions}
    states = dict(db.session.execute(select(Note.id, Note.state)).all())
    for note, revision_id in zip(notes, revisions, strict=True):
        assert states[note.id] == kinds[revision_id]


def test_one_answer_sent_many_times_at_once_is_one_decision(cast, signed_in):
    revision_id = submit(cast.own.note).id
    db.session.commit()
    client = signed_in(cast.own.recruiter)
    answers = at_once(
        *[
            partial(client.post, f"/queue/{revision_id}", data=answer("approved", "Good."))
            for _time in range(6)
        ]
    )
    assert {reply.status_code for reply in answers} == {302}
    assert len(db.session.scalars(select(Decision)).all()) == 1
    assert len(db.session.scalars(select(Mail)).all()) == 1
