"""Settings come from the environment, and an unsafe production does not start."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal import create_app
from portal.config import UnsafeSettings, from_environment

SAFE = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "hJ3kQ9wZ1xV7bN5mL2pT8rY4cF6gD0sA",
    "BASE_URL": "https://coaching.example.org",
    "TRUSTED_HOSTS": "coaching.example.org, www.coaching.example.org",
}


@pytest.fixture
def environment(tmp_path):
    return {**SAFE, "INSTANCE_PATH": str(tmp_path)}


def test_a_safe_production_starts_with_what_was_set(environment):
    settings = from_environment(environment)
    assert settings.trusted_hosts == ("coaching.example.org", "www.coaching.example.org")
    assert settings.secure
    assert not settings.debug


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set"),
        ("SECRET_KEY", "short", "SECRET_KEY must be set"),
        ("SECRET_KEY", "a" * 64, "SECRET_KEY must be random"),
        ("FLASK_DEBUG", "1", "FLASK_DEBUG must be off"),
        ("TRUSTED_HOSTS", " , ", "TRUSTED_HOSTS must name the hosts"),
        ("BASE_URL", "http://coaching.example.org", "BASE_URL must be the portal's https address"),
    ],
)
def test_an_unsafe_production_is_refused_with_the_reason(environment, name, value, reason):
    with pytest.raises(UnsafeSettings, match=reason):
        from_environment(environment | {name: value})


def test_every_reason_is_named_at_once(tmp_path):
    with pytest.raises(UnsafeSettings) as refused:
        from_environment({"PORTAL_ENV": "production", "FLASK_DEBUG": "1", "INSTANCE_PATH": str(tmp_path)})
    assert len(str(refused.value).splitlines()) == 5


def test_neither_the_key_nor_mail_passwords_show_where_settings_are_printed(environment):
    shown = repr(from_environment(environment | {"MAIL_URL": "smtp://anna:hidden-word@mail.example.org"}))
    assert SAFE["SECRET_KEY"] not in shown
    assert "hidden-word" not in shown


def test_production_keeps_no_key_on_disk(environment, tmp_path):
    from_environment(environment)
    assert not (tmp_path / "secret_key").exists()


def test_without_settings_the_instance_folder_gets_a_key_of_its_own_that_stays(tmp_path):
    first = from_environment({"INSTANCE_PATH": str(tmp_path)})
    again = from_environment({"INSTANCE_PATH": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 48
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_processes_that_start_together_agree_on_the_key(tmp_path):
    for number in range(20):
        environments = [{"INSTANCE_PATH": str(tmp_path / str(number))}] * 8
        with ThreadPoolExecutor(8) as pool:
            keys = {settings.secret_key for settings in pool.map(from_environment, environments)}
        assert len(keys) == 1
        assert len(keys.pop()) >= 48


@pytest.mark.parametrize(
    ("base_url", "name", "secure"),
    [("https://coaching.example.org", "__Host-session", True), ("http://127.0.0.1:8000", "session", False)],
)
def test_cookies_insist_on_https_where_the_portal_has_it(tmp_path, base_url, name, secure):
    app = create_app(from_environment({"INSTANCE_PATH": str(tmp_path), "BASE_URL": base_url}))
    assert app.config["SESSION_COOKIE_NAME"] == name
    assert app.config["SESSION_COOKIE_SECURE"] is secure
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True


def test_a_host_that_is_not_trusted_is_refused(environment):
    app = create_app(from_environment(environment))
    client = app.test_client()
    assert client.get("/signin", base_url="https://coaching.example.org").status_code == 200
    refused = client.get("/signin", base_url="https://coaching.example.org.evil.example")
    assert refused.status_code == 400
    assert "evil" not in refused.text
