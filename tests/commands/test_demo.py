"""`portal demo`: once into an empty database, with the sign-ins printed and kept."""

import os
import subprocess
import sys
from pathlib import Path

from portal.demo.people import PASSWORD


def portal(instance: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would."""
    environ = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "QUEUE_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "portal.cli", *words],
        env=environ | {"INSTANCE_PATH": str(instance)} | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_loads_once_prints_the_sign_ins_and_prints_them_again(tmp_path):
    assert portal(tmp_path, "migrate").returncode == 0
    first = portal(tmp_path, "demo", "--first-time")
    assert first.returncode == 0, first.stderr
    assert PASSWORD in first.stdout
    kept = tmp_path / "demo-sign-ins.txt"
    assert kept.read_text() == first.stdout
    assert kept.stat().st_mode & 0o077 == 0
    again = portal(tmp_path, "demo", "--first-time")
    assert (again.returncode, again.stdout.count("/l/")) == (0, 6)
    refused = portal(tmp_path, "demo")
    assert refused.returncode == 1
    assert "has data already" in refused.stderr
    assert "/l/" not in refused.stdout


def test_an_agency_of_ones_own_is_left_alone_and_no_demo_is_announced(tmp_path):
    own = ("init", "--agency", "Quay People", "--timezone", "Europe/Lisbon")
    admin = ("--admin-name", "Ines Alva", "--admin-email", "ines@quay.example")
    done = portal(tmp_path, *own, *admin, PORTAL_ADMIN_PASSWORD="seven quiet harbours")
    assert done.returncode == 0, done.stderr
    first_time = portal(tmp_path, "demo", "--first-time")
    assert (first_time.returncode, first_time.stdout) == (0, "")
    assert portal(tmp_path, "demo").returncode == 1


def test_production_gets_no_demo(tmp_path):
    refused = portal(
        tmp_path,
        "demo",
        PORTAL_ENV="production",
        SECRET_KEY="k7Qz0vN4tR8wX2yB6mP1sD5fH9jL3cGaUeIoZxVbTnMr",
        TRUSTED_HOSTS="coach.example",
        BASE_URL="https://coach.example",
    )
    assert refused.returncode == 1
    assert "not for production" in refused.stderr
