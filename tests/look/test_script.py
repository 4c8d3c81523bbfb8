"""What every page gains with JavaScript."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.look.conftest import Desk


def test_a_page_weighs_at_most_100_kilobytes_on_the_line(window: BrowserContext):
    page = window.new_page()
    line = window.new_cdp_session(page)
    line.send("Network.enable")
    weights: list[int] = []
    line.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto("/form", wait_until="networkidle")
    assert len(weights) > 5
    assert sum(weights) <= 100_000


def test_a_second_press_sends_nothing_more(page: Page, desk: Desk):
    page.evaluate("const b = document.querySelector('form.form .btn'); b.click(); b.click(); b.click();")
    page.wait_for_url("**/elsewhere")
    assert desk.posts["arrived"] == 1


def test_what_cannot_be_undone_is_asked_first_and_cancel_is_at_hand(page: Page, desk: Desk):
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("dialog")).to_contain_text("Withdraw it?")
    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert desk.posts == {}
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_role("dialog").get_by_role("button", name="Withdraw").click()
    page.wait_for_url("**/elsewhere")
    assert desk.posts["arrived"] == 1


def test_a_text_is_copied_and_the_button_says_so(page: Page):
    page.get_by_role("button", name="Copy Blind copy").click()
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "a1@in.example"


def test_the_menu_closes_on_escape_and_gives_the_focus_back(page: Page):
    summary = page.locator("details[data-menu] summary")
    summary.click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_without_javascript_nothing_is_offered_that_needs_it(window: BrowserContext, desk: Desk):
    assert window.browser is not None
    plain = window.browser.new_context(base_url=desk.address, java_script_enabled=False)
    plain.add_cookies([{"name": "session", "value": desk.sign_in(), "url": desk.address}])
    page = plain.new_page()
    page.goto("/form")
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/elsewhere")
    assert desk.posts["arrived"] == 1
    plain.close()
