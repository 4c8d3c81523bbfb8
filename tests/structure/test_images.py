"""The container files agree with each other and with what a checkout installs; no engine is needed to see that."""

import re
import shlex

import pytest
import yaml

from tests.structure.sources import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
EXAMPLE = dict(
    line.split("=", 1)
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def test_the_image_has_the_system_packages_of_a_checkout():
    script = (ROOT / "tools/system-packages").read_text(encoding="utf-8")
    listed = re.search(r'\[runtime\]="([^"]+)"', script)[1]
    assert listed in DOCKERFILE


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_is_well():
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    lines = [line.split(" ", 1)[0] for line in final.splitlines()]
    assert lines.index("USER") < lines.index("CMD")
    assert "\nUSER 10001:10001\n" in final
    assert "HEALTHCHECK" in final


def test_everything_is_installed_by_hash_and_never_built_from_unpinned_tools():
    installs = re.findall(r"pip install ([^&\n]+)", DOCKERFILE)
    assert len(installs) == 3
    assert all("--require-hashes --only-binary :all:" in line or "--no-index" in line for line in installs)


def test_what_the_image_copies_is_let_into_the_build_and_nothing_else_is():
    lines = [shlex.split(line) for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    copied = {name for words in lines if "--from=build" not in words for name in words[1:-1]}
    let_in = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line[:1] == "!"
    }
    assert {re.sub(r"^requirements/\w+\.", "requirements/*.", name) for name in copied} == let_in


@pytest.mark.parametrize("service", ["web", "worker", "migrate"])
def test_each_part_runs_from_the_one_image_without_privileges_on_writable_volumes_only(service):
    part = COMPOSE["services"][service]
    assert part["command"][0] == "portal"
    assert part["image"] == COMPOSE["services"]["web"]["image"]
    assert part["read_only"] is True
    assert part["cap_drop"] == ["ALL"]


def test_no_secret_has_a_default_and_every_setting_asked_for_is_in_the_example():
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    asked = dict(re.findall(r"\$\{(\w+)(:[?-][^}]*)?\}", text))
    assert set(asked) == set(EXAMPLE)
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert EXAMPLE[name] == ""
        assert f"${{{name}:-" not in text
    required = {name for name, rest in asked.items() if rest.startswith(":?")}
    assert required == {"SECRET_KEY", "POSTGRES_PASSWORD", "BASE_URL", "TRUSTED_HOSTS", "MAIL_FROM"}


def test_web_and_worker_wait_for_a_healthy_database_and_a_finished_migration():
    for service in ("web", "worker"):
        waits = COMPOSE["services"][service]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
        assert waits["database"]["condition"] == waits["queue"]["condition"] == "service_healthy"
        assert all("healthcheck" in COMPOSE["services"][name] for name in ("database", "queue"))
