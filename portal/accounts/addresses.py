"""Mail addresses in the one form in which they are kept and compared."""

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from portal.errors import Invalid

LONGEST = 254
"""Characters of an address, at most (RFC 5321)."""


def normal(address: str) -> str:
    """``address`` as it is kept: normalised, in lower case. Raises :class:`Invalid` for what is no address."""
    try:
        found = validate_email(address.strip(), check_deliverability=False)
    except EmailNotValidError as fault:
        raise Invalid(
            _("This is not an email address."), {"email": _("Enter an address like name@example.com.")}
        ) from fault
    return found.normalized.lower()


def masked(address: str) -> str:
    """``p•••@example.net``: enough to know one's own address by."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
