"""How routes, kinds of messages and channels are called on pages."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.models import Channel

KINDS = {
    "thank_you": _l("Thank-you"),
    "clarification": _l("Clarification of an answer"),
    "check_in": _l("Check-in on the decision"),
    "value_add": _l("Something useful, such as an article"),
}
"""Kinds of messages that an employer has a route for."""

ROUTES = {
    "direct": _l("Direct: the candidate writes to them"),
    "via_agency": _l("Through the agency: we pass it on"),
    "none": _l("No contact wanted"),
}

INSTRUCTIONS = {
    "direct": _l("Write to them directly"),
    "via_agency": _l("Write to your recruiter, who passes it on"),
    "none": _l("They want no message of this kind"),
}
"""The same, said to the candidate."""

CHANNELS = {
    Channel.EMAIL: _l("Email"),
    Channel.LETTER: _l("Letter"),
    Channel.HANDWRITTEN_NOTE: _l("Handwritten note"),
    Channel.LINKEDIN_MESSAGE: _l("LinkedIn message"),
    Channel.TEXT_MESSAGE: _l("Text message"),
    Channel.PHONE_CALL: _l("Phone call"),
}
"""Ways by which somebody may say they want to hear from a candidate."""


def route_lines(routes: Mapping[str, str] | None, words: Mapping[str, object] = INSTRUCTIONS) -> list[str]:
    """An employer's routes in as few sentences as they need: one where all kinds go the same way."""
    if not routes:
        return [_("As the agency's policy says")]
    ways = {routes.get(kind) for kind in KINDS}
    if len(ways) == 1:
        return [str(words.get(ways.pop() or "", ""))]
    return [f"{label}: {words.get(routes.get(kind, ''), '–')}" for kind, label in KINDS.items()]
