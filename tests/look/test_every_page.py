"""Every page that a role can reach by links, in both themes, on a phone and at a desk.

No fault that axe knows, nothing that scrolls sideways at 320 pixels, nothing to press smaller than 44, no script or style
that the security policy stops.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.look.conftest import Desk

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
START = {
    "public": ["/signin", "/nowhere"],
    "candidate": ["/", "/me/settings", "/notice", "/policy"],
    "recruiter": ["/", "/queue", "/clients", "/interviews", "/me/settings"],
    "admin": ["/", "/agency", "/policy", "/tasks", "/audit"],
}
MOST = 60  # pages a role: a bound for a crawl that would not end
NO_PAGES = ("pdf", "static", "feed", "download", "file", "calendar")
ALL: dict[str, object] = {}
COLOURS = {"runOnly": ["color-contrast"]}
FAULTS = """async (options) => (await axe.run(document, options)).violations.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 120)}`))"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [`wide: ${document.documentElement.scrollWidth} `
    + [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 90)).join(' ')]"""
SMALL = """() => [...document.querySelectorAll('main :is(a.btn, button, input, select, summary), nav a, .menu summary')]
    .filter((one) => one.checkVisibility() && !one.closest('.sr') && one.type !== 'hidden')
    .filter((one) => (one.closest('label') || one).getBoundingClientRect().height < 43.5)
    .map((one) => `small: ${one.outerHTML.slice(0, 90)}`)"""
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map((one) => one.getAttribute('href').split('#')[0])"


def person(browser: Browser, desk: Desk, role: str) -> tuple[Page, list[str]]:
    """The phone of somebody with ``role``, and what its console complains of."""
    context = browser.new_context(base_url=desk.address, reduced_motion="reduce")
    if role != "public":
        context.add_cookies([{"name": "session", "value": desk.sign_in(role), "url": desk.address}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    return page, complaints


def look(page: Page, path: str) -> list[str]:
    """What is wrong with the page at ``path``: all of it on a phone in the light, then its colours and width otherwise."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(path)
    page.evaluate(AXE)
    found = page.evaluate(FAULTS, ALL) + page.evaluate(WIDE) + page.evaluate(SMALL)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 1280, "height": 800})
    found += page.evaluate(FAULTS, COLOURS) + page.evaluate(WIDE)
    return [f"{path}: {fault}" for fault in found]


@pytest.mark.parametrize("role", list(START))
def test_every_page_that_a_role_reaches_is_sound(chromium: Browser, desk: Desk, role: str):
    page, faults = person(chromium, desk, role)
    waiting, seen = list(START[role]), set[str]()
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        name = desk.endpoint(path) or "nothing there"
        if name in seen or any(part in name for part in NO_PAGES):
            continue
        seen.add(name)
        faults += look(page, path)
        waiting += page.evaluate(LINKS)
    page.context.close()
    assert faults == []
    assert len(seen) >= len(START[role]) - 2


def test_what_is_wrong_with_a_page_is_found(window: BrowserContext):
    page = window.new_page()
    page.set_viewport_size({"width": 320, "height": 600})
    bad = "<title>x</title><main><img src='/x.png'><button>tiny</button><pre>" + "wide" * 99
    page.route("**/planted", lambda route: route.fulfill(body=bad, content_type="text/html"))
    found = " ".join(look(page, "/planted"))
    assert "image-alt" in found
    assert "html-has-lang" in found
    assert "wide: " in found
    assert "small: <button" in found
