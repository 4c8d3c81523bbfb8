"""Reading the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from portal.config import Settings
from portal.extensions import db
from portal.models import Mail, MailState

PAGE = 50


@dataclass(frozen=True, slots=True)
class Outbox:
    """A page of mails; ``older`` is where the next one begins, or None at the end."""

    mails: Sequence[Mail]
    older: UUID | None


def outbox(agency_id: UUID, state: MailState | None, before: UUID | None) -> Outbox:
    """Mails of the agency, the newest first, of one state where given."""
    query = select(Mail).where(Mail.agency_id == agency_id)
    if state is not None:
        query = query.where(Mail.state == state)
    if before is not None:
        query = query.where(Mail.id < before)
    found = list(db.session.scalars(query.order_by(Mail.id.desc()).limit(PAGE + 1)))
    return Outbox(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def counts(agency_id: UUID) -> dict[MailState, int]:
    """How many mails stand in each state."""
    rows = db.session.execute(
        select(Mail.state, func.count()).where(Mail.agency_id == agency_id).group_by(Mail.state)
    )
    found = dict.fromkeys(MailState, 0)
    for state, number in rows:
        found[state] = number
    return found


def kept_file(mail: Mail, settings: Settings) -> Path | None:
    """Where the mail lies as an ``.eml`` file; None while a mail server is set, or before it was written."""
    if settings.mail_url:
        return None
    path = settings.instance / "mail" / f"{mail.message_id.strip('<>').partition('@')[0]}.eml"
    return path if path.is_file() else None
