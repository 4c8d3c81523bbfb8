"""Scores as they were given, and verdicts that a person changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from portal.models.base import Owned, belongs_to, refers
from portal.models.interview import Interview
from portal.models.policy import PolicyVersion
from portal.models.user import User


class ScoreRun(Owned):
    """One scoring of one interview: what was known, by which policy and engine, and what came out. Never overwritten."""

    __tablename__ = "score_run"
    __table_args__ = (
        Index("ix_score_run_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
        refers("policy_version_id", "policy_version"),
    )

    interview_id: Mapped[UUID]
    policy_version_id: Mapped[UUID]
    as_of: Mapped[datetime]
    engine: Mapped[str]
    """Version of the engine that gave the verdicts."""
    facts: Mapped[dict[str, Any]]
    """The case file of that moment, as a document."""
    facts_hash: Mapped[str]
    readings: Mapped[dict[str, Any]]
    """What was read out of the notes, by hash of text and context."""
    result: Mapped[dict[str, Any]]
    """Score, band, points and every verdict, as ``portal score --format json`` prints them."""
    score: Mapped[int | None]
    """0–100, or empty where nothing is decided."""
    recorded_at: Mapped[datetime]

    interview: Mapped[Interview] = belongs_to("ScoreRun.interview_id", "Interview")
    policy_version: Mapped[PolicyVersion] = belongs_to("ScoreRun.policy_version_id", "PolicyVersion")


class VerdictOverride(Owned):
    """A recruiter replaced a verdict, and said why. Never overwritten: the latest wins."""

    __tablename__ = "verdict_override"
    __table_args__ = (
        Index("ix_verdict_override_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
        refers("by_id", "user"),
    )

    interview_id: Mapped[UUID]
    rule: Mapped[str]
    verdict: Mapped[str]
    fraction: Mapped[float | None]
    by_id: Mapped[UUID | None]
    by_name: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]

    by: Mapped[User | None] = belongs_to("VerdictOverride.by_id", "User")


class Report(Owned):
    """A rendered coaching report. Its content key says all that its bytes depend on, so that each exists once."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("agency_id", "content_key"),
        Index("ix_report_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
        refers("score_run_id", "score_run"),
        refers("file_id", "stored_file"),
    )

    interview_id: Mapped[UUID]
    score_run_id: Mapped[UUID]
    file_id: Mapped[UUID]
    content_key: Mapped[str]
    language: Mapped[str]
    paper: Mapped[str]
    recorded_at: Mapped[datetime]
