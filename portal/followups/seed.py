"""What a new note starts with, and the material that lies beside it.

A draft starts almost empty: a greeting, room, and a sign-off. What was talked about lies beside it to be taken up in the
candidate's own words, because a letter that is ready to send is everybody's letter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.models import NoteKind

TITLES = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof", "prof."}


@dataclass(frozen=True, slots=True)
class Block:
    """Things to build on: of what kind, a question that leads to a sentence, and the candidate's own words of each."""

    about: str
    prompt: str
    words: list[str]


def first_name(name: str) -> str:
    """What somebody is called in a greeting; with a title before it, the whole name."""
    parts = name.split()
    if not parts or parts[0].casefold() in TITLES:
        return name
    return parts[0]


def body(to: Sequence[str], sender: str, kind: NoteKind) -> str:
    """Greeting, room, sign-off; nothing for what is no letter."""
    if kind in {NoteKind.CALL_SCRIPT, NoteKind.LINKEDIN_REQUEST} or not to:
        return ""
    names = " and ".join(first_name(name) for name in to)
    greeting, sign_off = _("Dear %(names)s,", names=names), _("Kind regards,")
    return f"{greeting}\n\n\n\n{sign_off}\n{sender}"


def blocks(content: Mapping[str, Any] | None) -> list[Block]:
    """What the recap offers a note, the stumbles first: they are what a note can still mend."""
    if not content:
        return []
    answers = [
        better
        for question in content.get("questions") or []
        if question.get("stumbled") and (better := question.get("better_answer"))
    ]
    found = [
        Block(_("An answer to mend"), _("How would you put it now, in a sentence or two?"), answers),
        Block(
            _("Topics"),
            _("What stayed with you, and what have you done that fits?"),
            content.get("topics") or [],
        ),
        Block(_("They look for"), _("Which result of yours shows it?"), content.get("requirements") or []),
        Block(_("Good points"), _("Why does it draw you to this job?"), content.get("good_points") or []),
    ]
    return [block for block in found if block.words]
