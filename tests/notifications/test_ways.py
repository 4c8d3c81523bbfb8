from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from portal.config import Settings
from portal.notifications.ways import Folder, Server, Unreachable, way_out
from tests.notifications.conftest import free_port


def settings(tmp_path, url):
    return Settings(instance=tmp_path, database_url="", queue_url="", secret_key="t" * 40, mail_url=url)


def message():
    out = EmailMessage()
    out["From"], out["To"], out["Message-ID"] = "a@example.net", "b@example.net", "<1@example.net>"
    out.set_content("Hello")
    return out


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", "smtp:/mail.example"])
def test_an_address_of_no_server_is_refused_with_the_form_it_has(tmp_path, url):
    with pytest.raises(ValueError, match="Give smtp://user:password@host:port"):
        way_out(settings(tmp_path, url))


def test_without_an_address_mails_go_into_the_instance_folder(tmp_path):
    assert way_out(settings(tmp_path, "")) == Folder(tmp_path / "mail")


@pytest.mark.parametrize(
    ("url", "encrypts"),
    [
        ("smtp://mail.example", False),
        ("smtp://mail.example:587", True),
        ("smtp://user:secret@mail.example", True),
        ("smtp://mail.example?starttls=1", True),
        ("smtp://user:secret@mail.example?starttls=0", False),
    ],
)
def test_a_password_goes_over_the_line_encrypted_unless_told_otherwise(tmp_path, url, encrypts):
    way = way_out(settings(tmp_path, url))
    assert isinstance(way, Server)
    assert way._encrypts is encrypts


def test_a_server_without_encryption_gets_no_password(tmp_path):
    port = free_port()
    controller = Controller(object(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with pytest.raises(Unreachable, match="SMTPNotSupportedError"):
            way_out(settings(tmp_path, f"smtp://user:secret@127.0.0.1:{port}")).send(message())
    finally:
        controller.stop()


def test_name_and_password_reach_the_server_as_they_are_and_wrong_ones_let_the_mail_wait(tmp_path):
    seen = []

    def check(server, session, envelope, mechanism, data):
        assert isinstance(data, LoginPassword)
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"s:e/c@ret", handled=False)

    class Box:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
            return "250 OK"

    port = free_port()
    controller = Controller(
        Box(),
        hostname="127.0.0.1",
        port=port,
        authenticator=check,
        auth_require_tls=False,
    )
    controller.start()
    try:
        way_out(settings(tmp_path, f"smtp://us%40er:s%3Ae%2Fc%40ret@127.0.0.1:{port}?starttls=0")).send(
            message()
        )
        with pytest.raises(Unreachable, match="SMTPAuthenticationError 535"):
            way_out(settings(tmp_path, f"smtp://user:wrong@127.0.0.1:{port}?starttls=0")).send(message())
    finally:
        controller.stop()
    assert seen[0] == (b"us@er", b"s:e/c@ret")
