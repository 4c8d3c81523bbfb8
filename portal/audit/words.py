"""What each recorded act is called. An act without a name here reads as it is recorded, with blanks for the marks."""

from typing import Any

from flask_babel import lazy_gettext as _l

ACTIONS: dict[str, Any] = {
    "sign_in.begun": _l("signed in"),
    "sign_in.ended": _l("signed out"),
    "sign_in.ended_elsewhere": _l("signed out everywhere else"),
    "link.sign_in": _l("used a mailed sign-in link"),
    "link.invitation": _l("took up an invitation"),
    "link.password_reset": _l("used a link to choose a new password"),
    "link.printed": _l("had a link printed on the command line for"),
    "password.set": _l("chose a password"),
    "password.changed": _l("changed the password"),
    "notice.agreed": _l("agreed to what is kept"),
    "candidate.addresses_changed": _l("changed the addresses they write from"),
    "candidate.added": _l("added a candidate"),
    "candidate.changed": _l("changed a candidate"),
    "candidate.invited": _l("invited a candidate"),
    "candidate.archived": _l("archived a candidate"),
    "candidate.restored": _l("brought a candidate back"),
    "agency.set_up": _l("set the agency up"),
    "agency.changed": _l("changed the agency’s settings"),
    "team.created": _l("created a team"),
    "team.renamed": _l("renamed a team"),
    "staff.invited": _l("invited to work here"),
    "staff.role_changed": _l("gave another role"),
    "staff.team_changed": _l("moved to another team"),
    "staff.handed_over": _l("handed over the work of"),
    "staff.disabled": _l("ended the access of"),
    "staff.enabled": _l("let in again"),
    "policy.published": _l("published a version of the rules"),
    "mail.tried_again": _l("had a mail tried again"),
    "mail.downloaded": _l("downloaded a mail"),
    "employer.added": _l("added a client"),
    "employer.changed": _l("changed a client"),
    "employer.archived": _l("archived a client"),
    "employer.restored": _l("brought a client back"),
    "interview.assigned": _l("assigned an interview"),
    "interview.moved": _l("moved an interview"),
    "interview.cancelled": _l("cancelled an interview"),
    "interview.overrun": _l("noted that an interview ran over"),
    "recap.submitted": _l("submitted a recap"),
    "recap.taken_down": _l("took a recap down on the phone"),
    "recap.confirmed": _l("confirmed a recap"),
    "recap.accepted": _l("accepted a recap"),
    "recap.more_asked": _l("asked for more in a recap"),
    "note.submitted": _l("submitted a note"),
    "note.withdrawn": _l("withdrew a note"),
    "note.taken_back": _l("took a note back"),
    "note.approved": _l("approved a note"),
    "note.changes_requested": _l("asked for changes in a note"),
    "touch.logged": _l("logged a contact made"),
    "touch.retracted": _l("took a logged contact back"),
    "touch.called": _l("logged a call to the employer"),
    "promise.kept": _l("logged a promise as kept"),
    "verdict.overridden": _l("changed a result"),
    "report.viewed": _l("looked at a report"),
    "report.asked": _l("had a report made"),
    "case.imported": _l("imported a case"),
    "case.exported": _l("exported a case"),
    "task.cancelled": _l("cancelled background work"),
    "task.retried": _l("had background work tried again"),
}

DETAILS: dict[str, Any] = {
    "number": _l("version"),
    "pack": _l("policy"),
    "day": _l("in force from"),
    "old": _l("before"),
    "new": _l("after"),
    "role": _l("role"),
    "again": _l("once more"),
    "settings": _l("settings"),
    "candidates": _l("candidates"),
    "interviews": _l("interviews"),
    "employers": _l("clients"),
    "name": _l("name"),
    "kind": _l("kind"),
    "state": _l("state"),
}
"""What is told of an act beside whom it is about; other details are for machines."""


def action_words(action: str) -> str:
    """The act in words."""
    return str(ACTIONS.get(action) or action.replace(".", ": ").replace("_", " "))


def detail_words(detail: dict[str, Any]) -> list[str]:
    """What is told of an act, each as ``name: value``."""
    return [
        f"{DETAILS[key]}: {_value(value)}"
        for key, value in detail.items()
        if key in DETAILS and value not in ("", None, [])
    ]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)).replace("_", " ")
    return {True: "✓", False: "–"}.get(value, str(value)) if isinstance(value, bool) else str(value)
