import pytest

from portal.policy import facts as f
from tests.policy.build import LATER, case, draft, judge, touch, verdict

VIA = {"route": "via_agency"}
NONE = {"route": "none"}


def directly(facts: f.Facts) -> object:
    return verdict(facts, 5, "sent_directly", route="direct")


def test_a_message_to_the_person_is_direct():
    assert directly(case(touch("t1", 2))) == "met"
    assert directly(case()) == "met"


def test_the_recruiter_may_be_in_copy_but_not_alone():
    assert directly(case(touch("t1", 2, to="dana recruiter"))) == "met"
    assert directly(case(touch("t1", 2, to="recruiter"))) == "missed"


def test_thanking_the_recruiter_for_their_own_help_is_free():
    assert directly(case(touch("t1", 2, "other", to="recruiter"))) == "met"


def test_through_the_agency_a_direct_message_breaks_the_route_even_with_the_recruiter_in_copy():
    assert directly(case(touch("t1", 2, to="recruiter"), job=VIA)) == "met"
    assert directly(case(touch("t1", 2, to="dana recruiter"), job=VIA)) == "missed"


def test_through_the_agency_a_message_to_the_recruiter_reaches_whom_its_note_names():
    note = draft("n1", (1, 2), to="dana")
    marcus = f.Person(id="marcus", name="Marcus", role="interviewer")
    dana = f.Person(id="dana", name="Dana", role="interviewer")
    facts = case(touch("t1", 3, to="recruiter", note="n1"), people=(dana, marcus), notes=(note,), job=VIA)
    assert judge(facts, LATER, "thanked_everyone").finding.values["who"] == ("marcus",)


def test_through_the_agency_a_message_without_a_note_reaches_everyone_required():
    assert verdict(case(touch("t1", 2, to="recruiter"), job=VIA), 3, "thanked_everyone") == "met"
    assert verdict(case(touch("t1", 2, to="recruiter")), LATER, "thanked_everyone") == "missed"


def test_a_call_to_the_recruiter_reaches_nobody():
    call = touch("t1", 2, to="recruiter", channel="phone_call")
    assert verdict(case(call, job=VIA), LATER, "thanked_everyone") == "missed"


def test_the_policys_route_holds_where_the_employer_has_none():
    facts = case(touch("t1", 2, to="recruiter"))
    assert verdict(facts, 3, "sent_directly", route="via_agency") == "met"


def test_a_route_of_one_kind_leaves_the_others_alone():
    by_kind = {"route": {"check_in": "via_agency"}}
    assert directly(case(touch("t1", 2), job=by_kind)) == "met"
    assert directly(case(touch("t1", 2, "check_in"), job=by_kind)) == "missed"


@pytest.mark.parametrize(
    ("rule", "params"),
    [
        ("thanked_within", {"hours": 24}),
        ("thanked_everyone", {}),
        ("channel_fits", {"preferred": ["email"]}),
        ("says_thanks", {}),
        ("checks_in_when_due", {"windows": {"first": [5, 8]}, "grace_days": 3}),
        ("connects_professionally", {"networks": ["linkedin"], "share": 1.0}),
        ("stays_in_touch", {"min": 1}),
    ],
)
def test_an_employer_that_wants_no_contact_is_asked_for_none(rule: str, params: dict):
    assert verdict(case(job=NONE), LATER, rule, **params) == "not_applicable"


@pytest.mark.parametrize(
    "unwanted",
    [
        touch("t1", 2),
        touch("t1", 2, "connect", channel="linkedin_request"),
        touch("t1", 2, channel="phone_call"),
    ],
    ids=["a thank-you", "a request", "a call of thanks"],
)
def test_an_employer_that_wants_no_contact_must_get_none(unwanted: f.Touch):
    assert directly(case(unwanted, job=NONE)) == "missed"
    assert directly(case(job=NONE)) == "met"
