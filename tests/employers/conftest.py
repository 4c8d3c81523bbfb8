"""The cast of these tests has a policy: what an interview asks for follows from it."""

from datetime import timedelta

import pytest

from portal import clock
from portal.extensions import db
from portal.policies.operations import ensure_first
from tests.cast import Cast


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Everybody, both agencies with a month-old policy."""
    for agency in (cast.agency, cast.other_agency):
        ensure_first(agency, clock.now() - timedelta(days=30))
    db.session.commit()
    return cast
