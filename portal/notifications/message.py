"""A mail of the outbox as it goes out: headers that no text can break, plain text and HTML."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from markupsafe import escape

from portal.models import Agency, Mail, User
from portal.models.mail import LINK


def message(
    mail: Mail,
    agency: Agency,
    sender: str,
    now: datetime,
    *,
    link: str | None = None,
    reply_to: User | None = None,
) -> EmailMessage:
    """The message, from ``sender`` (``name@host``) in the agency's name, with ``link`` in the place kept for it.

    Answers go to ``reply_to``, else to the sender. Raises ValueError for an address that is none.
    """
    out = EmailMessage(policy=SMTP)
    out["From"] = address(agency.name, agency.mail_from or sender)
    out["To"] = address(mail.user.name if mail.user else "", mail.to_address)
    if reply_to is not None:
        out["Reply-To"] = address(reply_to.name, reply_to.email)
    out["Subject"] = one_line(mail.subject)
    out["Date"] = now
    out["Message-ID"] = mail.message_id
    out["Auto-Submitted"] = "auto-generated"
    text, html = mail.text, mail.html
    if link is not None:
        text, html = text.replace(LINK, link), html.replace(LINK, str(escape(link)))
    out.set_content(text + "\n")
    out.add_alternative(html, subtype="html")
    return out


def address(name: str, spec: str) -> Address:
    """A name and an address as a header takes them; ValueError for what is no address."""
    local, at, domain = spec.strip().rpartition("@")
    if not (local and at and domain) or one_line(spec) != spec.strip() or " " in spec.strip():
        raise ValueError("this is not an address")
    return Address(one_line(name), addr_spec=spec.strip())


def one_line(text: str) -> str:
    """A text as a header may hold it: its blanks and line ends as single blanks, other control characters left out."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
