"""What journeys share: one installation, and browsers of the size and with the abilities that a journey asks for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.installation import Installation, running

FAILING = 500
"""The status from which an answer is our own failure."""


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running portal with an empty database."""
    with running(tmp_path_factory.mktemp("journey")) as portal:
        yield portal


@pytest.fixture
def browser_of(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a person's browser: ``browser_of(360, javascript=False)``."""
    made: list[BrowserContext] = []
    broken: list[str] = []

    def new(width: int, *, javascript: bool = True, **options: object) -> BrowserContext:
        context = chromium.new_context(
            viewport={"width": width, "height": 780 if width < 600 else 900},
            java_script_enabled=javascript,
            accept_downloads=True,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(30_000)
        context.on(
            "response",
            lambda answer: (
                broken.append(f"{answer.status} {answer.url}") if answer.status >= FAILING else None
            ),
        )
        context.on("weberror", lambda error: broken.append(str(error.error)))
        made.append(context)
        return context

    yield new
    for context in made:
        context.close()
    assert broken == []
