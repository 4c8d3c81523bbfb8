"""The whole story in a browser: assign, recap, two notes, changes asked, approved, sent, logged, scored, printed.

Played twice: the candidate on a phone and the recruiter at a desk, with JavaScript; and the other way round without it.
"""

import io
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import docx
import pypdf
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from portal.extensions import db
from portal.models import Candidate, Interview, Process, ScoreRun, User
from tests import factories as make
from tests.journeys.installation import Installation
from tests.journeys.people import Story, story

DANA = """Dear Dana,

Thank you for taking the time to talk with me about the Data Engineer role. I enjoyed hearing how your team is moving \
nightly loads to streaming, because I led the same change in my last job with Kafka and Python.

I am very interested in this position and look forward to the next step.

Kind regards,
Priya Nair"""
MARCUS = DANA.replace("Dana", "Marcus").replace(
    "moving nightly loads to streaming", "running the on-call rota"
)


def test_the_story_from_an_assigned_interview_to_a_printed_report(
    installation: Installation,
    browser_of: Callable[..., BrowserContext],
    tmp_path: Path,
    play: tuple[int, bool],
):
    number, javascript = play
    phone, desk = (360, 1280) if javascript else (1280, 360)
    about = story(installation, number)
    recruiter = browser_of(desk, javascript=javascript).new_page()
    candidate = browser_of(phone, javascript=javascript).new_page()
    sign_in(recruiter, installation, about)
    assign(recruiter, installation, about)
    arrive(candidate, installation, about)
    interview = candidate.url.rpartition("/recap/")[0]
    hand_over_document(candidate, interview, tmp_path)
    write_recap(candidate, interview)
    write_note(candidate, interview, "Dana Whitfield", DANA)
    write_note(candidate, interview, "Marcus Bell", MARCUS)
    review(recruiter, installation, asking_changes_of="Marcus Bell")
    mend(candidate, installation, about)
    approve(recruiter, installation, "Marcus Bell")
    send(candidate, installation, about, interview)
    log_a_call(candidate, interview)
    text = printed(candidate, interview, javascript=javascript)
    assert about.candidate in text
    for words in because_of_all(installation, about):
        assert words in text, words


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def play(request: pytest.FixtureRequest) -> tuple[int, bool]:
    return (1 if request.param else 2, request.param)


def sign_in(page: Page, portal: Installation, about: Story) -> None:
    page.goto(f"{portal.url}/signin")
    page.get_by_label("Email address").first.fill(about.recruiter_email)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile("/queue"))


def assign(page: Page, portal: Installation, about: Story) -> None:
    page.goto(f"{portal.url}/interviews/new")
    page.get_by_label("Candidate").select_option(label=about.candidate)
    job = page.locator("#job")
    value = job.locator("option", has_text="Data Engineer").first.get_attribute("value")
    job.select_option(value)
    page.locator("select[name=stage]").select_option("first")
    page.locator("input[name=format][value=onsite]").check()
    page.locator("input[name=day]").fill(f"{about.ended:%Y-%m-%d}")
    page.locator("input[name=starts]").fill(f"{about.started:%H:%M}")
    page.locator("input[name=ends]").fill(f"{about.ended:%H:%M}")
    show = page.get_by_role("button", name="Show the people there")
    if show.is_visible():
        show.click()
    for name in ("Dana Whitfield", "Marcus Bell"):
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page).to_have_url(re.compile(r"/i/[0-9a-f-]{36}"))


def arrive(page: Page, portal: Installation, about: Story) -> None:
    page.goto(portal.link_in(about.candidate_email, "how did it go"))
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Agree and go on").click()
    expect(page).to_have_url(re.compile(r"/recap/1"))


def hand_over_document(page: Page, interview: str, folder: Path) -> None:
    document = docx.Document()
    document.add_heading("Good points", 1)
    document.add_paragraph("A small team with clear ownership")
    document.add_heading("First impressions", 1)
    document.add_paragraph("Friendly and direct, both had read my resume.")
    path = folder / "my notes.docx"
    document.save(str(path))
    page.goto(f"{interview}/recap/upload")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Take over").click()
    expect(page.locator("h1")).to_be_visible()


def write_recap(page: Page, interview: str) -> None:
    page.goto(f"{interview}/recap/1")
    topics = page.locator("input[name^=topics]")
    topics.nth(0).fill("moving nightly loads to streaming")
    topics.nth(1).fill("the on-call rota")
    page.get_by_label("They asked").first.fill("How do you test a pipeline?")
    page.get_by_label("I answered").first.fill("Contract tests and a replay of one day.")
    page.get_by_role("button", name="Next").click()
    expect(page).to_have_url(re.compile("/recap/2"))
    expect(page.locator("input[name^=good_points]").first).to_have_value("A small team with clear ownership")
    page.locator("input[name^=bad_points]").first.fill("on-call every third week")
    page.get_by_label("The place and the way they work").fill("Open floor, quiet, whiteboards everywhere.")
    page.locator("input[name^=requirements]").first.fill("Kafka and Python")
    page.locator("input[name=asked_timeline][value=yes]").check()
    page.get_by_role("button", name="Hand in").click()
    expect(page).not_to_have_url(re.compile("/recap/2"))


