"""A worker that is killed while it talks to the mail server: every mail arrives, none under two Message-IDs."""

import os
import signal
import time

from sqlalchemy import func, select

from portal.extensions import db
from portal.models import Mail, MailState
from tests import factories as make
from tests.tasks.conftest import installation  # noqa: F401  # a fixture
from tests.tasks.working import Working, eventually, peek

MAILS = 12


class Slow:
    """Takes its time between getting a mail and saying so, which is when a kill does the most harm."""

    def __init__(self, box):
        self.box = box

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        import asyncio

        answer = await self.box.handle_DATA(server, session, envelope)
        await asyncio.sleep(0.15)
        return answer


def left():
    return peek(select(func.count()).select_from(Mail).where(Mail.state == MailState.WAITING))


def release_claims():
    """Let the minutes pass for which a mail is a dead worker's."""
    db.session.query(Mail).filter(Mail.state == MailState.WAITING).update({Mail.next_try_at: make.now()})
    db.session.commit()


def test_no_mail_is_lost_when_workers_are_killed_while_they_send(server, mail, installation):  # noqa: F811
    rows = {mail(f"k{number}").message_id for number in range(MAILS)}
    db.session.rollback()
    server.go()
    server.come_back(Slow(server.box))
    url = f"smtp://127.0.0.1:{server.port}"
    with Working(installation(MAIL_URL=url), modules="") as working:
        for _ in range(2):
            before = len(server.box.got)
            assert eventually(lambda before=before: len(server.box.got) > before, 30)
            for pid in working.children():
                os.kill(pid, signal.SIGKILL)  # while at least one waits for the server's word
            time.sleep(0.1)
        working.kill()
        release_claims()
        working.start()
        assert eventually(lambda: left() == 0, 60), f"{left()} mails were not sent"
    ids = [got["Message-ID"] for got in server.box.got]
    assert rows <= set(ids)
    assert len(ids) > len(set(ids)), "no kill hit a mail on its way"
