"""Every fault of a case is named, with file, line, place, what is wrong and what is allowed."""

import pytest

from portal.casefile import CaseError, load_case

GOOD = """\
case: 1
candidate: {name: Priya Nair}
recruiter: {name: Tom Reed}
job: {title: Data Engineer, employer: Acme}
interview: {stage: first, starts_at: 2026-03-02T14:00:00-06:00, ends_at: 2026-03-02T15:00:00-06:00}
people:
  - {id: dana, name: Dana, role: interviewer}
notes:
  - {id: n1, kind: thank_you, to: [dana], body: Thank you.}
touches:
  - {id: t1, at: 2026-03-02T17:00:00-06:00, kind: thank_you, channel: email, to: [dana], note: n1}
"""


def faults(text: str) -> list[str]:
    try:
        load_case(text, "case.yaml")
    except CaseError as error:
        return [str(fault) for fault in error.faults]
    return []


def test_a_good_case_has_no_faults():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("case: 1", "case: 2", "case.yaml:1: case: is 2; allowed: 1"),
        ("case: 1\n", "", "case: is missing"),
        ("name: Priya Nair", "nam: Priya", "case.yaml:2: candidate.nam: is no key that belongs here; allowed: name, email"),
        ("name: Priya Nair", "email: p@x.example", "case.yaml:2: candidate.name: is missing; allowed: text"),
        ("name: Priya Nair", "name: 7", "case.yaml:2: candidate.name: is 7; allowed: text (put it in quotes)"),
        ("stage: first", "stage: third", "case.yaml:5: interview.stage: is third; allowed: one of phone, first, second, final"),
        ("15:00:00-06:00}", "15:00:00}", "case.yaml:5: interview.ends_at: has no offset"),
        ("15:00:00-06:00}", "13:00:00-06:00}", "case.yaml:5: interview.ends_at: is before starts_at"),
        ("15:00:00-06:00}", "15:00:00-06:00, outcome: offer}", "interview.outcome_at: is missing"),
        ("15:00:00-06:00}", "15:00:00-06:00, decision_by: 13 March}", "interview.decision_by: is 13 March; allowed: a date"),
        ("15:00:00-06:00}", "15:00:00-06:00, timezone: Mars/Base}", "interview.timezone: is Mars/Base; allowed: an IANA zone"),
        ("15:00:00-06:00}", "15:00:00-06:00, asked_timeline: maybe}", "interview.asked_timeline: is maybe; allowed: true or false"),
        ("id: dana, name", "id: recruiter, name", "people[0].id: is recruiter"),
        ("role: interviewer", "role: boss", "case.yaml:7: people[0].role: is boss; allowed: one of interviewer, support_staff, other"),
        ("to: [dana], note: n1", "to: [dan], note: n1", "case.yaml:11: touches[0].to[0]: names dan, who is not among the people; allowed: dana"),
        ("to: [dana], note: n1", "to: [dana], note: n2", "case.yaml:11: touches[0].note: names the note n2"),
        ("to: [dana], note: n1", "to: [], note: n1", "case.yaml:11: touches[0].to: is empty"),
        ("channel: email, to: [dana], note", "channel: email, note", "touches[0].to: is empty"),
        ("kind: thank_you, channel: email, to: [dana], note: n1", "channel: email, to: [dana]", "touches[0].kind: is missing"),
        ("channel: email", "channel: fax", "touches[0].channel: is fax; allowed: one of email, letter"),
        ("kind: thank_you, channel", "kind: call_script, channel", "touches[0].kind: is call_script; allowed: one of thank_you"),
        ("to: [dana], note: n1", "to: dana, note: n1", "touches[0].to: is dana; allowed: a list"),
        ("recruiter: {name: Tom Reed}\n", "overrides: [{rule: be_nice, verdict: met}]\n", "overrides[0].rule: is be_nice"),
        ("employer: Acme", "employer: Acme, overrides: {touch_cap: {max: many}}", "job.overrides.touch_cap.max: is 'many'"),
        ("employer: Acme", "employer: Acme, route: sideways", "job.route: is sideways; allowed: one of direct, via_agency, none"),
        ("employer: Acme", "employer: Acme, route: {thank_you: up}", "job.route.thank_you: is up"),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_its_place_and_what_is_allowed(old: str, new: str, fault: str):
    assert old in GOOD
    found = faults(GOOD.replace(old, new))
    assert [one for one in found if fault in one], found


def test_the_recruiter_cannot_be_written_to_where_none_is_given():
    text = GOOD.replace("recruiter: {name: Tom Reed}\n", "").replace(
        "to: [dana], note", "to: [recruiter], note"
    )
    assert "names the recruiter, and the case has none" in faults(text)[0]


def test_ids_given_twice_are_named():
    text = GOOD.replace("notes:\n", "  - {id: dana, name: Other, role: other}\nnotes:\n")
    assert faults(text) == [
        "case.yaml:8: people[1].id: dana is given twice (first as people[0]); allowed: an id of its own"
    ]


def test_a_decision_before_its_submission_is_named():
    review = "reviews: [{submitted_at: 2026-03-02T17:00:00-06:00, decided_at: 2026-03-02T16:00:00-06:00, decision: approved}]"
    assert "decided_at: is before submitted_at" in faults(GOOD.replace("body: Thank you.", review))[0]


def test_faults_of_fields_and_between_fields_are_named_in_one_run():
    text = (
        GOOD.replace("stage: first", "stage: third")
        .replace("15:00:00-06:00}", "13:00:00-06:00, heard_back_at: 2026-03-02T14:00:00}")
        .replace("name: Priya Nair", "name: Priya Nair, shoe: 38")
        .replace("to: [dana], note: n1", "to: [zoe], note: n9")
    )
    places = [fault.split(": ")[1] for fault in faults(text)]
    assert places == [
        "candidate.shoe",
        "interview.ends_at",
        "interview.heard_back_at",
        "interview.stage",
        "touches[0].note",
        "touches[0].to[0]",
    ]


def test_what_is_left_out_may_be_written_as_null():
    assert faults(GOOD.replace("recruiter: {name: Tom Reed}", "recruiter: null")) == []


def test_a_company_follow_reaches_nobody():
    assert faults(GOOD.replace("channel: email, to: [dana]", "channel: company_follow, to: []")) == []


def test_yes_and_no_are_truths_where_a_truth_is_asked_for_and_words_elsewhere():
    text = GOOD.replace("stage: first", "asked_timeline: yes, stage: first").replace(
        "body: Thank you.", "body: No"
    )
    facts = load_case(text)
    assert facts.interview.asked_timeline is True
    assert facts.notes[0].body == "No"
