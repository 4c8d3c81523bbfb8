"""Forms as a browser would send them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import uuid_utils.compat
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import clock
from tests.cast import Desk


def key() -> str:
    return str(uuid_utils.compat.uuid7())


def assignment(desk: Desk, **values: object) -> dict[str, object]:
    """A complete form that assigns Priya to a video call tomorrow at two."""
    tomorrow = clock.now().astimezone(ZoneInfo("America/Chicago")) + timedelta(days=1)
    return {
        "key": key(),
        "candidate": str(desk.candidate.id),
        "job": str(desk.job.id),
        "stage": "second",
        "format": "video",
        "day": tomorrow.date().isoformat(),
        "starts": "14:00",
        "ends": "15:00",
        "timezone": "America/Chicago",
        "place": "the usual link",
        "met": str(desk.contact.id),
        "shown_for": str(desk.employer.id),
    } | values


def change(client: FlaskClient, path: str, **values: object) -> TestResponse:
    """Open a page that changes an interview and send its form, with ``values`` typed into it."""
    page = client.get(path).text
    sent = {name: hidden(page, name) for name in ("key", "seen", "happened_at") if f'name="{name}"' in page}
    return client.post(path, data=sent | values)


def hidden(page: str, name: str) -> str:
    """What a field of a page holds."""
    tag = next(part for part in page.split("<input") if f'name="{name}"' in part.split(">", 1)[0])
    return tag.split('value="', 1)[1].split('"', 1)[0]


def typed(at: datetime, zone: str = "America/Chicago") -> str:
    """An instant as the date-and-time field sends it."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
