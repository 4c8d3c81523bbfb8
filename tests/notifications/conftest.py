import socket
from dataclasses import dataclass, field, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from portal.extensions import db
from portal.models import LinkPurpose, Mail, MailState, new_id
from portal.models.mail import LINK
from tests import factories as make


@dataclass
class Postbox:
    """What an SMTP server of the test got, and what it answers."""

    got: list[EmailMessage] = field(default_factory=list)
    rcpt: str = "250 OK"
    data: str = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd's name
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # likewise
        if self.data.startswith("250"):
            self.got.append(message_from_bytes(envelope.content, policy=default))
        return self.data


def free_port() -> int:
    """A port of loopback that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """An SMTP server on loopback that can be away."""

    def __init__(self) -> None:
        self.box = Postbox()
        self.port = free_port()
        self.come_back()

    def go(self):
        """Stop listening, if it does."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def come_back(self, handler=None):
        """Listen again, at the same port."""
        self.controller = Controller(handler or self.box, hostname="127.0.0.1", port=self.port)
        self.controller.start()


@pytest.fixture
def server(app):
    """An SMTP server, which the application sends its mails to."""
    running, before = Server(), app.config["PORTAL"]
    app.config["PORTAL"] = replace(before, mail_url=f"smtp://127.0.0.1:{running.port}")
    yield running
    app.config["PORTAL"] = before
    running.go()


@pytest.fixture
def mail(cast):
    """A mail to Priya that waits, by default with a link to sign in."""

    def write(key="k", **values):
        row_id = new_id()
        row = Mail(
            **{
                "id": row_id,
                "agency_id": cast.agency.id,
                "kind": "how_did_it_go",
                "key": key,
                "user_id": cast.own.candidate.user_id,
                "to_address": cast.own.candidate.user.email,
                "subject": "How did it go?",
                "text": f"Write your recap: {LINK}",
                "html": f'<p><a href="{LINK}">Write your recap</a></p>',
                "link_purpose": LinkPurpose.SIGN_IN,
                "link_next": f"/i/{cast.own.interview.id}/recap/1",
                "message_id": f"<{row_id}@localhost>",
                "state": MailState.WAITING,
                "next_try_at": make.now(),
                "created_at": make.now(),
            }
            | values
        )
        db.session.add(row)
        db.session.commit()
        return row

    return write
