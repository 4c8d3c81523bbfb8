"""The one mapper from rows to the engine's facts.

People, notes, touches and the rest go by the ids that they had in their case file, else by ids made from names and
order (``dana``, ``n1``, ``t2``), which stay what they are because facts are only ever added. A note's words are its
latest revision's (the draft's, on one that came with a case), a revision's own stand beside its review where they differ; a recap counts from its first revision
that the candidate wrote or confirmed, with the content of the latest.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.models import Interview, Note, NoteRevision, PersonMet, Recap
from portal.policy import facts as f
from portal.scoring.names import ids_by_order, people_ids
from portal.scoring.rows import Rows, read

OFFSET = "+-"
"""How a zone begins that is an offset and no name."""


def facts_of(interview: Interview, as_of: datetime | None = None) -> f.Facts:
    """The facts of one interview; with ``as_of``, the recap in the content that it had then."""
    return facts_of_many(interview.agency_id, [interview.id], as_of)[0]


def facts_of_many(
    agency_id: UUID, interview_ids: Sequence[UUID], as_of: datetime | None = None
) -> list[f.Facts]:
    """The facts of several interviews of one agency, in a constant number of statements."""
    rows = read(agency_id, interview_ids)
    return [_facts(rows, interview, as_of) for interview in rows.interviews]


def names_of(interview: Interview) -> dict[UUID, str]:
    """What each person, note and touch of the interview is called in its facts, by the row's id."""
    rows = read(interview.agency_id, [interview.id])
    return (
        people_ids(rows, interview)
        | ids_by_order(rows.notes, interview, "n")
        | ids_by_order(rows.touches, interview, "t")
    )


def _facts(rows: Rows, interview: Interview, as_of: datetime | None) -> f.Facts:
    people, notes, touches = (
        people_ids(rows, interview),
        ids_by_order(rows.notes, interview, "n"),
        ids_by_order(rows.touches, interview, "t"),
    )
    process = interview.process
    employer = process.job.employer
    return f.Facts(
        agency=f.Agency(name=rows.agency.name, timezone=_day_zone(rows, interview)),
        candidate=f.Candidate(name=process.candidate.user.name, email=process.candidate.user.known_email),
        recruiter=f.Recruiter(name=interview.recruiter.name, email=interview.recruiter.email)
        if interview.recruiter
        else None,
        job=f.Job(
            title=process.job.title,
            employer=employer.name,
            employer_domains=tuple(employer.domains),
            requirements=tuple(process.job.requirements),
            route=employer.routes or None,
            overrides=employer.overrides,
        ),
        interview=_interview(interview),
        people=tuple(_person(person, people[person.id]) for person in _there(rows, interview)),
        recap=_recap(rows, rows.recaps.get(interview.id, []), as_of),
        notes=tuple(_note(rows, note, notes, people) for note in rows.notes.get(interview.id, [])),
        touches=tuple(
            f.Touch(
                id=touches[touch.id],
                at=touch.at,
                channel=touch.channel.value,
                to=_to(rows.reached.get(touch.id, []), people, to_recruiter=touch.to_recruiter),
                kind=touch.kind.value if touch.kind else None,
                note=notes.get(touch.note_id),
                by=touch.made_by.value,
                evidence=touch.evidence.value if touch.evidence else None,
                body=touch.body,
                offers=tuple(touch.offers),
                reason=touch.reason,
            )
            for touch in rows.touches.get(interview.id, [])
        ),
        **_diary(rows, interview, touches),
    )


def _interview(row: Interview) -> f.Interview:
    return f.Interview(
        stage=row.stage.value,
        format=row.format.value if row.format else None,
        timezone=row.timezone,
        starts_at=row.starts_at,
        ends_at=_end(row),
        asked_timeline=row.asked_timeline,
        asked_contact_preference=row.asked_contact_preference,
        decision_by=row.decision_by,
        no_contact_before=row.no_contact_before,
        heard_back_at=row.heard_back_at,
        follow_up_after=row.follow_up_after,
        cancelled_at=row.cancelled_at,
        outcome=row.outcome.value,
        outcome_at=row.outcome_at,
        next_interview_at=row.next_interview_at,
    )


def _person(row: PersonMet, name: str) -> f.Person:
    contact = row.contact
    return f.Person(
        id=name,
        name=contact.name,
        role=row.role.value if row.removed_at is None else "other",
        helpful=row.helpful,
        email=contact.email or None,
        address=contact.address or None,
        phone=contact.phone or None,
        prefers=contact.prefers or None,  # type: ignore[arg-type]
    )


def _note(rows: Rows, note: Note, notes: dict[UUID, str], people: dict[UUID, str]) -> f.Note:
    revisions = rows.revisions.get(note.id, [])
    latest = note if note.case_id or not revisions else revisions[-1]
    return f.Note(
        id=notes[note.id],
        kind=note.kind.value,
        channel=note.channel or None,  # type: ignore[arg-type]
        to=_to(rows.recipients.get(note.id, []), people, to_recruiter=note.to_recruiter),
        subject=latest.subject or None,
        body=latest.body or None,
        offers=tuple(latest.offers),
        reviews=tuple(_review(rows, one, latest.body) for one in revisions),
    )


