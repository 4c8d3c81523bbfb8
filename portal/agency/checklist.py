"""What is still to be done before an agency can work with the portal."""

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.agency.queries import Figures
from portal.models import Agency


@dataclass(frozen=True, slots=True)
class ToDo:
    """One step: done or not, why it matters, and the page on which it is done."""

    title: str
    why: str
    endpoint: str
    done: bool


def checklist(agency: Agency, figures: Figures) -> list[ToDo]:
    """The steps in the order in which they are best taken."""
    return [
        ToDo(
            _("Name who answers questions about results"),
            _("Candidates may question every result. The notice and each report name this person."),
            "agency.settings",
            bool(agency.contact_person),
        ),
        ToDo(
            _("Choose the rules"),
            _("The agency default is in force until you choose. Everybody can read the rules."),
            "policies.choose",
            figures.policy_chosen,
        ),
        ToDo(
            _("Invite your recruiters"),
            _("They assign interviews and review notes, team by team."),
            "agency.new_member",
            figures.staff > 1,
        ),
        ToDo(
            _("Add a client"),
            _("With its people, its jobs, and the way it wants to hear from candidates."),
            "employers.index",
            figures.employers > 0,
        ),
        ToDo(
            _("Invite a candidate"),
            _("They agree to what is kept before anything else."),
            "interviews.new_candidate",
            figures.candidates > 0,
        ),
    ]
