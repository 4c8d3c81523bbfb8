"""Mails of the outbox, which are carried by references of their own: the mail's row says how far it is."""

from uuid import UUID

from portal import clock
from portal.accounts.operations import make_link
from portal.notifications.delivery import deliver
from portal.tasks.registry import carrier


@carrier("mail")
def send(agency_id: UUID, mail_id: UUID) -> None:
    """Send the mail."""
    deliver(agency_id, mail_id, clock.now(), make_link)