def _review(rows: Rows, revision: NoteRevision, latest: str) -> f.Review:
    own = revision.body if revision.body != latest else None
    decision = next(iter(rows.decisions.get(revision.id, [])), None)
    if decision is not None:
        return f.Review(
            submitted_at=revision.submitted_at,
            decided_at=decision.decided_at,
            decision=decision.kind.value,
            comment=decision.comment,
            body=own,
        )
    if revision.withdrawn_at is not None:
        return f.Review(
            submitted_at=revision.submitted_at,
            decided_at=revision.withdrawn_at,
            decision="withdrawn",
            body=own,
        )
    return f.Review(submitted_at=revision.submitted_at, body=own)


def _recap(rows: Rows, recaps: list[Recap], as_of: datetime | None) -> f.Recap | None:
    if not recaps:
        return None
    counted = [one for one in rows.recap_revisions.get(recaps[0].id, []) if one.confirmed_at is not None]
    if not counted:
        return None
    first = None if counted[0].undated else min(one.submitted_at for one in counted)
    seen = [one for one in counted if as_of is None or one.submitted_at <= as_of] or counted[:1]
    content = seen[-1].content
    return f.Recap(
        submitted_at=first,
        opened_at=tuple(one.opened_at for one in rows.openings.get(recaps[0].id, [])),
        topics=_texts(content, "topics"),
        questions=tuple(
            f.Question(
                asked=one.get("asked") or "",
                answered=one.get("answered") or None,
                stumbled=one.get("stumbled"),
                better_answer=one.get("better_answer") or None,
            )
            for one in content.get("questions") or []
        ),
        good_points=_texts(content, "good_points"),
        bad_points=_texts(content, "bad_points"),
        first_impressions=content.get("first_impressions") or None,
        environment=content.get("environment") or None,
        requirements=_texts(content, "requirements"),
        still_interested=content.get("still_interested"),
    )


def _diary(rows: Rows, interview: Interview, touches: dict[UUID, str]) -> dict[str, Any]:
    key = interview.id
    promises, references = (
        ids_by_order(rows.promises, interview, "p"),
        ids_by_order(rows.references, interview, "r"),
    )
    learning, applications = (
        ids_by_order(rows.learning, interview, "l"),
        ids_by_order(rows.applications, interview, "a"),
    )
    posts = ids_by_order(rows.posts, interview, "s")
    return {
        "promises": tuple(
            f.Promise(
                id=promises[one.id],
                touch=touches.get(one.touch_id),
                text=one.text or None,
                due=one.due,
                kept_at=one.kept_at,
            )
            for one in rows.promises.get(key, [])
        ),
        "references": tuple(
            f.Reference(id=references[one.id], name=one.name or None, notified_at=one.notified_at)
            for one in rows.references.get(key, [])
        ),
        "learning": tuple(
            f.Learning(id=learning[one.id], at=one.at, text=one.text or None)
            for one in rows.learning.get(key, [])
        ),
        "applications": tuple(
            f.Application(id=applications[one.id], at=one.at, employer=one.employer, title=one.title)
            for one in rows.applications.get(key, [])
        ),
        "posts": tuple(
            f.Post(
                id=posts[one.id],
                at=one.at,
                network=one.network or None,
                mentions_interview=one.mentions_interview,
                about_company=one.about_company,
            )
            for one in rows.posts.get(key, [])
        ),
        "overrides": tuple(
            f.Override(
                rule=one.rule,
                verdict=one.verdict,
                by=one.by_name or None,
                at=one.at,
                why=one.why or None,
                fraction=one.fraction,
            )
            for one in rows.overrides.get(key, [])
        ),
    }


def _there(rows: Rows, interview: Interview) -> list[PersonMet]:
    """The people who were there, and whoever was taken off the list after a note or touch had named them."""
    named = {
        link.person_id
        for hung in (rows.recipients, rows.reached)
        for links in hung.values()
        for link in links
    }
    return [one for one in rows.people.get(interview.id, []) if one.removed_at is None or one.id in named]


def _to(links: Iterable[Any], people: dict[UUID, str], *, to_recruiter: bool) -> tuple[str, ...]:
    return tuple(people[link.person_id] for link in links) + ((f.RECRUITER,) if to_recruiter else ())


def _texts(content: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(text for text in content.get(key) or [] if text)


def _day_zone(rows: Rows, interview: Interview) -> str | None:
    given = interview.day_zone
    return None if given and given[0] in OFFSET else given or rows.agency.timezone


def _end(interview: Interview) -> datetime:
    """The end at the offset that its case gave it: where the case named no zone, days open and close by that."""
    given = interview.day_zone
    if not given or given[0] not in OFFSET:
        return interview.ends_at
    return interview.ends_at.astimezone(datetime.fromisoformat(f"2000-01-01T00:00:00{given}").tzinfo)
