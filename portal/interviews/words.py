"""How stages, formats, roles, outcomes, states and changes of interviews are called on pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.interviews.spans import moment, span
from portal.interviews.state import Group
from portal.models import Format, InterviewChange, Outcome, PersonRole, Stage

STAGES = {
    Stage.PHONE: _l("Phone screening"),
    Stage.FIRST: _l("First interview"),
    Stage.SECOND: _l("Second interview"),
    Stage.FINAL: _l("Final interview"),
}
FORMATS = {
    Format.ONSITE: _l("On site"),
    Format.VIDEO: _l("Video call"),
    Format.PHONE: _l("Phone call"),
}
ROLES = {
    PersonRole.INTERVIEWER: _l("Interviewer"),
    PersonRole.SUPPORT_STAFF: _l("Support (reception, scheduling)"),
    PersonRole.OTHER: _l("Somebody else"),
}
OUTCOMES = {
    Outcome.NEXT_ROUND: _l("Next round"),
    Outcome.OFFER: _l("Offer"),
    Outcome.REJECTED: _l("Rejected"),
    Outcome.WITHDRAWN: _l("The candidate withdrew"),
    Outcome.PENDING: _l("Still open (takes a decision back)"),
}
GROUPS = {
    Group.UPCOMING: _l("Upcoming"),
    Group.CANDIDATE: _l("Needs the candidate"),
    Group.AGENCY: _l("With us"),
    Group.FOLLOWING_UP: _l("Following up"),
    Group.CLOSED: _l("Closed"),
}
SAID = {
    "heard_back": _l("They answered"),
    "write_again_on": _l("Write again on a day"),
    "not_before": _l("No contact before"),
    "decision_by": _l("They decide by"),
    "next_round": _l("They want a next round"),
    "outcome": _l("They decided"),
    "asked": _l("What was asked at the end"),
}
AFTER = {
    Stage.PHONE: Stage.FIRST,
    Stage.FIRST: Stage.SECOND,
    Stage.SECOND: Stage.FINAL,
    Stage.FINAL: Stage.FINAL,
}
"""The stage that usually follows."""


def change_line(change: InterviewChange, zone: str, people: Mapping[str, str]) -> str:
    """A change in one sentence; instants as read in ``zone``, ``people`` by the id of a person met."""
    values = change.values
    who = people.get(str(values.get("person_id")), _("somebody"))
    if change.kind in {"moved", "overrun", "next_interview", "not_before", "next_round"}:
        return _line_with_instant(change, zone)
    lines = {
        "assigned": _("Interview arranged"),
        "imported": _("Taken over from a case file"),
        "cancelled": _("Interview cancelled"),
        "heard_back": _("The employer answered"),
        "write_again_on": _(
            "They asked to be written to again on %(day)s", day=_day(values, "follow_up_after")
        ),
        "decision_by": _("They decide by %(day)s", day=_day(values, "decision_by")),
        "outcome": _("Outcome: %(outcome)s", outcome=_outcome(values)),
        "asked": _("What was asked at the end was corrected"),
        "recap": _("The recap brought dates or what was asked"),
        "person_added": _("%(name)s was added to the people met", name=who),
        "person_completed": _("Contact details of %(name)s were completed", name=who),
        "person_role": _("The part of %(name)s was corrected", name=who),
        "person_removed": _("%(name)s was not there", name=who),
        "handed_over": _("Another recruiter looks after this"),
    }
    return str(lines.get(change.kind) or _("Changed"))


def _line_with_instant(change: InterviewChange, zone: str) -> str:
    values = change.values
    if change.kind == "moved":
        now, was = span(values, zone), span(values.get("before", {}), zone)
        line = _("Details changed") if now == was else _("Moved to %(now)s (was %(was)s)", now=now, was=was)
    elif change.kind == "overrun":
        line = _("Ended later than planned, at %(at)s", at=moment(values.get("ends_at"), zone))
    elif change.kind == "not_before":
        at = moment(values.get("no_contact_before"), zone)
        line = (
            _("They want to hear nothing before %(at)s", at=at) if at else _("They can be written to again")
        )
    else:
        at = moment(values.get("next_interview_at"), zone)
        called_off = _("The next round was called off")
        none = _("They want a next round") if change.kind == "next_round" else called_off
        line = _("The next round is on %(at)s", at=at) if at else none
    return str(line)


def _day(values: Mapping[str, Any], name: str) -> str:
    found = values.get(name)
    return str(format_date(date.fromisoformat(found), "EEEE d MMMM y") if found else _("no day any more"))


def _outcome(values: Mapping[str, Any]) -> str:
    found = Outcome(values.get("outcome", Outcome.PENDING))
    return str(_("open again") if found is Outcome.PENDING else OUTCOMES[found])
