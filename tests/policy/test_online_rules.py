from fractions import Fraction

from portal.policy import facts as f
from tests.policy.build import DANA, LATER, MARCUS, SAM, at, case, recap, touch, verdict

BOTH = (DANA, MARCUS)
LINKEDIN = {"networks": ["linkedin"], "share": 0.5}


def request(
    name: str, hours: float, to: str = "dana", channel: str = "linkedin_request", **more: object
) -> f.Touch:
    return touch(name, hours, "connect", to=to, channel=channel, **more)


def test_a_request_to_the_share_of_interviewers_connects():
    assert verdict(case(request("t1", 5), people=BOTH), 6, "connects_professionally", **LINKEDIN) == "met"


def test_too_few_requests_are_open_and_then_partly_by_what_is_required():
    facts = case(request("t1", 5), people=BOTH)
    everyone = {"networks": ["linkedin", "x"], "share": 1.0}
    assert verdict(facts, 6, "connects_professionally", **everyone) == "pending"
    assert verdict(facts, LATER, "connects_professionally", **everyone) == ("partly", Fraction(1, 2))


def test_following_on_x_connects_where_x_is_listed():
    facts = case(request("t1", 5, channel="x_follow"))
    assert verdict(facts, 6, "connects_professionally", networks=["x"], share=1.0) == "met"
    assert verdict(facts, LATER, "connects_professionally", **LINKEDIN) == "missed"


def test_nobody_to_connect_with_or_no_interest_asks_for_no_request():
    assert verdict(case(people=(SAM,)), 6, "connects_professionally", **LINKEDIN) == "not_applicable"
    lost = case(recap=recap(still_interested=False))
    assert verdict(lost, 6, "connects_professionally", **LINKEDIN) == "not_applicable"


def test_a_request_with_a_reason_says_why():
    assert verdict(case(request("t1", 5, reason="The article")), 6, "connection_reason") == "met"


def test_a_request_without_a_reason_does_not_say_why():
    facts = case(request("t1", 5, reason="The article"), request("t2", 6, channel="facebook_request"))
    assert verdict(facts, 7, "connection_reason") == "missed"


def test_without_a_request_no_reason_is_asked_for():
    assert verdict(case(), LATER, "connection_reason") == "not_applicable"


def test_a_request_on_a_personal_network_breaks_its_privacy():
    facts = case(request("t1", 5, channel="facebook_request"))
    assert verdict(facts, 4, "avoids_personal_networks", networks=["facebook"]) == "met"
    assert verdict(facts, 5, "avoids_personal_networks", networks=["facebook"]) == "missed"
    assert verdict(facts, 5, "avoids_personal_networks", networks=["instagram"]) == "met"


def test_following_the_company_is_no_request():
    facts = case(request("t1", 5, to="", channel="company_follow"))
    assert verdict(facts, 6, "no_social_blitz", max=0, max_posts=0) == "met"


def test_requests_over_all_networks_count_by_person():
    two = case(request("t1", 5), request("t2", 6, channel="x_follow"))
    one_each = case(request("t1", 5), request("t2", 6, to="marcus"), people=BOTH)
    assert verdict(two, 7, "no_social_blitz", max=1, max_posts=1) == "missed"
    assert verdict(one_each, 7, "no_social_blitz", max=1, max_posts=1) == "met"


def test_posts_aimed_at_the_company_count():
    posts = tuple(f.Post(id=f"s{n}", at=at(n), about_company=True) for n in (1, 2))
    assert verdict(case(posts=posts), 1.5, "no_social_blitz", max=1, max_posts=1) == "met"
    assert verdict(case(posts=posts), 2, "no_social_blitz", max=1, max_posts=1) == "missed"


def test_a_post_about_the_interview_is_not_discreet():
    loud = case(posts=(f.Post(id="s1", at=at(3), network="x", mentions_interview=True),))
    quiet = case(posts=(f.Post(id="s1", at=at(3), network="x", about_company=True),))
    assert verdict(loud, 2, "discreet_in_public") == "met"
    assert verdict(loud, 3, "discreet_in_public") == "missed"
    assert verdict(quiet, 3, "discreet_in_public") == "met"
