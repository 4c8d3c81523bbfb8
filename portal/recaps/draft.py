"""The shape of a recap's draft: what each page holds, what is known beforehand, and what is handed in of it.

A draft is JSON: every value as it was typed, blank rows included, so that a half-typed date or an empty row comes back as
it was left. ``saved`` says by page at which version of the draft it last changed.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from portal.models import Interview, PersonMet, Recap, normal, text_hash

PAGES: dict[int, tuple[str, ...]] = {
    1: ("people", "others", "topics", "questions"),
    2: (
        "good_points",
        "bad_points",
        "first_impressions",
        "environment",
        "requirements",
        "asked_timeline",
        "decision_by",
        "asked_contact_preference",
        "no_contact_before",
        "promises",
        "references",
        "still_interested",
    ),
}
LISTS = ("topics", "good_points", "bad_points", "requirements")
TEXTS = ("first_impressions", "environment")
ANSWER = {"yes": True, "no": False}

Draft = dict[str, Any]


def in_form(value: Any) -> Any:
    """``value`` with every text in it in the one form that texts are kept in."""
    if isinstance(value, str):
        return normal(value)
    if isinstance(value, Mapping):
        return {str(key): in_form(one) for key, one in value.items()}
    if isinstance(value, list):
        return [in_form(one) for one in value]
    return value


def seeded(recap: Recap | None, interview: Interview, people: list[PersonMet], timezone: str) -> Draft:
    """The draft with what is known already wherever nothing was typed yet. ``timezone`` is the agency's."""
    known: Draft = {
        "topics": [],
        "questions": [],
        "others": [],
        "requirements": list(interview.process.job.requirements),
        "asked_timeline": said(interview.asked_timeline),
        "decision_by": written(interview.decision_by),
        "asked_contact_preference": said(interview.asked_contact_preference),
        "no_contact_before": "",
    }
    if interview.no_contact_before is not None:
        known["no_contact_before"] = written(
            interview.no_contact_before.astimezone(ZoneInfo(timezone)).date()
        )
    draft = known | (recap.draft if recap else {})
    typed = draft.get("people") or {}
    draft["people"] = {str(person.id): _person(person) | typed.get(str(person.id), {}) for person in people}
    return draft


def _person(person: PersonMet) -> dict[str, Any]:
    contact = person.contact
    return {
        "there": person.removed_at is None,
        "helpful": person.helpful,
        "prefers": contact.prefers or "",
        "email": contact.email or "",
        "phone": contact.phone or "",
        "address": contact.address or "",
    }


def said(value: bool | None) -> str:  # noqa: FBT001  (a fact, not a switch)
    """Yes, no, or nothing, as a form holds it."""
    return "" if value is None else "yes" if value else "no"


def written(value: date | None) -> str:
    """A day as a form holds it."""
    return value.isoformat() if value else ""


def content(draft: Draft) -> dict[str, Any]:
    """What a revision keeps of a draft: trimmed, without blank rows, in the shape that ``RecapRevision`` documents."""
    kept: dict[str, Any] = {name: lines(draft.get(name)) for name in LISTS}
    kept |= {name: str(draft.get(name) or "").strip() for name in TEXTS}
    kept["questions"] = [
        {
            "asked": str(one.get("asked") or "").strip(),
            "answered": str(one.get("answered") or "").strip(),
            "stumbled": bool(one.get("stumbled")),
            "better_answer": str(one.get("better_answer") or "").strip(),
        }
        for one in draft.get("questions") or []
        if any(str(one.get(part) or "").strip() for part in ("asked", "answered", "better_answer"))
    ]
    if draft.get("still_interested") in ANSWER:
        kept["still_interested"] = ANSWER[draft["still_interested"]]
    return kept


def lines(values: Any) -> list[str]:
    """The texts of a list that say something."""
    return [text for one in values or [] if (text := str(one).strip())]


def says_nothing(kept: Mapping[str, Any]) -> bool:
    """Whether a content holds no word of the candidate's: ticks and what was known beforehand do not count."""
    parts = (*LISTS, *TEXTS, "questions")
    return not any(kept.get(part) for part in parts if part != "requirements")


def content_hash(kept: Mapping[str, Any]) -> str:
    """The hash by which two contents are the same."""
    return text_hash(json.dumps(kept, sort_keys=True, ensure_ascii=False))
