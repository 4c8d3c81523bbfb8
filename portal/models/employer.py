"""The client company, the people there, and the positions it wants filled."""

import enum
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from portal.models.base import Owned, belongs_to, has_many, refers
from portal.models.user import User


class Employer(Owned):
    """A client company.

    ``routes`` says for each kind of touch (thank_you, clarification, check_in, value_add) whether it goes ``direct``,
    ``via_agency`` or not at all (``none``); the form asks for every kind. It is empty only on an employer that came with
    a case file that said nothing: the policy's route holds then.
    """

    __tablename__ = "employer"
    __table_args__ = (Index("ix_employer_name", "agency_id", "name"), refers("owner_id", "user"))

    name: Mapped[str]
    domains: Mapped[list[str]]
    """Mail domains of its people, in lower case."""
    routes: Mapped[dict[str, Any] | None]
    overrides: Mapped[dict[str, Any]]
    """Its own parameters by rule: ``{"touch_cap": {"max": 1}}``."""
    remarks: Mapped[str | None]
    """What staff should know, in free words."""
    owner_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    owner: Mapped[User | None] = belongs_to("Employer.owner_id", "User")
    contacts: Mapped[list["Contact"]] = has_many("Contact.employer_id", "Employer", "Contact.name")
    jobs: Mapped[list["Job"]] = has_many("Job.employer_id", "Employer", "Job.title")


class Contact(Owned):
    """A person at an employer."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_employer", "agency_id", "employer_id"),
        refers("employer_id", "employer"),
        refers("added_by_id", "user"),
    )

    employer_id: Mapped[UUID]
    name: Mapped[str]
    title: Mapped[str | None]
    """What they do there."""
    email: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    """Postal."""
    prefers: Mapped[str | None]
    """The channel by which they said they want to hear, one of a touch's channels."""
    added_by_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    employer: Mapped[Employer] = belongs_to("Contact.employer_id", "Employer")


class JobState(enum.StrEnum):
    """Whether the position is still to be filled."""

    OPEN = "open"
    CLOSED = "closed"


class Job(Owned):
    """A position at an employer."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_employer", "agency_id", "employer_id"), refers("employer_id", "employer"))

    employer_id: Mapped[UUID]
    title: Mapped[str]
    requirements: Mapped[list[str]]
    state: Mapped[JobState]
    created_at: Mapped[datetime]

    employer: Mapped[Employer] = belongs_to("Job.employer_id", "Employer")
