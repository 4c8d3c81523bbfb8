"""What journeys share: one installation, and browsers of the size and with the abilities that a journey asks for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.journeys.installation import Installation, running


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running portal with an empty database."""
    with running(tmp_path_factory.mktemp("journey")) as portal:
        yield portal


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    path = which("chromium") or which("chromium-browser")
    assert path, "Chromium is not installed: make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


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
