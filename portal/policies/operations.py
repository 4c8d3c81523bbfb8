"""Publishing a version of an agency's policy."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.audit.operations import record
from portal.errors import Invalid, Stale
from portal.extensions import db
from portal.models import Agency, PolicyVersion, text_hash
from portal.policies import packs
from portal.policies.queries import latest


def publish(
    agency_id: UUID,
    pack: str,
    document: Mapping[str, Any],
    now: datetime,
    *,
    after: int,
    by_id: UUID | None,
    effective_from: datetime | None = None,
    reason: str | None = None,
) -> PolicyVersion:
    """Publish ``document`` (plain JSON data, as ``portal.policy`` loads it) as the version after number ``after``.

    It takes effect at ``effective_from``, else now; never earlier, so that no judgement already given moves. Whoever
    read an older number than the newest is told (:class:`Stale`); the same form sent again gets its own version back.
    """
    agency = db.session.scalars(select(Agency).where(Agency.id == agency_id).with_for_update()).one()
    starts = effective_from or now
    fingerprint = document_hash(document)
    newest = latest(agency_id)
    number = newest.number if newest else 0
    if number != after:
        if newest and (newest.number, newest.document_hash, newest.by_id) == (after + 1, fingerprint, by_id):
            return newest
        raise Stale("Somebody published another version meanwhile. Look at it, then decide again.")
    if starts < now:
        raise Invalid(
            "A policy cannot change what was already judged.",
            {"effective_from": "Choose a day that is still to come, or leave it empty for now."},
        )
    version = PolicyVersion(
        agency_id=agency_id,
        number=number + 1,
        pack=pack,
        document=dict(document),
        document_hash=fingerprint,
        effective_from=starts,
        reason=reason,
        by_id=by_id,
        published_at=now,
    )
    db.session.add(version)
    db.session.flush()
    record(
        agency_id,
        "policy.published",
        by_id=by_id,
        now=now,
        subject=version,
        number=version.number,
        pack=pack,
        day=starts.astimezone(ZoneInfo(agency.timezone)).date().isoformat(),
    )
    return version


def ensure_first(agency: Agency, now: datetime, pack: str = packs.DEFAULT) -> PolicyVersion:
    """The agency's newest version; one of ``pack`` is published where it has none."""
    return latest(agency.id) or publish(agency.id, pack, packs.document(pack), now, after=0, by_id=None)


def document_hash(document: Mapping[str, Any]) -> str:
    """What two equal documents share, whatever the order of their keys: SHA-256, in hexadecimal."""
    return text_hash(json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
