"""Where a sign-in leads: to a page of ours, whatever the address says."""

import pytest
from flask import Flask

from portal.web.guards import safe_next
from tests.cast import Cast
from tests.factories import PASSWORD

ELSEWHERE = [
    "/\\evil",
    "/%09/evil",
    "https:evil",
    "///evil",
    "//evil.example",
    "https://evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "\n//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "/%2f/evil",
    "/%5cevil",
    "evil",
    "",
    "/no-such-page",
    "/\u2028/evil",
    "/signin\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_what_is_no_page_of_ours_leads_home(app: Flask, cast: Cast, target: str):
    assert safe_next(target) == "/"
    answer = app.test_client().post(
        "/signin", data={"email": cast.admin.email, "password": PASSWORD, "next": target}
    )
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("target", ["/me/settings", "/policy?x=1", "/notice"])
def test_a_page_of_ours_is_led_to(app: Flask, target: str):
    assert safe_next(target) == target


def test_the_sign_in_page_keeps_no_foreign_target(app: Flask, cast: Cast):
    assert "evil" not in app.test_client().get("/signin?next=//evil.example").text
