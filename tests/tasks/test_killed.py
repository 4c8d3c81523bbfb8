"""A worker that is killed again and again: every effect exactly once, none lost, nobody left behind.

TASK_KILLS sets the number of kills, for a longer run.
"""

import os
import random
import signal
import time
import uuid

import psycopg
import pytest
import redis
from sqlalchemy import func, make_url, select

from portal.extensions import db
from portal.models import AuditEntry, Task, TaskState
from portal.tasks.operations import ask
from tests import factories as make
from tests.databases import SERVER
from tests.tasks.working import Working, alive, eventually, peek

KILLS = int(os.environ.get("TASK_KILLS", "3"))
TASKS = KILLS * 6
OURS = Task.kind == "test_mark_slowly"
LOCAL_SERVER = SERVER or "postgresql+psycopg://127.0.0.1/postgres"


def there(url):
    """Whether a server answers."""
    try:
        if url.startswith("redis"):
            with redis.Redis.from_url(url, socket_connect_timeout=1) as client:
                client.ping()
        else:
            psycopg.connect(url, connect_timeout=1).close()
    except (psycopg.OperationalError, redis.ConnectionError):
        return False
    return True


@pytest.fixture
def queue_url(request, tmp_path):
    """The address of a queue of one kind that is empty and ours alone; taken away afterwards."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'queue.db'}"
    elif request.param == "redis":
        # One database number a process: the queue's name is fixed.
        number = 1 + os.getpid() % 15
        yield f"redis://127.0.0.1:6379/{number}"
        with redis.Redis("127.0.0.1", db=number) as client:
            client.flushdb()
    else:
        plain = make_url(LOCAL_SERVER).set(drivername="postgresql")
        name = f"portal_queue_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
            yield plain.set(database=name).render_as_string(hide_password=False)
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def kinds():
    """The kinds of queue that this machine has."""
    postgresql = make_url(LOCAL_SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
    servers = {"redis": "redis://127.0.0.1:6379/0", "postgresql": postgresql}
    return ["sqlite", *(kind for kind, url in servers.items() if there(url))]


def unfinished():
    return peek(select(func.count()).select_from(Task).where(Task.state != TaskState.DONE, OURS))


def begun():
    return peek(select(func.sum(Task.attempts)).where(OURS))


@pytest.mark.parametrize("queue_url", kinds(), indirect=True)
def test_every_effect_is_there_once_though_the_worker_is_killed_again_and_again(
    app, cast, installation, queue_url
):
    def asked(number):
        ask(cast.agency.id, "test_mark_slowly", f"n{number}", {}, make.now()).max_attempts = 1000
        db.session.commit()

    for number in range(TASKS // 2):
        asked(number)  # their references go to another queue: these have to be found
    working = Working(installation(queue_url))
    for number in range(TASKS // 2, TASKS):
        asked(number)
    chance = random.Random(7)  # noqa: S311  # when to kill
    seen: set[int] = set()
    with working:
        for number in range(KILLS):
            before = begun()
            assert eventually(lambda before=before: begun() > before), "no task was begun"
            time.sleep(chance.uniform(0, 0.3))
            seen.update(working.children())
            if number % 2:
                os.kill(chance.choice(working.children()), signal.SIGKILL)  # which the parent replaces
            else:
                working.kill()
                working.start()
        assert eventually(lambda: unfinished() == 0, 60), f"{unfinished()} tasks were not done"
        dead = seen - set(working.children())
        assert eventually(lambda: not any(alive(pid) for pid in dead), 5), "a killed worker left some behind"
        retried = begun() - TASKS
    effects = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action.startswith("marked."))
    ).all()
    assert sorted(effects) == sorted(f"marked.n{number}" for number in range(TASKS))
    assert retried > 0, "no kill hit a task that was being done"
