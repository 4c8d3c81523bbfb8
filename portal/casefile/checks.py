"""What no field can tell alone: names that must exist, ids that must differ, and times in their order.

Works on the parsed fields, so that these faults are named in the same run as those of the single fields.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from portal.casefile.schema import Parsed
from portal.policy.catalogue import RULES
from portal.policy.document import Document, Place
from portal.policy.facts import RECRUITER
from portal.policy.policy import parameter_faults

_WITH_IDS = ("people", "notes", "touches", "promises", "references", "learning", "applications", "posts")


def check(document: Document, case: Parsed) -> None:
    """Note every fault between fields."""
    for name in _WITH_IDS:
        _ids(document, case, name)
    _zones(document, case)
    _interview(document, case.get("interview", {}))
    people = {p.get("id") for p in case.get("people", ()) if isinstance(p, dict)}
    notes = {n["id"]: n for _, n in _each(case, "notes") if "id" in n}
    for number, note in _each(case, "notes"):
        _to(document, case, note, ("notes", number), people)
        _reviews(document, note, ("notes", number))
    for number, touch in _each(case, "touches"):
        _touch(document, case, touch, number, people=people, notes=notes)
    touches = {t.get("id") for _, t in _each(case, "touches")}
    for number, promise in _each(case, "promises"):
        kept_by = promise.get("touch")
        if kept_by is not None and kept_by not in touches:
            document.fault(
                ("promises", number, "touch"), f"names the touch {kept_by}, which is not in the case"
            )
    _rules(document, case)


def _each(case: Parsed, name: str) -> Iterator[tuple[int, Parsed]]:
    for number, item in enumerate(case.get(name, ())):
        if isinstance(item, dict):
            yield number, item


def _ids(document: Document, case: Parsed, name: str) -> None:
    first: dict[str, int] = {}
    for number, item in _each(case, name):
        own = item.get("id")
        if own is None:
            continue
        place: Place = (name, number, "id")
        if own == "":
            document.fault(place, "is empty", "an id")
        elif own == RECRUITER:
            document.fault(place, f"is {RECRUITER}, which stands for the agency's recruiter", "any other id")
        elif own in first:
            document.fault(place, f"{own} is given twice (first as {name}[{first[own]}])", "an id of its own")
        else:
            first[own] = number


def _zones(document: Document, case: Parsed) -> None:
    for part in ("agency", "interview"):
        zone = case.get(part, {}).get("timezone")
        if zone is None:
            continue
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            document.fault((part, "timezone"), f"is {zone}", "an IANA zone like America/Chicago")


def _interview(document: Document, interview: Parsed) -> None:
    starts, ends = interview.get("starts_at"), interview.get("ends_at")
    if starts is not None and ends is not None and ends < starts:
        document.fault(("interview", "ends_at"), "is before starts_at", "an end after the start")
    if interview.get("outcome", "pending") != "pending" and interview.get("outcome_at") is None:
        document.fault(
            ("interview", "outcome_at"), "is missing", "the instant of the outcome, unless it is pending"
        )


def _to(document: Document, case: Parsed, item: Parsed, place: Place, people: set[Any]) -> None:
    for number, person in enumerate(item.get("to", ())):
        here = (*place, "to", number)
        if person == RECRUITER:
            if case.get("recruiter") is None:
                document.fault(here, "names the recruiter, and the case has none", "a recruiter in the case")
        elif isinstance(person, str) and person not in people:
            known = ", ".join(sorted(p for p in people if isinstance(p, str)))
            document.fault(here, f"names {person}, who is not among the people", known or "nobody is listed")


def _reviews(document: Document, note: Parsed, place: Place) -> None:
    for number, review in enumerate(note.get("reviews", ())):
        if not isinstance(review, dict):
            continue
        here = (*place, "reviews", number)
        submitted, decided = review.get("submitted_at"), review.get("decided_at")
        if submitted is not None and decided is not None and decided < submitted:
            document.fault((*here, "decided_at"), "is before submitted_at", "a decision after the submission")
        if decided is None and "decision" in review:
            document.fault((*here, "decided_at"), "is missing", "the instant of the decision")
        if decided is not None and "decision" not in review:
            document.fault((*here, "decision"), "is missing", "one of approved, changes_requested, withdrawn")


def _touch(
    document: Document,
    case: Parsed,
    touch: Parsed,
    number: int,
    *,
    people: set[Any],
    notes: Mapping[Any, Parsed],
) -> None:
    place: Place = ("touches", number)
    raw = document.value["touches"][number]
    _to(document, case, touch, place, people)
    if not raw.get("to") and raw.get("channel") != "company_follow":
        document.fault((*place, "to"), "is empty", "at least one person (only company_follow reaches nobody)")
    note = touch.get("note")
    if note is not None and note not in notes:
        document.fault((*place, "note"), f"names the note {note}, which is not in the case", ", ".join(notes))
    if raw.get("kind") is None and (raw.get("note") is None or (note in notes and "kind" not in notes[note])):
        document.fault((*place, "kind"), "is missing", "a kind, or a note that has one")


def _rules(document: Document, case: Parsed) -> None:
    for number, override in _each(case, "overrides"):
        if "rule" in override and override["rule"] not in RULES:
            document.fault(("overrides", number, "rule"), f"is {override['rule']}", ", ".join(RULES))
        if "fraction" in override and override.get("verdict") != "partly":
            document.fault(("overrides", number, "fraction"), "is given", "only with the verdict partly")
    for rule, given in case.get("job", {}).get("overrides", {}).items():
        place: Place = ("job", "overrides", rule)
        if rule not in RULES:
            document.fault(place, "is no rule", ", ".join(RULES))
            continue
        for within, wrong, allowed in parameter_faults(RULES[rule], given):
            document.fault((*place, *within), wrong, allowed)
