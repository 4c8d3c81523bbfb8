"""A policy as people read it: each rule in plain words with its figures, what it weighs, and who asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.policy.plan import Step, plan_for
from portal.policy.policy import policy_of

FAMILIES: dict[str, tuple[int, Any]] = {
    "before_leaving": (0, _l("Before you leave")),
    "recap": (1, _l("The recap")),
    "thank_you": (2, _l("The thank-you")),
    "note_text": (3, _l("What the note says")),
    "note_form": (3, _l("What the note says")),
    "afterwards": (4, _l("Afterwards")),
    "conduct": (4, _l("Afterwards")),
    "online": (5, _l("Online")),
    "keeping_on": (6, _l("Keeping on")),
}
ARTICLES: dict[str, Any] = {
    "GDH": _l("“What to do after the interview”, an IT staffing firm"),
    "HN": _l("“7 tips to follow up”"),
    "MAKE": _l("“Don’t be a pest”, a recruiter"),
    "FIVE": _l("“5 things to do immediately”"),
    "TP": _l("an IT staffing firm: thank everyone, don’t over-communicate"),
}
"""The five published articles that the rules come from, by their tags."""


@dataclass(frozen=True, slots=True)
class PlainRule:
    """One rule: its sentence, level, weight, reasons, and the articles (each with the place in it)."""

    id: str
    text: str
    level: str
    weight: str
    prohibition: bool
    why: str
    note: str
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Family:
    """Rules about one part of the follow-up."""

    title: str
    rules: list[PlainRule]

    @property
    def count(self) -> int:
        """How many rules."""
        return len(self.rules)


@dataclass(frozen=True, slots=True)
class PlainPolicy:
    """A whole policy. ``window_days`` is how long after an interview its follow-up is looked at."""

    title: str
    about: str
    window_days: int
    support_staff: bool
    families: list[Family]


def plain(document: dict[str, Any]) -> PlainPolicy:
    """The policy of a version's document."""
    policy = policy_of(document)
    steps = sorted(plan_for(policy, {}, "first").steps, key=_place)
    return PlainPolicy(
        title=policy.title or policy.name,
        about=policy.about,
        window_days=policy.window_days,
        support_staff=policy.support_staff,
        families=[
            Family(
                title=str(next(title for rank, title in FAMILIES.values() if rank == place)),
                rules=[_rule(step, policy.rules[step.rule.id]) for step in found],
            )
            for place, found in groupby(steps, key=lambda step: _place(step)[0])
        ],
    )


def sources(text: str) -> Iterator[str]:
    """``"GDH, HN 3"`` as the articles' titles, each with the place in it."""
    for part in text.split(", "):
        tag, _blank, place = part.partition(" ")
        if tag in ARTICLES:
            title = str(ARTICLES[tag])
            yield _("%(title)s, point %(place)s", title=title, place=place) if place else title
        elif part:
            yield part


def _place(step: Step) -> tuple[int, int]:
    return (FAMILIES.get(step.rule.family, (7, ""))[0], step.rule.number)


def _rule(step: Step, entry: Any) -> PlainRule:
    values = {
        name: step.rule.params[name].say(value)
        for name, value in ({n: p.default for n, p in step.rule.params.items()} | dict(step.given)).items()
        if name in step.params
    }
    return PlainRule(
        id=step.rule.id,
        text=entry.text or step.rule.text.format_map(values),
        level=step.level,
        weight=f"{float(step.weight):g}",
        prohibition=step.rule.prohibition,
        why=entry.why,
        note=entry.note,
        sources=list(sources(step.source)),
    )
