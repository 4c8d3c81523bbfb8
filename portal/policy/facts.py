"""The facts of one interview: everything that the engine may look at, typed and frozen.

One-to-one with the case file (the names are its keys), so that a database row, a case file and a test all meet here.
Instants are aware datetimes; a field typed ``date`` is a local day of the agency. Texts are as written.
What is left out is ``None``, an empty string or an empty tuple. A recap that was never submitted is no fact: map it to ``None``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Stage = Literal["phone", "first", "second", "final"]
Format = Literal["phone", "video", "onsite"]
Outcome = Literal["pending", "next_round", "offer", "rejected", "withdrawn"]
Role = Literal["interviewer", "support_staff", "other"]
Route = Literal["direct", "via_agency", "none"]
Kind = Literal["thank_you", "clarification", "check_in", "value_add", "logistics", "connect", "other"]
NoteKind = Literal[
    "thank_you",
    "clarification",
    "check_in",
    "value_add",
    "logistics",
    "connect",
    "other",
    "call_script",
    "linkedin_request",
    "reference_briefing",
]
Channel = Literal[
    "email",
    "letter",
    "handwritten_note",
    "linkedin_message",
    "text_message",
    "phone_call",
    "linkedin_request",
    "facebook_request",
    "instagram_request",
    "x_follow",
    "company_follow",
]
Actor = Literal["candidate", "recruiter"]
Evidence = Literal["self", "mail", "mail_verified", "recruiter"]
Decision = Literal["approved", "changes_requested", "withdrawn"]
OverrideVerdict = Literal["met", "partly", "missed", "not_applicable"]

RECRUITER = "recruiter"
"""The id that stands for the agency's recruiter in ``Touch.to`` and ``Note.to``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The agency. Its IANA timezone decides where local days begin; without one the offset of ``ends_at`` does."""

    name: str = ""
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who was interviewed."""

    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruiter:
    """Who at the agency assigned the interview."""

    name: str = ""
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The position.

    ``route`` (one for all, or by kind of touch) and ``overrides`` (rule → parameter → value) are the employer's own
    and win over the policy's.
    """

    title: str
    employer: str
    employer_domains: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    route: Route | Mapping[str, Route] | None = None
    overrides: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """When it took place, what was asked at its end, and what the employer said since.

    ``decision_by`` ends with its local day; ``no_contact_before`` is an instant or a date (its start);
    ``outcome_at`` is set whenever ``outcome`` is not pending.
    """

    stage: Stage
    ends_at: datetime
    starts_at: datetime | None = None
    timezone: str | None = None
    format: Format | None = None
    asked_timeline: bool | None = None
    decision_by: date | None = None
    asked_contact_preference: bool | None = None
    no_contact_before: datetime | date | None = None
    heard_back_at: datetime | None = None
    follow_up_after: date | None = None
    cancelled_at: datetime | None = None
    outcome: Outcome = "pending"
    outcome_at: datetime | None = None
    next_interview_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone met. ``prefers`` is the channel they asked for; ``address`` a postal one; ``helpful`` marks support staff."""

    id: str
    name: str
    role: Role
    helpful: bool | None = None
    email: str | None = None
    address: str | None = None
    phone: str | None = None
    prefers: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question asked in the interview, the answer given, and the better one found since."""

    asked: str = ""
    answered: str | None = None
    stumbled: bool | None = None
    better_answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """The submitted recap, in its latest revision. ``submitted_at`` is that of the first; ``opened_at`` later readings."""

    submitted_at: datetime | None = None
    opened_at: tuple[datetime, ...] = ()
    topics: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    good_points: tuple[str, ...] = ()
    bad_points: tuple[str, ...] = ()
    first_impressions: str | None = None
    environment: str | None = None
    requirements: tuple[str, ...] = ()
    still_interested: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One round with the reviewer. ``decision`` and ``decided_at`` go together; ``withdrawn`` is the candidate's own.

    ``body``: the words of that revision, where they differ from the note's.
    """

    submitted_at: datetime
    decided_at: datetime | None = None
    decision: Decision | None = None
    comment: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A draft to one or more people, with its reviews. ``offers`` are links and attachments."""

    id: str
    kind: NoteKind | None = None
    channel: Channel | None = None
    to: tuple[str, ...] = ()
    subject: str | None = None
    body: str | None = None
    reviews: tuple[Review, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One outward act about this interview. Its own ``kind`` and ``body`` win over those of its note."""

    id: str
    at: datetime
    channel: Channel
    to: tuple[str, ...] = ()
    kind: Kind | None = None
    note: str | None = None
    by: Actor = "candidate"
    evidence: Evidence | None = None
    body: str | None = None
    offers: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something promised to the employer. ``touch`` is the touch that keeps it; it counts as kept at ``kept_at``."""

    id: str = ""
    touch: str | None = None
    text: str | None = None
    due: datetime | None = None
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Someone the employer may call about the candidate, and when they were told."""

    id: str = ""
    name: str | None = None
    notified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """Something learnt about the company."""

    id: str = ""
    at: datetime | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application or interview elsewhere; naming it is the candidate's choice."""

    id: str = ""
    at: datetime | None = None
    employer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A public post."""

    id: str = ""
    at: datetime | None = None
    network: str | None = None
    mentions_interview: bool | None = None
    about_company: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A verdict that a recruiter changed. ``fraction`` (0 to 1) only with ``partly``; without one the computed one stays."""

    rule: str
    verdict: OverrideVerdict
    by: str | None = None
    at: datetime | None = None
    why: str | None = None
    fraction: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One interview's whole record."""

    candidate: Candidate
    job: Job
    interview: Interview
    people: tuple[Person, ...] = ()
    agency: Agency | None = None
    recruiter: Recruiter | None = None
    recap: Recap | None = None
    notes: tuple[Note, ...] = ()
    touches: tuple[Touch, ...] = ()
    promises: tuple[Promise, ...] = ()
    references: tuple[Reference, ...] = ()
    learning: tuple[Learning, ...] = ()
    applications: tuple[Application, ...] = ()
    posts: tuple[Post, ...] = ()
    overrides: tuple[Override, ...] = ()
