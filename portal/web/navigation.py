"""Where each role can go from everywhere, and what every page knows of its reader."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale
from flask_login import current_user

from portal.access import Actor, Permission, may


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the navigation; ``badge`` counts what waits there, for who looks. A smaller ``place`` comes first."""

    label: Any
    endpoint: str
    permission: Permission
    badge: Callable[[Actor], int] | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a page shows it."""

    label: str
    url: str
    current: bool
    badge: int | None


MAIN: list[Entry] = []
MENU: list[Entry] = []
BANNERS: list[Callable[[], str | None]] = []


def items(entries: list[Entry], actor: Actor) -> list[Item]:
    """The entries that ``actor`` may follow, the present one marked."""
    return [
        Item(
            label=str(entry.label),
            url=url_for(entry.endpoint),
            current=request.endpoint == entry.endpoint,
            badge=entry.badge(actor) if entry.badge else None,
        )
        for entry in sorted(entries, key=lambda entry: entry.place)
        if may(actor, entry.permission)
    ]


def install(app: Flask) -> None:
    """Give every template its reader, agency, navigation and banner."""

    @app.context_processor
    def known() -> dict[str, Any]:
        locale = get_locale()
        words: dict[str, Any] = {
            "page_lang": str(locale).replace("_", "-") if locale else "en",
            "page_dir": locale.text_direction if locale else "ltr",
        }
        if not current_user.is_authenticated:
            return words | {
                "actor": None,
                "current_agency": None,
                "navigation": [],
                "user_menu": [],
                "banner": None,
            }
        actor = current_user.actor
        ready = not current_user.must_read_notice
        return words | {
            "actor": actor,
            "current_agency": current_user.agency,
            "theme": current_user.theme,
            "navigation": items(MAIN, actor) if ready else [],
            "user_menu": items(MENU, actor) if ready else [],
            "banner": next((message for find in BANNERS if (message := find())), None),
        }
