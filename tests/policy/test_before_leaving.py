from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.policy.build import DANA, LATER, MARCUS, SAM, case, judge, recap, verdict


def test_asking_for_the_timeline_is_met_as_soon_as_it_is_recorded():
    assert verdict(case(interview={"asked_timeline": True}), 0, "asked_timeline") == "met"


def test_a_recorded_decision_date_shows_that_the_timeline_was_asked_for():
    assert verdict(case(interview={"decision_by": date(2026, 5, 15)}), 0, "asked_timeline") == "met"


def test_the_timeline_can_be_recorded_until_the_recap_is_in():
    assert verdict(case(recap=recap(2)), 1, "asked_timeline") == "pending"
    assert verdict(case(recap=recap(2)), 2, "asked_timeline") == "missed"


def test_without_a_recap_the_timeline_is_missed_when_the_case_closes():
    assert verdict(case(), LATER, "asked_timeline") == "missed"


def test_a_stated_preference_shows_that_contact_was_asked_about():
    prefers = replace(DANA, prefers="email")
    assert verdict(case(people=(prefers,)), 0, "asked_contact_preference") == "met"


def test_asking_how_contact_is_welcome_is_open_and_then_missed_like_the_timeline():
    assert verdict(case(), 1, "asked_contact_preference") == "pending"
    assert verdict(case(recap=recap(2)), 3, "asked_contact_preference") == "missed"


def test_contact_details_are_shared_over_required_people():
    bare = replace(MARCUS, email=None)
    assert verdict(case(people=(DANA, bare)), LATER, "collected_contact_details") == (
        "partly",
        Fraction(1, 2),
    )


def test_an_address_or_a_phone_number_is_a_contact_detail():
    people = (replace(DANA, email=None, phone="+1 555"), replace(MARCUS, email=None, address="1 Main St"))
    assert verdict(case(people=people), 0, "collected_contact_details") == "met"


def test_missing_contact_details_can_be_found_until_the_case_closes():
    judged = judge(case(people=(replace(DANA, email=" "),)), 1, "collected_contact_details")
    assert judged.finding.verdict == "pending"
    assert judged.finding.values["who"] == ("dana",)


def test_without_required_people_no_contact_details_are_asked_for():
    assert verdict(case(people=(SAM,)), LATER, "collected_contact_details") == "not_applicable"
