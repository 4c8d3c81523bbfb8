import os

import pytest

from portal.config import Settings
from portal.tasks.transport import Transport


@pytest.fixture
def installation(app, tmp_path):
    """Settings by which a worker of its own processes serves the application of the test; queues are made by kind."""

    def make(queue_url=None, **more):
        before = app.extensions["portal_transport"]
        settings = app.config["PORTAL"]
        queue_url = queue_url or f"sqlite:///{tmp_path / 'queue.db'}"
        made.append(before)
        app.extensions["portal_transport"] = Transport(
            Settings(
                instance=settings.instance,
                database_url=settings.database_url,
                queue_url=queue_url,
                secret_key=settings.secret_key,
            )
        )
        return {
            "INSTANCE_PATH": str(settings.instance),
            "DATABASE_URL": settings.database_url,
            "QUEUE_URL": queue_url,
            "SECRET_KEY": settings.secret_key,
            "TASK_LEASE": "1.2",
            "PATH": os.environ["PATH"],
            **more,
        }

    made: list[Transport] = []
    yield make
    if made:
        app.extensions["portal_transport"].close()
        app.extensions["portal_transport"] = made[0]
