"""What rows are called in facts and case files: by the ids of their case, else by names and order."""

import re
import unicodedata
from typing import Any
from uuid import UUID

from portal.models import Interview
from portal.policy.facts import RECRUITER
from portal.scoring.rows import Rows


def people_ids(rows: Rows, interview: Interview) -> dict[UUID, str]:
    """What each person met is called: the id of their case, else their first name, in small letters."""
    found = rows.people.get(interview.id, [])
    taken = {one.case_id for one in found if one.case_id} | {RECRUITER}
    ids = {}
    for one in found:
        ids[one.id] = one.case_id or _free(_slug(one.contact.name), taken)
        taken.add(ids[one.id])
    return ids


def ids_by_order(by: dict[UUID, list[Any]], interview: Interview, letter: str) -> dict[UUID, str]:
    """What each row of a kind is called: the id of its case, else ``letter`` with its place in the order of making."""
    found = by.get(interview.id, [])
    taken = {one.case_id for one in found if one.case_id}
    ids: dict[UUID, str] = {}
    for number, one in enumerate(found, 1):
        ids[one.id] = one.case_id or _free(f"{letter}{number}", taken)
        taken.add(ids[one.id])
    return ids


def _slug(name: str) -> str:
    first = (name.split() or ["person"])[0]
    plain = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "", plain) or "person"


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