def write_note(page: Page, interview: str, name: str, words: str) -> None:
    page.goto(f"{interview}/notes/new")
    page.get_by_role("link", name=f"Thank {name}").click()
    page.get_by_label("Subject").fill("Thank you for today")
    page.locator("textarea[name=body]").fill(words)
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Waiting for review").first).to_be_visible()


def open_in_queue(page: Page, portal: Installation, name: str) -> None:
    page.goto(f"{portal.url}/queue")
    page.locator("main a", has_text=name).first.click()
    expect(page).to_have_url(re.compile(r"/queue/[0-9a-f-]{36}"))


def review(page: Page, portal: Installation, asking_changes_of: str) -> None:
    open_in_queue(page, portal, asking_changes_of)
    page.get_by_label("Comment").first.fill("Name one thing that Marcus said himself.")
    page.get_by_role("button", name="Request changes").click()
    approve(page, portal, "Dana Whitfield")
    page.goto(f"{portal.url}/queue")
    page.locator("main a", has_text="Recap").first.click()
    page.get_by_role("button", name="Accept").click()


def approve(page: Page, portal: Installation, name: str) -> None:
    open_in_queue(page, portal, name)
    page.get_by_role("button", name="Approve").click()
    expect(page).to_have_url(re.compile("/queue"))


def follow(page: Page, portal: Installation, about: Story, subject: str) -> None:
    page.goto(portal.link_in(about.candidate_email, subject))
    page.get_by_role("button", name="Continue").click()


def mend(page: Page, portal: Installation, about: Story) -> None:
    follow(page, portal, about, "change")
    expect(page.get_by_text("Name one thing that Marcus said himself.").first).to_be_visible()
    body = page.locator("textarea[name=body]")
    body.fill(
        MARCUS.replace(
            "I am very", "Your point that every page should end in a review stayed with me. I am very"
        )
    )
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_text("Waiting for review").first).to_be_visible()


def send(page: Page, portal: Installation, about: Story, interview: str) -> None:
    follow(page, portal, about, "ready")
    page.goto(f"{interview}/send")
    links = [
        link.get_attribute("href") or "" for link in page.get_by_role("link", name="Open in email").all()
    ]
    assert len(links) == 2
    address = urlsplit(next(link for link in links if "dana" in link))
    headers = parse_qs(address.query)
    assert unquote(address.path) == "dana@acme.example"
    assert headers["subject"] == ["Thank you for today"]
    assert headers["body"][0].replace("\r\n", "\n") == DANA
    assert headers["bcc"][0].endswith("@copies.harbour.example")
    for _note in links:
        page.get_by_role("button", name="I sent it").first.click()
        page.goto(f"{interview}/send")
    expect(page.get_by_role("button", name="I sent it")).to_have_count(0)


def log_a_call(page: Page, interview: str) -> None:
    page.goto(f"{interview}/log")
    page.get_by_role("link", name=re.compile("LinkedIn|connect", re.IGNORECASE)).first.click()
    page.get_by_label("Dana Whitfield").first.check()
    page.get_by_label(re.compile("reason|why", re.IGNORECASE)).first.fill("The talk about replay tests")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".timeline")).to_contain_text("Dana Whitfield")


def printed(page: Page, interview: str, *, javascript: bool) -> str:
    page.goto(f"{interview}/report")
    page.get_by_role("button", name="Make the PDF").click()
    ready = page.get_by_role("link", name="Open the PDF")
    deadline = time.monotonic() + 60
    while not ready.is_visible() and time.monotonic() < deadline:
        page.wait_for_timeout(500)
        if not javascript:
            page.goto(f"{interview}/report")
    answer = page.request.get(f"{interview}/report.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.body())).pages
    return flat(" ".join(one.extract_text() for one in pages))


def because_of_all(portal: Installation, about: Story) -> list[str]:
    """Why each verdict is as it is, as the last score run has it."""
    with portal.app.app_context():
        run = db.session.scalars(
            select(ScoreRun)
            .join(Interview, Interview.id == ScoreRun.interview_id)
            .join(Process, Process.id == Interview.process_id)
            .join(Candidate, Candidate.id == Process.candidate_id)
            .join(User, User.id == Candidate.user_id)
            .where(User.email == about.candidate_email)
            .order_by(ScoreRun.id.desc())
        ).first()
        assert run is not None
        asked = [rule for rule in run.result["rules"] if rule["verdict"] != "not_applicable"]
    assert len(asked) > 20
    return [flat(rule["because"]) for rule in asked]


def flat(text: str) -> str:
    """Without the breaks of lines, so that a sentence is found however it was set."""
    return " ".join(text.replace("-\n", "-").split())
