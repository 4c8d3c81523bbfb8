"""The outbox as an admin sees it."""

from pathlib import Path

from flask import Flask

from portal import clock
from portal.accounts.mailed_links import mail_link
from portal.config import Settings
from portal.extensions import db
from portal.models import AuditEntry, Mail, MailState
from portal.models.mail import LINK
from portal.notifications.queries import kept_file
from tests.cast import Cast


def a_mail(cast: Cast, **values) -> Mail:
    mail = mail_link(cast.own.candidate.user, None, clock.now())
    for name, value in values.items():
        setattr(mail, name, value)
    db.session.commit()
    return mail


def test_an_admin_reads_a_mail_but_not_its_link(app: Flask, cast: Cast, signed_in):
    mail = a_mail(cast)
    client = signed_in(cast.admin)
    assert mail.subject in client.get("/mail").text
    page = client.get(f"/mail/{mail.id}").text
    assert "[sign-in link]" in page
    assert LINK not in page
    assert "/l/" not in page


def test_mails_are_listed_by_state(app: Flask, cast: Cast, signed_in):
    mail = a_mail(cast, state=MailState.FAILED)
    client = signed_in(cast.admin)
    assert mail.subject in client.get("/mail?state=failed").text
    assert mail.subject not in client.get("/mail?state=sent").text
    assert client.get("/mail?state=nonsense&before=nonsense").status_code == 200


def test_a_mail_that_failed_can_be_tried_again_and_no_other(app: Flask, cast: Cast, signed_in):
    mail = a_mail(cast, state=MailState.FAILED, attempts=7, error="550 no such person")
    client = signed_in(cast.admin)
    assert "550 no such person" in client.get(f"/mail/{mail.id}").text
    assert client.post(f"/mail/{mail.id}/again").status_code == 302
    mail = db.session.get_one(Mail, (cast.agency.id, mail.id))
    assert (mail.state, mail.attempts, mail.error) == (MailState.WAITING, 0, None)
    assert client.post(f"/mail/{mail.id}/again").status_code == 409
    assert db.session.query(AuditEntry).filter_by(action="mail.tried_again").count() == 1


def test_the_file_of_a_mail_can_be_had_only_while_no_server_is_set(
    app: Flask, cast: Cast, signed_in, tmp_path
):
    mail = a_mail(cast)
    client = signed_in(cast.admin)
    assert client.get(f"/mail/{mail.id}.eml").status_code == 404
    folder = Path(app.config["PORTAL"].instance) / "mail"
    folder.mkdir(exist_ok=True)
    (folder / f"{mail.id}.eml").write_bytes(b"Subject: Hello\r\n\r\nWords")
    answer = client.get(f"/mail/{mail.id}.eml")
    assert answer.data.startswith(b"Subject: Hello")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    served = Settings(
        instance=app.config["PORTAL"].instance,
        database_url="",
        queue_url="",
        secret_key="",
        mail_url="smtp://mail.example",
    )
    assert kept_file(mail, served) is None


def test_the_mails_of_another_agency_are_not_there(app: Flask, cast: Cast, signed_in):
    mail = a_mail(cast)
    client = signed_in(cast.other_admin)
    assert mail.subject not in client.get("/mail").text
    assert client.get(f"/mail/{mail.id}").status_code == 404
    assert client.post(f"/mail/{mail.id}/again").status_code == 404
