"""Settings from the environment. An unsafe production is refused, with every reason named at once."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

WEAK_KEY = 32
"""Characters below which a secret key is refused in production."""


class UnsafeSettings(ValueError):
    """The settings would run an unsafe production; the message has a line for each reason."""


@dataclass(frozen=True)
class Settings:
    """One installation's settings, as README's table describes them."""

    instance: Path
    database_url: str
    queue_url: str
    secret_key: str = field(repr=False)
    production: bool = False
    debug: bool = False
    base_url: str = "http://127.0.0.1:8000"
    trusted_hosts: tuple[str, ...] = ()
    mail_url: str = field(default="", repr=False)
    mail_from: str = "portal@localhost"
    max_upload: int = 10 * 1024 * 1024
    session_days: int = 14
    proxies: int = 0
    """How many proxies of ours add to X-Forwarded-For; with none it is not believed."""
    task_lease: float = 60.0
    """Seconds for which a worker may be silent before its task goes to another."""

    @property
    def secure(self) -> bool:
        """Whether pages are served by HTTPS, so that cookies may insist on it."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def mail_domain(self) -> str:
        """What stands behind the @ of our Message-IDs."""
        return self.mail_from.rpartition("@")[2].strip(">") or "localhost"

    def flask(self) -> dict[str, object]:
        """The same as Flask and its extensions name them."""
        return {
            "SECRET_KEY": self.secret_key,
            "DEBUG": self.debug,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True}
            | ({"pool_pre_ping": True} if "postgresql" in self.database_url else {}),
            "TRUSTED_HOSTS": list(self.trusted_hosts) or None,
            "MAX_CONTENT_LENGTH": self.max_upload + 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "MAX_FORM_PARTS": 2000,
            "SESSION_COOKIE_NAME": "__Host-session" if self.secure else "session",
            "SESSION_COOKIE_SECURE": self.secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": timedelta(days=self.session_days),
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_DEFAULT_LOCALE": "en_US",
            "PREFERRED_URL_SCHEME": "https" if self.secure else "http",
            "PORTAL": self,
        }


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raise :class:`UnsafeSettings` where production would be unsafe."""
    env = os.environ if environ is None else environ
    instance = Path(env.get("INSTANCE_PATH") or Path(__file__).resolve().parent.parent / "instance")
    production = env.get("PORTAL_ENV", "development") == "production"
    host, port = env.get("HOST", "127.0.0.1"), env.get("PORT", "8000")
    reachable = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  (compared, not bound)
    base_url = (env.get("BASE_URL") or f"http://{reachable}:{port}").rstrip("/")
    hosts = tuple(one.strip() for one in env.get("TRUSTED_HOSTS", "").split(",") if one.strip())
    settings = Settings(
        instance=instance,
        database_url=env.get("DATABASE_URL") or f"sqlite:///{instance / 'portal.db'}",
        queue_url=env.get("QUEUE_URL") or f"sqlite:///{instance / 'queue.db'}",
        secret_key=env.get("SECRET_KEY") or ("" if production else _own_key(instance)),
        production=production,
        debug=env.get("FLASK_DEBUG", "0") not in {"", "0", "false"},
        base_url=base_url,
        trusted_hosts=hosts,
        mail_url=env.get("MAIL_URL", ""),
        mail_from=env.get("MAIL_FROM", "portal@localhost"),
        proxies=_whole(env.get("PROXIES", ""), "PROXIES"),
        task_lease=float(env.get("TASK_LEASE") or 60),
    )
    reasons = _unsafe(settings) if production else []
    if reasons:
        raise UnsafeSettings("\n".join(reasons))
    return settings


def _unsafe(settings: Settings) -> list[str]:
    checks = [
        (len(settings.secret_key) < WEAK_KEY, f"SECRET_KEY must be set, with at least {WEAK_KEY} characters"),
        (
            len(set(settings.secret_key)) < WEAK_KEY // 4,
            "SECRET_KEY must be random, not one character repeated",
        ),
        (settings.debug, "FLASK_DEBUG must be off"),
        (not settings.trusted_hosts, "TRUSTED_HOSTS must name the hosts that the portal answers to"),
        (
            not settings.secure,
            "BASE_URL must be the portal's https address: mailed links and cookies depend on it",
        ),
    ]
    return [message for wrong, message in checks if wrong]


def _whole(text: str, name: str) -> int:
    if not text.strip():
        return 0
    if not text.strip().isdecimal():
        raise ValueError(f"{name} is {text!r}. Set it to a whole number, or leave it out.")
    return int(text)


def _own_key(instance: Path) -> str:
    """The key of a development installation: made once, kept in ``instance/``, readable by its owner alone."""
    instance.mkdir(parents=True, exist_ok=True)
    path = instance / "secret_key"
    if not path.exists():
        fresh = instance / f"secret_key.{secrets.token_hex(8)}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)  # whole or not at all, also where two processes start at once
        fresh.unlink()
    return path.read_text().strip()
