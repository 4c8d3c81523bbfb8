"""Settings from the environment, and the production that is refused."""

import stat
from pathlib import Path

import pytest

from portal.config import UnsafeSettings, from_environment

SAFE = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
    "BASE_URL": "https://portal.example/",
    "TRUSTED_HOSTS": "portal.example, www.portal.example",
}


def test_a_safe_production_is_taken(tmp_path: Path):
    settings = from_environment(SAFE | {"INSTANCE_PATH": str(tmp_path)})
    assert settings.trusted_hosts == ("portal.example", "www.portal.example")
    assert settings.base_url == "https://portal.example"
    config = settings.flask()
    assert config["SESSION_COOKIE_SECURE"] is True
    assert config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert config["TRUSTED_HOSTS"] == ["portal.example", "www.portal.example"]
    assert not list(tmp_path.iterdir()), "a production makes no key of its own"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be set"),
        ("SECRET_KEY", "short", "SECRET_KEY must be set"),
        ("SECRET_KEY", "a" * 40, "must be random"),
        ("FLASK_DEBUG", "1", "FLASK_DEBUG must be off"),
        ("TRUSTED_HOSTS", " , ", "TRUSTED_HOSTS must name"),
        ("BASE_URL", "http://portal.example", "https address"),
    ],
)
def test_an_unsafe_production_is_refused_with_the_reason(tmp_path: Path, name: str, value: str, says: str):
    with pytest.raises(UnsafeSettings) as refusal:
        from_environment(SAFE | {"INSTANCE_PATH": str(tmp_path), name: value})
    assert says in str(refusal.value)
    assert len(str(refusal.value).splitlines()) <= 2


def test_every_reason_is_named_at_once(tmp_path: Path):
    with pytest.raises(UnsafeSettings) as refusal:
        from_environment({"PORTAL_ENV": "production", "INSTANCE_PATH": str(tmp_path), "FLASK_DEBUG": "1"})
    assert len(str(refusal.value).splitlines()) == 5


def test_a_development_makes_its_own_key_once_and_keeps_it_to_itself(tmp_path: Path):
    first = from_environment({"INSTANCE_PATH": str(tmp_path)})
    again = from_environment({"INSTANCE_PATH": str(tmp_path)})
    assert len(first.secret_key) >= 32
    assert first.secret_key == again.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert first.flask()["SESSION_COOKIE_NAME"] == "session"


def test_neither_keys_nor_mail_passwords_are_printed(tmp_path: Path):
    settings = from_environment(
        SAFE | {"INSTANCE_PATH": str(tmp_path), "MAIL_URL": "smtp://portal:sesame@mail.example"}
    )
    assert "sesame" not in repr(settings)
    assert SAFE["SECRET_KEY"] not in repr(settings)


def test_the_base_follows_host_and_port_where_it_is_not_set(tmp_path: Path):
    environ = {"INSTANCE_PATH": str(tmp_path), "HOST": "0.0.0.0", "PORT": "9001"}
    assert from_environment(environ).base_url == "http://127.0.0.1:9001"


def test_a_number_of_proxies_that_is_none_is_refused(tmp_path: Path):
    assert from_environment({"INSTANCE_PATH": str(tmp_path), "PROXIES": "2"}).proxies == 2
    with pytest.raises(ValueError, match="PROXIES"):
        from_environment({"INSTANCE_PATH": str(tmp_path), "PROXIES": "two"})
