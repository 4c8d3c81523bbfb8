"""What a new password must be."""

import pytest
from flask import Flask

from portal.accounts.password_rules import fault

OWN = ("Priya Nair", "priya.nair", "Harbour Staffing")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "at least 12"),
        ("elevenchars", "at least 12"),
        ("x" * 201, "at most 200"),
        ("aaaaaaaaaaaa", "pattern"),
        ("abcabcabcabcabc", "pattern"),
        ("tuvwxyzzyxwv"[:6] * 3, "pattern"),
        ("abcdefghijklm", "pattern"),
        ("qwertyuiopasdf", "pattern"),
        ("0987654321098", "pattern"),
        ("Password1234", "tried first"),
        ("ILoveYou123456", "tried first"),
        ("welcome2026!!", "tried first"),
        ("PriyaNair2026", "your own name"),
        ("harbourstaffing1", "your own name"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_with_what_to_do(app: Flask, password: str, says: str):
    assert says in str(fault(password, OWN))


@pytest.mark.parametrize(
    "password", ["seven quiet harbours", "tr0ub4dor&3-plus", "дождливый вторник", "priya swims at dawn"]
)
def test_a_long_one_of_ones_own_is_taken(app: Flask, password: str):
    assert fault(password, OWN) is None
