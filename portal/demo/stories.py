"""Playing the demo's stories: each interview is assigned, written up, reviewed and followed up by the portal's own means.

A story is a YAML file: the interview, the people met, and what happened, each event so long after the interview's end.
Events that lie in the future are not played, whatever a story says.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

import yaml

from portal.demo.events import Stage, play
from portal.demo.people import People
from portal.demo.spans import span
from portal.extensions import db
from portal.interviews import operations as interviews
from portal.models import Format, Interview, PersonRole, new_id
from portal.models import Stage as Round

ASKED = timedelta(minutes=1)
"""How long after an interview's end its candidate is asked how it went."""


def told() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every story by its file's name, in order."""
    folder = resources.files("portal.demo").joinpath("stories")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        yield entry.name, yaml.load(entry.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def play_all(people: People, now: datetime) -> list[Interview]:
    """Play every story as it stands at ``now``."""
    return [_play(people, story, now) for _name, story in told()]


def _play(people: People, story: dict[str, Any], now: datetime) -> Interview:
    facts = story["interview"]
    company = people.companies[facts["employer"]]
    end = now - span(facts["ended"])
    plan = interviews.Plan(
        stage=Round(facts["stage"]),
        round_name=facts.get("round_name"),
        format=Format(facts["format"]),
        place=facts.get("place"),
        timezone=facts.get("timezone", people.agency.timezone),
        starts_at=end - span(facts["length"]),
        ends_at=end,
    )
    interview = interviews.assign(
        people.staff_actor(facts["recruiter"]),
        new_id(),
        people.candidates[facts["candidate"]],
        company.jobs[facts["job"]],
        plan,
        [(company.contacts[name], PersonRole(role)) for name, role in story["people"].items()],
        min(end, now) - span(facts["assigned"]),
    )
    db.session.flush()
    if end <= now and story.get("prompted", True):
        interview.prompted_at = end + ASKED
    stage = Stage(people, interview, company, facts["recruiter"], facts["candidate"])
    for event in story["events"]:
        at = end + span(event["at"])
        if at <= now:
            play(stage, event, at)
            db.session.flush()
    return interview
