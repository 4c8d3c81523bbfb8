"""What a candidate hands over beside touches: promises, references, learning, applications, posts.

``at`` may be empty only on what came with a case file that gave no date.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Owned, belongs_to, refers
from portal.models.touch import Touch


class Promise(Owned):
    """Something that the candidate said they would do ("send two references by noon")."""

    __tablename__ = "promise"
    __table_args__ = (
        Index("ix_promise_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
        refers("touch_id", "touch"),
    )

    interview_id: Mapped[UUID]
    case_id: Mapped[str | None]
    text: Mapped[str]
    due: Mapped[datetime | None]
    kept_at: Mapped[datetime | None]
    touch_id: Mapped[UUID | None]
    """The touch that kept it."""
    recorded_at: Mapped[datetime]

    touch: Mapped[Touch | None] = belongs_to("Promise.touch_id", "Touch")


class Reference(Owned):
    """Somebody whom the employer may call about the candidate."""

    __tablename__ = "reference"
    __table_args__ = (
        Index("ix_reference_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
    )

    interview_id: Mapped[UUID]
    case_id: Mapped[str | None]
    name: Mapped[str]
    email: Mapped[str | None]
    notified_at: Mapped[datetime | None]
    """When they were told who may call and why."""
    recorded_at: Mapped[datetime]


class LearningEntry(Owned):
    """What the candidate learnt about the company after the interview."""

    __tablename__ = "learning_entry"
    __table_args__ = (
        Index("ix_learning_entry_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
    )

    interview_id: Mapped[UUID]
    case_id: Mapped[str | None]
    text: Mapped[str]
    at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]


class Application(Owned):
    """An application or interview elsewhere; naming the employer is the candidate's choice."""

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
    )

    interview_id: Mapped[UUID]
    case_id: Mapped[str | None]
    employer: Mapped[str | None]
    title: Mapped[str | None]
    at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]


class Post(Owned):
    """A public post that the candidate told us of."""

    __tablename__ = "post"
    __table_args__ = (
        Index("ix_post_interview", "agency_id", "interview_id"),
        refers("interview_id", "interview"),
    )

    interview_id: Mapped[UUID]
    case_id: Mapped[str | None]
    network: Mapped[str]
    mentions_interview: Mapped[bool] = mapped_column(default=False)
    about_company: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
