"""A text that is being typed is not lost: killed tab, dead line, second window, lost sign-in."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.look.conftest import Desk

WORDS = "textarea"
LINE = "[data-saving]"
CHOICE = "[data-choice]"


def kept(page: Page) -> list[str]:
    """What this browser keeps of drafts."""
    found: list[str] = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")
    return found


def test_a_text_is_saved_soon_after_typing_stops(page: Page, desk: Desk):
    page.fill(WORDS, "A second text.")
    expect(page.locator(LINE)).to_contain_text("Saved", timeout=4000)
    assert desk.text == "A second text."
    assert kept(page) == []


def test_a_text_is_saved_while_typing_goes_on(page: Page, desk: Desk):
    page.locator(WORDS).press_sequentially("Typing on and on without a rest. " * 2, delay=100)
    assert desk.version > 1


def test_without_a_connection_the_text_stays_in_the_browser_and_goes_out_later(
    page: Page, window: BrowserContext, desk: Desk
):
    window.set_offline(True)
    page.fill(WORDS, "Typed in a tunnel.")
    expect(page.locator(LINE)).to_contain_text("Offline", timeout=4000)
    assert kept(page) == ["draft:note"]
    window.set_offline(False)
    expect(page.locator(LINE)).to_contain_text("Saved", timeout=15_000)
    assert desk.text == "Typed in a tunnel."


def test_a_killed_tab_offers_its_text_when_the_page_opens_again(
    page: Page, window: BrowserContext, desk: Desk
):
    window.set_offline(True)
    page.fill(WORDS, "Typed and gone.")
    page.close(run_before_unload=False)
    window.set_offline(False)
    again = window.new_page()
    again.goto("/form")
    expect(again.locator(CHOICE)).to_contain_text("Typed and gone.")
    again.get_by_role("button", name="Use this text").click()
    expect(again.locator(LINE)).to_contain_text("Saved")
    assert desk.text == "Typed and gone."
    expect(again.locator(CHOICE)).to_have_count(0)


def test_the_saved_text_may_be_kept_instead(page: Page, window: BrowserContext):
    window.set_offline(True)
    page.fill(WORDS, "Not wanted.")
    page.close(run_before_unload=False)
    window.set_offline(False)
    again = window.new_page()
    again.goto("/form")
    again.get_by_role("button", name="Keep the saved one").click()
    expect(again.locator(WORDS)).to_have_value("The first text.")
    assert kept(again) == []


def test_two_windows_keep_both_texts(page: Page, desk: Desk):
    desk.overwrite("From the other window.")
    page.fill(WORDS, "From this window.")
    expect(page.locator(CHOICE)).to_contain_text("From the other window.", timeout=5000)
    expect(page.locator(CHOICE)).to_be_focused()
    expect(page.locator(WORDS)).to_have_value("From this window.")
    assert desk.text == "From the other window."
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator(LINE)).to_contain_text("Saved")
    assert desk.text == "From this window."


def test_the_other_windows_text_may_be_taken(page: Page, desk: Desk):
    desk.overwrite("From the other window.")
    page.fill(WORDS, "From this window.")
    page.get_by_role("button", name="Take the other text").click(timeout=5000)
    expect(page.locator(WORDS)).to_have_value("From the other window.")
    page.fill(WORDS, "Both of us.")
    expect(page.locator(LINE)).to_contain_text("Saved", timeout=5000)
    assert desk.text == "Both of us."


def test_a_sign_in_that_ends_while_typing_loses_nothing(page: Page, desk: Desk):
    desk.signed_out = True
    page.fill(WORDS, "Typed too long.")
    expect(page.locator(LINE)).to_contain_text("signed out", timeout=5000)
    assert kept(page) == ["draft:note"]


def test_a_submit_that_arrived_takes_the_text_out_of_the_browser(page: Page, window: BrowserContext):
    page.route("**/save", lambda route: route.abort())
    page.fill(WORDS, "Sent before it was saved.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/elsewhere")
    assert kept(page) == []


def test_drafts_leave_the_browser_at_sign_out(page: Page):
    page.route("**/save", lambda route: route.abort())
    page.fill(WORDS, "Left behind.")
    page.locator("summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert kept(page) == []
