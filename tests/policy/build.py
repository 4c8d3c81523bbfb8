"""Cases and policies in a line: everything happens some hours after the end of one interview in Chicago."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.policy import facts as f
from portal.policy.policy import Policy, policy_of
from portal.policy.scoring import Judged, Result, score

CHICAGO = ZoneInfo("America/Chicago")
END = datetime(2026, 5, 4, 15, tzinfo=CHICAGO)
"""A Monday; no clock change within the months after it."""
DAY = 24
LATER = 24 * 60
"""Hours after which every case here is closed."""
DANA = f.Person(id="dana", name="Dana Whitfield", role="interviewer", email="dana@acme.example")
MARCUS = f.Person(id="marcus", name="Marcus Bell", role="interviewer", email="marcus@acme.example")
SAM = f.Person(id="sam", name="Sam Ortiz", role="support_staff", helpful=True)


def at(hours: float) -> datetime:
    """The instant ``hours`` after the interview's end."""
    return (END.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(CHICAGO)


def touch(name: str, hours: float, kind: str | None = "thank_you", to: str = "dana", **more: Any) -> f.Touch:
    """A touch by email unless ``channel`` says otherwise; ``to`` holds ids parted by spaces."""
    return f.Touch(id=name, at=at(hours), kind=kind, to=tuple(to.split()), **{"channel": "email", **more})


def draft(
    name: str, *rounds: tuple[Any, ...], to: str = "dana", kind: str = "thank_you", **more: Any
) -> f.Note:
    """A note whose ``rounds`` are (submitted, decided or None, decision, body) in hours."""
    reviews = tuple(
        f.Review(
            submitted_at=at(submitted),
            decided_at=None if decided is None else at(decided),
            decision=None if decided is None else (rest[0] if rest else "approved"),
            body=rest[1] if len(rest) > 1 else None,
        )
        for submitted, decided, *rest in rounds
    )
    return f.Note(id=name, kind=kind, channel="email", to=tuple(to.split()), reviews=reviews, **more)


def recap(hours: float = 1, **more: Any) -> f.Recap:
    """A recap submitted ``hours`` after the end."""
    return f.Recap(submitted_at=at(hours), **more)


def case(*touches: f.Touch, people: tuple[f.Person, ...] = (DANA,), **more: Any) -> f.Facts:
    """A case. Keywords are fields of the facts; ``interview`` and ``job`` are dictionaries of theirs."""
    interview = {"stage": "first", "starts_at": at(-1), "ends_at": END, **more.pop("interview", {})}
    job = {"title": "Data Engineer", "employer": "Acme Logistics", **more.pop("job", {})}
    return f.Facts(
        agency=f.Agency(timezone="America/Chicago"),
        candidate=f.Candidate(name="Priya Nair"),
        recruiter=f.Recruiter(name="Tom Reed"),
        job=f.Job(**job),
        interview=f.Interview(**interview),
        people=people,
        touches=touches,
        **more,
    )


def policy(settings: Mapping[str, Any] | None = None, **rules: Mapping[str, Any]) -> Policy:
    """A policy of ``rules``, each with its parameters (and, if given, level, weight, stages)."""
    entries = {}
    for name, given in rules.items():
        own = {key: given[key] for key in ("level", "weight", "stages") if key in given}
        entries[name] = {
            "level": "should",
            **own,
            "params": {key: value for key, value in given.items() if key not in own},
        }
    return policy_of({"policy": 1, "name": "test", "version": "1", "rules": entries, **(settings or {})})


def run(facts: f.Facts, hours: float, **rules: Mapping[str, Any]) -> Result:
    """The case scored ``hours`` after the end by a policy of ``rules``."""
    return score(facts, policy(**rules), at(hours))


def judge(
    facts: f.Facts, after: float, rule: str, /, beside: Mapping[str, Any] | None = None, **params: Any
) -> Judged:
    """The verdict of one rule with ``params`` some hours after the end, in a policy that also has the rules ``beside``."""
    judged = run(facts, after, **{rule: params, **(beside or {})}).find(rule)
    assert judged is not None
    return judged


def verdict(
    facts: f.Facts, after: float, rule: str, /, beside: Mapping[str, Any] | None = None, **params: Any
) -> Any:
    """The verdict's word, or (partly, fraction)."""
    judged = judge(facts, after, rule, beside, **params)
    word = judged.finding.verdict
    return (word, judged.fraction) if word == "partly" else word
