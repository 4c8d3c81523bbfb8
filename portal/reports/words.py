"""How a report says figures, instants and bands. English; pure."""

from datetime import datetime, timedelta
from fractions import Fraction

BANDS = {
    "Outstanding": "A follow-up to remember",
    "Good": "Well on the way",
    "Developing": "On the way – next steps open",
    "Needs work": "Next steps open",
    None: "Nothing is decided yet",
}
"""A band as a candidate reads it: words that open a door, no grade."""

FAMILIES = {
    "before_leaving": "Before leaving",
    "recap": "The recap",
    "thank_you": "The thank-you",
    "note_text": "What the note says",
    "note_form": "What the note says",
    "afterwards": "Afterwards",
    "conduct": "How it was done",
    "online": "Online",
    "keeping_on": "Keeping on",
}
STAGES = {
    "phone": "Phone interview",
    "first": "First interview",
    "second": "Second interview",
    "final": "Final interview",
}
FORMATS = {"phone": "By phone", "video": "By video", "onsite": "On site"}
LEVELS = {"must": "Must", "should": "Should", "bonus": "Bonus"}
VERDICTS = {
    "met": "met",
    "partly": "partly",
    "missed": "missed",
    "pending": "pending",
    "not_applicable": "not applicable",
}
CHANNELS = {
    "email": "Email",
    "letter": "Letter",
    "handwritten_note": "Handwritten note",
    "linkedin_message": "LinkedIn message",
    "text_message": "Text message",
    "phone_call": "Phone call",
    "linkedin_request": "LinkedIn request",
    "facebook_request": "Facebook request",
    "instagram_request": "Instagram request",
    "x_follow": "Follow on X",
    "company_follow": "Follow of the company",
}
KINDS = {
    "thank_you": "Thank-you",
    "clarification": "Clarification",
    "check_in": "Check-in",
    "value_add": "Something useful",
    "logistics": "Logistics",
    "connect": "Request to connect",
    "other": "Message",
    "call_script": "Call script",
    "linkedin_request": "LinkedIn request",
    "reference_briefing": "Briefing of a reference",
}
EVIDENCE = {
    "self": "By the candidate's word",
    "mail": "Confirmed by the blind copy",
    "mail_verified": "Confirmed by the blind copy, whose signature holds",
    "recruiter": "Confirmed by the recruiter",
}

ARTICLES = {
    "GDH": "“What to do after the interview”",
    "HN": "“7 tips to follow up”",
    "MAKE": "“Don’t be a pest”",
    "FIVE": "“5 things to do immediately”",
    "TP": "“Thank everyone”",
}
"""The five articles by their tags."""


def sources(tags: str) -> str:
    """``"GDH, HN 3"`` as a reader knows the articles: “What to do after the interview”, “7 tips to follow up” (3)."""
    named = []
    for tag in (part.strip() for part in tags.split(",")):
        article, _blank, place = tag.partition(" ")
        named.append(ARTICLES.get(article, article) + (f" ({place})" if place else ""))
    return ", ".join(named)


def figure(points: Fraction) -> str:
    """Points with at most two decimals, without idle zeros; half is rounded up."""
    hundredths = int(points * 100 + Fraction(1, 2))
    whole, rest = divmod(hundredths, 100)
    return str(whole) if not rest else f"{whole}.{rest:02d}".rstrip("0")


def points(count: Fraction) -> str:
    """``+2 points``."""
    return f"+{figure(count)} {'point' if count == 1 else 'points'}"


def day(when: datetime) -> str:
    """``Mon 2 Mar``."""
    return f"{when:%a} {when.day} {when:%b}"


def moment(when: datetime) -> str:
    """``Mon 2 Mar, 16:10 CST``, in the zone that ``when`` is in."""
    return f"{day(when)}, {when:%H:%M} {zone(when)}"


def zone(when: datetime) -> str:
    """The zone's short name, or its offset."""
    name = when.tzname() or ""
    return name if name and name[0] not in "+-" else f"UTC{when:%z}"[:6]


def period(opens: datetime | None, due: datetime) -> str:
    """When something can be done: ``by Tue 3 Mar, 15:00 CST``; a limit at midnight is the end of the day before."""
    ends = day(due - timedelta(days=1)) if (due.hour, due.minute) == (0, 0) else moment(due)
    return f"by {ends}" if opens is None else f"{day(opens)} to {ends}"
