"""The demo's agency, staff, candidates and employers, written the way the portal writes them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

import yaml

from portal.access import Actor
from portal.accounts.operations import agree, set_password
from portal.employers.operations import ContactFacts, EmployerFacts, add_contact, add_employer, add_job
from portal.extensions import db
from portal.interviews import candidates
from portal.models import Agency, Candidate, Contact, Employer, Job, Role, Team, User, new_id
from portal.policies.operations import ensure_first

BEGAN = timedelta(days=40)
"""How long the agency has worked with the portal."""

PASSWORD = "quiet harbour lights"  # noqa: S105  (printed for whoever tries the demo)


@dataclass
class Company:
    """An employer with its people and positions by their names in the stories."""

    employer: Employer
    contacts: dict[str, Contact] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)


@dataclass
class People:
    """Everybody in the demo by their names in the stories."""

    agency: Agency
    staff: dict[str, User]
    candidates: dict[str, Candidate] = field(default_factory=dict)
    companies: dict[str, Company] = field(default_factory=dict)

    def staff_actor(self, name: str) -> Actor:
        """A recruiter or the admin, as operations need to know them."""
        user = self.staff[name]
        return Actor(self.agency.id, user.id, user.role, user.name, self.agency.timezone, user.team_id)

    def candidate_actor(self, name: str) -> Actor:
        """A candidate, as operations need to know them."""
        who = self.candidates[name]
        return Actor(
            self.agency.id, who.user_id, Role.CANDIDATE, who.user.name, who.timezone, candidate_id=who.id
        )


def settle(now: datetime) -> People:
    """Write the agency with everybody in it, as they came in the weeks before ``now``."""
    text = resources.files("portal.demo").joinpath("agency.yaml").read_text(encoding="utf-8")
    told = yaml.load(text, Loader=yaml.CSafeLoader)
    began = now - BEGAN
    agency = Agency(id=new_id(), created_at=began, **told["agency"])
    db.session.add(agency)
    db.session.flush()
    ensure_first(agency, began)
    people = People(agency, _staff(agency, told, began))
    for day, (name, facts) in enumerate(told["employers"].items(), 1):
        people.companies[name] = _company(people, facts, began + timedelta(days=day))
    for day, (name, facts) in enumerate(told["candidates"].items(), 5):
        people.candidates[name] = _candidate(people, facts, began + timedelta(days=day))
    return people


def _staff(agency: Agency, told: dict[str, Any], began: datetime) -> dict[str, User]:
    team = Team(agency_id=agency.id, name=told["team"], created_at=began)
    db.session.add(team)
    db.session.flush()
    staff = {}
    for name, facts in told["staff"].items():
        user = User(
            agency_id=agency.id,
            name=facts["name"],
            email=facts["email"],
            role=Role(facts["role"]),
            team_id=team.id if facts["role"] == Role.RECRUITER else None,
            created_at=began,
        )
        db.session.add(user)
        db.session.flush()
        set_password(user, PASSWORD, began)
        staff[name] = user
    return staff


def _company(people: People, told: dict[str, Any], at: datetime) -> Company:
    actor = people.staff_actor(told["owner"])
    facts = EmployerFacts(
        name=told["name"],
        domains=told["domains"],
        routes=told["routes"],
        touch_cap=told.get("touch_cap"),
        remarks=told.get("remarks"),
        owner_id=actor.user_id,
    )
    company = Company(add_employer(actor, new_id(), facts, at))
    db.session.flush()
    for name, contact in told["contacts"].items():
        company.contacts[name] = add_contact(actor, company.employer, new_id(), ContactFacts(**contact), at)
    for name, job in told["jobs"].items():
        company.jobs[name] = add_job(actor, company.employer, new_id(), now=at, **job)
    db.session.flush()
    return company


def _candidate(people: People, told: dict[str, Any], at: datetime) -> Candidate:
    recruiter = people.staff[told["recruiter"]]
    person = candidates.Person(
        name=told["name"], email=told["email"], phone=told["phone"], timezone=told["timezone"]
    )
    assert recruiter.team_id is not None  # noqa: S101  (every recruiter of the demo is in the team)
    belongs = candidates.Owner(recruiter.team_id, recruiter.id)
    row = candidates.add(people.staff_actor(told["recruiter"]), new_id(), person, belongs, at)
    db.session.flush()
    agree(row, at + timedelta(hours=3))
    return row
