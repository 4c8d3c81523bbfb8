"""The ways out of the outbox: an SMTP server, or a folder where none is set."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from portal.config import Settings

PATIENCE = 30.0
"""Seconds that a server has for each answer."""
SUBMISSION = 587


class Refused(Exception):
    """The server will not take this mail, now or ever; the message says what it answered."""


class Unreachable(Exception):
    """The mail could not be handed over now; the message says why."""


class Way(Protocol):
    """Takes a message, or raises :class:`Refused` or :class:`Unreachable`."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message over."""


@dataclass(frozen=True)
class Server:
    """An SMTP server, as MAIL_URL names it: ``smtp://user:password@host:port`` or ``smtps://…``."""

    url: SplitResult

    def send(self, message: EmailMessage) -> None:
        """Hand the message to the server, in a connection of its own."""
        try:
            server = self._connection()
        except (OSError, smtplib.SMTPException) as error:
            # Whatever the server says of us, it has not seen the mail: that waits until this is put right.
            raise Unreachable(_name(error)) from error
        try:
            with server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _answer(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPDataError as error:
            raise _answer(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("the server does not take addresses beyond ASCII") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(_name(error)) from error

    @property
    def _encrypts(self) -> bool:
        """Whether STARTTLS is insisted on: where a password goes over the line, at the submission port, or as asked."""
        if self.url.scheme == "smtps":
            return False
        asked = parse_qs(self.url.query).get("starttls")
        if asked:
            return asked[0] not in {"0", "no", "false"}
        return bool(self.url.username) or self.url.port == SUBMISSION

    def _connection(self) -> smtplib.SMTP:
        host, port = self.url.hostname or "localhost", self.url.port
        context = ssl.create_default_context()
        if self.url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(host, port or 25, timeout=PATIENCE)
        try:
            if self._encrypts:
                server.starttls(context=context)
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True)
class Folder:
    """A folder that gets each mail as an ``.eml`` file, whole or not at all; a repetition replaces the file."""

    path: Path

    def send(self, message: EmailMessage) -> None:
        """Write the message into the folder."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            part = self.path / f"{name}.part"
            with part.open("wb") as file:
                file.write(bytes(message))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self.path / f"{name}.eml")
        except OSError as error:
            raise Unreachable(f"{type(error).__name__}: {error.strerror}") from error


def way_out(settings: Settings) -> Way:
    """The way that the settings name; ValueError for a MAIL_URL that cannot be understood."""
    if not settings.mail_url:
        return Folder(settings.instance / "mail")
    url = urlsplit(settings.mail_url)
    if url.scheme not in {"smtp", "smtps"} or not url.hostname:
        raise ValueError("MAIL_URL is not understood. Give smtp://user:password@host:port or smtps://…")
    return Server(url)


def _name(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def _answer(code: int, words: bytes | str) -> Refused | Unreachable:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    said = f"{code} {' '.join(text.split())}"[:300]
    return Refused(said) if 500 <= code < 600 else Unreachable(said)  # noqa: PLR2004  # SMTP's permanent answers
