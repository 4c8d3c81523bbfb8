"""The recap in a browser with scripts: rows without asking the server, nothing lost offline or between two windows."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from portal import clock
from portal.accounts.session import begin
from portal.extensions import db
from portal.models import Recap
from tests.cast import Cast
from tests.recaps.test_writing import first


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the application is served meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def recap(cast: Cast) -> str:
    """Where the recap's first page is; the test's own transaction ends, so that the server can write."""
    path = first(cast)
    db.session.rollback()
    return path


@pytest.fixture
def context(app: Flask, cast: Cast, address: str, chromium: Browser) -> Iterator[BrowserContext]:
    """The candidate's phone, signed in."""
    row = begin(cast.own.candidate.user, "tests", clock.now())
    db.session.commit()
    key = f"{row.agency_id.hex}.{row.id.hex}"
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = {"name": "session", "value": signer.dumps({"_user_id": key, "_fresh": True}), "url": address}
    phone = chromium.new_context(viewport={"width": 360, "height": 780}, base_url=address)
    phone.set_default_timeout(20_000)
    phone.add_cookies([cookie])
    yield phone
    phone.close()


def topics(page: Page) -> dict[str, str]:
    """What stands in the rows, by the names that they are sent under."""
    return {one.get_attribute("name") or "": one.input_value() for one in page.locator("#topics input").all()}


def saved(page: Page) -> None:
    """Wait until the page says that everything is kept."""
    expect(page.locator("[data-saving]")).to_contain_text("Saved", timeout=20_000)


def test_rows_come_and_go_without_the_server_and_are_kept(app: Flask, context: BrowserContext, recap: str):
    page = context.new_page()
    page.goto(recap)
    page.fill("input[name=topics-0]", "one")
    page.fill("input[name=topics-1]", "two")
    context.set_offline(True)
    page.click("button[value=add_topics]")
    page.keyboard.type("three")
    page.keyboard.press("Enter")
    page.keyboard.type("four")
    page.click("button[value=remove_topics_0]")
    assert topics(page) == {"topics-0": "two", "topics-1": "three", "topics-2": "four"}
    expect(page.locator("[data-saving]")).to_contain_text("Offline", timeout=20_000)
    context.set_offline(False)
    saved(page)
    page.reload()
    assert topics(page) == {"topics-0": "two", "topics-1": "three", "topics-2": "four"}
    assert db.session.query(Recap).one().draft["topics"] == ["two", "three", "four"]


def test_two_windows_show_both_texts_and_the_choice_stands(app: Flask, context: BrowserContext, recap: str):
    one, other = context.new_page(), context.new_page()
    one.goto(recap)
    other.goto(recap)
    one.fill("input[name=topics-0]", "first window")
    saved(one)
    other.fill("input[name=topics-0]", "second window")
    choice = other.locator("[data-choice]")
    expect(choice).to_contain_text("first window", timeout=20_000)
    assert "person-" not in choice.inner_text()
    choice.get_by_role("button", name="Keep mine").click()
    saved(other)
    one.reload()
    assert topics(one)["topics-0"] == "second window"


def test_a_closed_tab_loses_nothing_that_was_typed(app: Flask, context: BrowserContext, recap: str):
    page = context.new_page()
    page.goto(recap)
    page.fill("input[name=topics-0]", "typed and gone")
    page.close()
    again = context.new_page()
    again.goto(recap)
    if topics(again)["topics-0"] != "typed and gone":
        again.get_by_role("button", name="Use this text").click()
    assert topics(again)["topics-0"] == "typed and gone"
