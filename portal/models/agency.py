"""The agency, which everything else belongs to, and its teams."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Owned, new_id


class Paper(enum.StrEnum):
    """The paper that reports and letters are printed on."""

    LETTER = "letter"
    A4 = "a4"


class Agency(Base):
    """A recruiting agency: an island, whose rows no other agency's rows can point to."""

    __tablename__ = "agency"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    timezone: Mapped[str]
    """IANA name; windows in days open and close by it."""
    language: Mapped[str] = mapped_column(default="en_US")
    paper: Mapped[Paper] = mapped_column(default=Paper.LETTER)
    colour: Mapped[str] = mapped_column(default="#14576B")
    """Of its mails and reports, as ``#RRGGBB``."""
    mail_from: Mapped[str | None]
    """Sender's address of its mails; the installation's where empty."""
    inbound_domain: Mapped[str | None]
    """Domain that receives blind copies; without one no address is offered."""
    contact_person: Mapped[str | None]
    """Who answers questions about coaching reports: a name and how to reach them."""
    created_at: Mapped[datetime]


class Team(Owned):
    """Recruiters who see each other's candidates and cover for each other."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    name: Mapped[str]
    created_at: Mapped[datetime]
