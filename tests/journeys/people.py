"""Who plays in a journey, as they are before it begins: an agency with a recruiter, a client, two people there, a job."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.extensions import db
from portal.models import Role
from portal.policies.operations import ensure_first
from tests import factories as make
from tests.journeys.installation import Installation

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "America/Los_Angeles",
)
THOUGHTFUL = "Priya Nair"


@dataclass(frozen=True)
class Story:
    """The names that the journey needs; ``ended`` is when the interview ended, two hours ago, by the agency's clocks."""

    candidate: str
    candidate_email: str
    recruiter_email: str
    started: datetime
    ended: datetime
    timezone: str


def story(portal: Installation, number: int) -> Story:
    """A new agency in the portal, whose clocks show an hour at which people meet."""
    now = datetime.now(UTC)
    zone = next(one for one in ZONES if 6 <= now.astimezone(ZoneInfo(one)).hour <= 21)
    ended = (now - timedelta(hours=2)).astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    with portal.app.app_context():
        agency = make.agency(
            f"Harbour Staffing {number}", timezone=zone, inbound_domain="copies.harbour.example"
        )
        team = make.team(agency)
        recruiter = make.user(
            agency, Role.RECRUITER, "Tom Reed", team_id=team.id, email=f"tom{number}@harbour.example"
        )
        candidate = make.candidate(agency, team, recruiter, THOUGHTFUL, agreed=False)
        company = make.employer(agency)
        make.contact(company, "Dana Whitfield")
        make.contact(company, "Marcus Bell")
        make.job(company)
        ensure_first(agency, now)
        found = Story(
            THOUGHTFUL, candidate.user.email, recruiter.email, ended - timedelta(hours=1), ended, zone
        )
        db.session.commit()
    return found
