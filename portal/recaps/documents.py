"""Documents handed in instead of typing, or beside it: kept, read, and taken over into the draft part by part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from flask_babel import gettext as _
from sqlalchemy import select

from portal import files
from portal.access import Actor
from portal.audit.operations import record
from portal.errors import Invalid
from portal.extensions import db
from portal.idempotency import add_once
from portal.models import Interview, Recap, RecapDocument, StoredFile
from portal.recaps import operations
from portal.recaps.draft import PAGES, Draft
from portal.recaps.sections import LISTS, TARGETS, entries, questions, split
from portal.sandbox import Fault, Refused, run

SECONDS = 15.0
MEMORY = 512 * 2**20
KEPT_ANYWAY = {"encrypted", "empty", "long"}
"""Reasons for which nothing is read out of a document that is harmless in itself."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a document: its type by its content, its sections, and why there are none where there are none."""

    media_type: str
    sections: list[dict[str, Any]]
    trouble: str | None = None


def read(data: bytes) -> Reading:
    """Read a document in a child process. It can take its time: hold no transaction meanwhile.

    What is of no known type, broken, or unpacks to more than it may raises :class:`Invalid`.
    """
    try:
        media_type = str(run("portal.recaps.extraction:kind", data, seconds=SECONDS, memory=MEMORY))
    except Refused as refused:
        raise Invalid(why(refused)) from refused
    try:
        found = run("portal.recaps.extraction:paragraphs", media_type, data, seconds=SECONDS, memory=MEMORY)
    except Refused as refused:
        if refused.fault is Fault.DECLARED and refused.reason in KEPT_ANYWAY:
            return Reading(media_type, [], why(refused))
        raise Invalid(why(refused)) from refused
    return Reading(media_type, [dict(section) for section in split(found)])


def hand_in(
    actor: Actor, interview: Interview, name: str, data: bytes, reading: Reading, key: UUID, now: datetime
) -> RecapDocument:
    """Keep a document that was read, with its sections; the one of this ``key`` where it stands already."""
    row_id = uuid5(interview.id, str(key))
    standing = db.session.get(RecapDocument, (interview.agency_id, row_id))
    if standing is not None:
        return standing
    recap = operations.locked(interview, now)
    stored = files.keep(
        interview.agency_id, shown_name(name), reading.media_type, data, now, by_id=actor.user_id
    )
    db.session.flush()
    document, _new = add_once(
        RecapDocument(
            id=row_id,
            agency_id=interview.agency_id,
            recap_id=recap.id,
            file_id=stored.id,
            sections=reading.sections,
            by_id=actor.user_id,
            created_at=now,
        ),
        column="id",
    )
    record(interview.agency_id, "recap.document_kept", by_id=actor.user_id, now=now, subject=document)
    return document


def why(refused: Refused) -> str:
    """What is wrong with a document and what to do, in a sentence."""
    sentences = {
        "type": _(
            "This is neither a Word document (.docx) nor a PDF nor plain text. Save it as one of these."
        ),
        "encrypted": _("This document is protected by a password. Save a copy without one."),
        "empty": _("There is no text in this document; a scan is only a picture. Type the recap instead."),
        "long": _("This document is longer than a recap can be. Hand in the pages about this interview."),
        "unpacked": _("This document unpacks to far more than a recap can be. Save its text alone."),
        "broken": _("This document is damaged. Open it, save it anew, and try again."),
    }
    if refused.fault is Fault.DECLARED and refused.reason in sentences:
        return str(sentences[refused.reason])
    return str(_("This document could not be read. Save it anew or as plain text, and try again."))


def shown_name(name: str) -> str:
    """What a document is called, made fit to be shown and offered for saving."""
    last = re.split(r"[\\/]", name)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    return clean[-120:] or str(_("document"))


def documents_of(recap: Recap | None) -> list[tuple[RecapDocument, StoredFile]]:
    """A recap's documents with their files, oldest first."""
    if recap is None:
        return []
    rows = db.session.execute(
        select(RecapDocument, StoredFile)
        .join(
            StoredFile,
            (StoredFile.agency_id == RecapDocument.agency_id) & (StoredFile.id == RecapDocument.file_id),
        )
        .where(RecapDocument.agency_id == recap.agency_id, RecapDocument.recap_id == recap.id)
        .order_by(RecapDocument.id)
    )
    return [(document, file) for document, file in rows]


def take_over(
    interview: Interview,
    document: RecapDocument,
    chosen: Sequence[tuple[int, str, str]],
    draft: Draft,
    now: datetime,
) -> int:
    """Take sections over into the recap's draft: each with its number, where it belongs, and its text as edited.

    ``draft`` is the draft with what is known. A section is taken once; gives how many were.
    """
    sections = [dict(section) for section in document.sections]
    values: dict[str, Any] = {}
    taken = 0
    for number, target, text in chosen:
        if (
            target in TARGETS
            and number < len(sections)
            and not sections[number].get("taken")
            and text.strip()
        ):
            values[target] = _with(values.get(target, draft.get(target)), target, text)
            sections[number]["taken"] = True
            taken += 1
    if values:
        recap = operations.locked(interview, now)
        pages = {
            page: {name: values[name] for name in names if name in values} for page, names in PAGES.items()
        }
        operations.save(
            interview, {page: part for page, part in pages.items() if part}, recap.draft_version, now
        )
        document.sections = sections
    return taken


def _with(before: Any, target: str, text: str) -> Any:
    """What a part of the draft holds with ``text`` in it."""
    if target in LISTS:
        kept = [one for one in before or [] if str(one).strip()]
        return kept + [one for one in entries(text) if one not in kept]
    if target == "questions":
        kept = [one for one in before or [] if one.get("asked") or one.get("answered")]
        return kept + questions(text)
    if target == "promises":
        kept = [one for one in before or [] if one.get("text")]
        return kept + [{"text": one, "due": ""} for one in entries(text)]
    return "\n\n".join(part for part in (str(before or "").strip(), text.strip()) if part)


def of_interview(document: RecapDocument, interview: Interview) -> bool:
    """Whether a document belongs to this interview's recap."""
    recap = db.session.get(Recap, (document.agency_id, document.recap_id))
    if recap is None:
        raise Invalid(_("This document has no recap."))
    return recap.interview_id == interview.id
