"""Strategies for whole cases: small worlds in which everything that rules look at may happen, in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from portal.policy import facts as f

END = datetime(2026, 5, 4, 15, tzinfo=UTC)
PEOPLE = ("a", "b", "c")
TEXTS = (
    "Dear Ann, thank you for the conversation about the rota. I am very interested in the role.",
    "Dear Bo, thank you for the conversation about the rota. I am very interested in the role.",
    "Any news yet?",
    "Here is the article: https://blog.example/one. I look forward to the next step.",
    "To whom it may concern: [Name]. Fine. Good. Yes.",
)
hours = st.integers(-30, 1000).map(lambda tenths: tenths * 1.0)


def at(when: float) -> datetime:
    return END + timedelta(hours=when)


moments = hours.map(at)
maybe_moments = st.none() | moments
maybe_truth = st.sampled_from([None, True, False])
days = st.none() | st.integers(0, 20).map(lambda n: (END + timedelta(days=n)).date())
texts = st.none() | st.sampled_from(TEXTS)
recipients = st.lists(st.sampled_from([*PEOPLE, "recruiter"]), min_size=1, max_size=3, unique=True).map(tuple)
KINDS = ("thank_you", "thank_you", "clarification", "check_in", "value_add", "logistics", "connect", "other")
CHANNELS = (
    "email",
    "email",
    "letter",
    "text_message",
    "phone_call",
    "linkedin_request",
    "facebook_request",
    "x_follow",
)


@st.composite
def reviews(draw: Any) -> f.Review:
    submitted = draw(hours)
    wait = draw(st.none() | st.integers(0, 60))
    return f.Review(
        submitted_at=at(submitted),
        decided_at=None if wait is None else at(submitted + wait),
        decision=None
        if wait is None
        else draw(st.sampled_from(["approved", "changes_requested", "withdrawn"])),
        body=draw(texts),
    )


@st.composite
def notes(draw: Any, name: str) -> f.Note:
    return f.Note(
        id=name,
        kind=draw(st.sampled_from(["thank_you", "check_in", "call_script", "value_add"])),
        to=draw(recipients),
        body=draw(texts),
        reviews=tuple(draw(st.lists(reviews(), max_size=3))),
    )


@st.composite
def touches(draw: Any, name: str) -> f.Touch:
    return f.Touch(
        id=name,
        at=draw(moments),
        kind=draw(st.sampled_from(KINDS)),
        channel=draw(st.sampled_from(CHANNELS)),
        to=draw(recipients),
        note=draw(st.sampled_from([None, None, "n1", "n2"])),
        by=draw(st.sampled_from(["candidate", "candidate", "candidate", "recruiter"])),
        body=draw(texts),
        reason=draw(st.sampled_from([None, "An article"])),
    )


@st.composite
def interviews(draw: Any) -> f.Interview:
    outcome = draw(st.sampled_from(["pending", "pending", "offer", "rejected"]))
    return f.Interview(
        stage=draw(st.sampled_from(["phone", "first", "second", "final"])),
        starts_at=draw(st.none() | st.just(at(-2))),
        ends_at=END,
        asked_timeline=draw(maybe_truth),
        decision_by=draw(days),
        no_contact_before=draw(st.none() | st.none() | moments),
        heard_back_at=draw(st.none() | moments),
        follow_up_after=draw(st.none() | st.none() | days),
        outcome=outcome,
        outcome_at=None if outcome == "pending" else draw(moments),
        next_interview_at=draw(st.none() | moments),
    )


@st.composite
def recaps(draw: Any) -> f.Recap:
    question = f.Question(
        asked="What about the rota?", answered="Hm.", stumbled=draw(maybe_truth), better_answer=draw(texts)
    )
    return f.Recap(
        submitted_at=draw(moments),
        opened_at=tuple(draw(st.lists(moments, max_size=2))),
        topics=draw(st.sampled_from([(), ("the rota",)])),
        questions=draw(st.sampled_from([(), (question,)])),
        still_interested=draw(maybe_truth),
    )


@st.composite
def cases(draw: Any) -> f.Facts:
    people = tuple(
        f.Person(
            id=name,
            name=full,
            role=draw(st.sampled_from(["interviewer", "interviewer", "support_staff", "other"])),
            helpful=draw(maybe_truth),
            email=draw(st.sampled_from([None, "x@acme.example"])),
            prefers=draw(st.sampled_from([None, None, "email", "phone_call"])),
        )
        for name, full in zip(PEOPLE, ("Ann", "Bo", "Cy"), strict=True)
    )
    entries = st.lists(maybe_moments, max_size=2)
    return f.Facts(
        candidate=f.Candidate(name="Priya Nair"),
        recruiter=f.Recruiter(name="Tom Reed"),
        job=f.Job(
            title="Engineer",
            employer="Acme",
            route=draw(st.sampled_from([None, None, "direct", "via_agency", "none", {"check_in": "none"}])),
        ),
        interview=draw(interviews()),
        people=people,
        recap=draw(st.none() | recaps()),
        notes=(draw(notes("n1")), draw(notes("n2"))),
        touches=tuple(draw(touches(f"t{n}")) for n in range(draw(st.integers(0, 6)))),
        promises=tuple(
            f.Promise(id=f"p{n}", due=draw(maybe_moments), kept_at=kept)
            for n, kept in enumerate(draw(entries))
        ),
        references=tuple(f.Reference(id=f"r{n}", notified_at=told) for n, told in enumerate(draw(entries))),
        learning=tuple(f.Learning(id=f"l{n}", at=when) for n, when in enumerate(draw(entries))),
        applications=tuple(f.Application(id=f"a{n}", at=when) for n, when in enumerate(draw(entries))),
        posts=tuple(
            f.Post(id=f"s{n}", at=when, mentions_interview=draw(maybe_truth), about_company=draw(maybe_truth))
            for n, when in enumerate(draw(entries))
        ),
    )


def known_by(facts: f.Facts, as_of: datetime) -> f.Facts:
    """The case as its file would have been written at ``as_of``: what came later is not in it."""

    def so_far(when: datetime | None) -> bool:
        return when is None or when <= as_of

    def review(given: f.Review) -> f.Review:
        return given if so_far(given.decided_at) else replace(given, decided_at=None, decision=None)

    interview = facts.interview
    if not so_far(interview.outcome_at):
        interview = replace(interview, outcome="pending", outcome_at=None)
    if not so_far(interview.heard_back_at):
        interview = replace(interview, heard_back_at=None)
    recap = facts.recap if facts.recap and so_far(facts.recap.submitted_at) else None
    return replace(
        facts,
        interview=interview,
        recap=recap and replace(recap, opened_at=tuple(o for o in recap.opened_at if so_far(o))),
        notes=tuple(
            replace(n, reviews=tuple(review(r) for r in n.reviews if so_far(r.submitted_at)))
            for n in facts.notes
        ),
        touches=tuple(t for t in facts.touches if so_far(t.at)),
        promises=tuple(p if so_far(p.kept_at) else replace(p, kept_at=None) for p in facts.promises),
        references=tuple(
            r if so_far(r.notified_at) else replace(r, notified_at=None) for r in facts.references
        ),
        learning=tuple(e for e in facts.learning if so_far(e.at)),
        applications=tuple(e for e in facts.applications if so_far(e.at)),
        posts=tuple(e for e in facts.posts if so_far(e.at)),
    )
