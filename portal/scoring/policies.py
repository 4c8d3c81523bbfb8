"""The policy that judges an interview, ready to judge with."""

from typing import Any

from portal.models import Interview, PolicyVersion
from portal.policies.queries import in_force
from portal.policy.policy import Policy, policy_of

_ready: dict[str, Policy] = {}
MOST_KEPT = 200


def version_of(interview: Interview) -> PolicyVersion:
    """The version in force at the interview's end."""
    return in_force(interview.agency_id, interview.ends_at)


def policy_in(version: PolicyVersion) -> Policy:
    """The version's document as a checked policy, kept by its hash."""
    return ready(version.document_hash, version.document)


def ready(key: str, document: dict[str, Any]) -> Policy:
    """``document`` as a checked policy, kept under ``key``."""
    if key not in _ready:
        if len(_ready) >= MOST_KEPT:
            _ready.clear()
        _ready[key] = policy_of(document)
    return _ready[key]
