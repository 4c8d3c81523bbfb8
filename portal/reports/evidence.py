"""What stands behind a verdict: each thing that it names, in words that lead back to it."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from portal.policy.facts import RECRUITER, Facts, Note, Touch
from portal.policy.scoring import Judged, Result
from portal.reports.words import CHANNELS, EVIDENCE, KINDS, moment


class Sources:
    """The things in a case that a verdict can name, by their ids."""

    def __init__(self, facts: Facts, zone: tzinfo) -> None:
        self.zone = zone
        self.facts = facts
        self.names = {person.id: person.name for person in facts.people} | {RECRUITER: "the recruiter"}
        self.notes: Mapping[str, Note] = {note.id: note for note in facts.notes}
        self.touches: Mapping[str, Touch] = {touch.id: touch for touch in facts.touches}

    def of(self, judged: Judged, result: Result) -> list[dict[str, Any]]:
        """The evidence of one verdict, as rows of the trace show it."""
        found = _together([self.piece(name) for name in judged.finding.evidence])
        if not found and self.facts.recap is not None and judged.step.rule.family == "recap":
            found = [self._recap()]
        return found or [
            _fact(f"Nothing else recorded by {moment(result.as_of.astimezone(self.zone))}", None)
        ]

    def piece(self, name: str) -> dict[str, Any]:
        """One piece of evidence in words: a contact made, a note, a person, a promise and so on."""
        if name in self.touches:
            return self._touch(self.touches[name])
        if name in self.notes:
            note = self.notes[name]
            kind = KINDS.get(note.kind or "other", "Note")
            return _fact(f"{kind} to {self.people(note.to)}", "Draft, with its reviews")
        if name in self.names:
            return _fact(self.names[name], "Met in the interview")
        if name == "recap":
            return self._recap()
        if name == "interview":
            return self._interview()
        return self._entry(name)

    def people(self, ids: tuple[str, ...]) -> str:
        """Names, listed."""
        return ", ".join(self.names.get(one, one) for one in ids) or "the company"

    def at(self, when: datetime) -> str:
        """An instant in the case's zone."""
        return moment(when.astimezone(self.zone))

    def _touch(self, touch: Touch) -> dict[str, Any]:
        text = f"{CHANNELS[touch.channel]} to {self.people(touch.to)}, {self.at(touch.at)}"
        return _fact(text, EVIDENCE.get(touch.evidence or "", None))

    def _interview(self) -> dict[str, Any]:
        return _fact("As recorded from the interview", None)

    def _recap(self) -> dict[str, Any]:
        recap = self.facts.recap
        if recap is None or recap.submitted_at is None:
            return _fact("The recap", None)
        return _fact(f"The recap, sent {self.at(recap.submitted_at)}", None)

    def _entry(self, name: str) -> dict[str, Any]:
        for promise in self.facts.promises:
            if promise.id == name:
                kept = f"kept {self.at(promise.kept_at)}" if promise.kept_at else "not kept yet"
                return _fact(f"Promise: {promise.text or name}", kept)
        for reference in self.facts.references:
            if reference.id == name:
                told = f"told {self.at(reference.notified_at)}" if reference.notified_at else "not told yet"
                return _fact(f"Reference: {reference.name or name}", told)
        entries = [("Learnt", one.id, one.text, one.at) for one in self.facts.learning]
        entries += [
            ("Elsewhere", one.id, one.employer or "an application", one.at) for one in self.facts.applications
        ]
        entries += [("Post", one.id, f"on {one.network or 'a network'}", one.at) for one in self.facts.posts]
        for kind, key, text, at in entries:
            if key == name:
                return _fact(f"{kind}: {text or name}", self.at(at) if at else None)
        return _fact(name, None)


def _fact(text: str, ref: str | None) -> dict[str, Any]:
    return {"kind": "fact", "text": text, "ref": ref}


def _together(pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Pieces with the same standing after each other name it once, at the last."""
    for piece, following in pairwise(pieces):
        if piece["ref"] == following["ref"]:
            piece["ref"] = None
    return pieces
