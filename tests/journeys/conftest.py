"""What journeys share: one installation, and browsers of the size and with the abilities that a journey asks for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.installation import Installation, running


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running portal with an empty database."""
    with running(tmp_path_factory.mktemp("journey")) as portal:
        yield portal


@pytest.fixture
def browser_of(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a person's browser: ``browser_of(360, javascript=False)``."""
    made: list[BrowserContext] = []

    def new(width: int, *, javascript: bool = True, **options: object) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": 780 if width < 600 else 900},
            java_script_enabled=javascript,
            accept_downloads=True,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        made.append(context)
        return context

    yield new
    for context in made:
        context.close()
