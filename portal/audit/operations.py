"""Writing the audit trail, in the transaction of what it tells of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from portal import clock
from portal.extensions import db
from portal.models import AuditEntry
from portal.models.base import Owned


def record(
    agency_id: UUID,
    action: str,
    *,
    by_id: UUID | None,
    now: datetime,
    subject: Owned | None = None,
    **detail: Any,
) -> None:
    """Add an entry: ``action`` is a noun and a verb (``note.approved``), ``detail`` JSON values without people's words."""
    db.session.add(
        AuditEntry(
            agency_id=agency_id,
            action=action,
            subject_type=type(subject).__tablename__ if subject is not None else None,
            subject_id=subject.id if subject is not None else None,
            detail=detail,
            by_id=by_id,
            happened_at=now,
            recorded_at=clock.now(),
        )
    )
