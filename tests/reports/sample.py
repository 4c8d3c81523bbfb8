"""A made-up interview's report: what the templates are given, in the shape that the real one has."""

from __future__ import annotations

from typing import Any


def _row(rule: str, verdict: str, word: str, points: str, possible: str, **more: Any) -> dict[str, Any]:
    """One row of the trace with what it does not name left empty."""
    empty: dict[str, Any] = {
        "note": None,
        "evidence": [],
        "because": "",
        "advice": None,
        "rewrite": None,
        "source": None,
        "disagree": None,
        "judged": "rule",
        "override": None,
    }
    return (
        empty
        | {"rule": rule, "verdict": verdict, "word": word, "points": points, "possible": possible}
        | more
    )


def _trace() -> list[dict[str, Any]]:
    """The rules by family, as a report lists them."""
    return [
        {
            "name": "Before leaving",
            "rows": [
                _row(
                    "Ask when a decision falls",
                    "met",
                    "met",
                    "2",
                    "2",
                    note="Should",
                    evidence=[
                        {
                            "kind": "fact",
                            "text": "Decision by Fri 13 Mar",
                            "ref": "Recap, Mon 2 Mar, 16:10 CST",
                        }
                    ],
                    because="You asked in the room, and the date is recorded.",
                    source="two articles",
                ),
                _row(
                    "Collect how to reach everyone you met",
                    "partly",
                    "partly",
                    "1",
                    "2",
                    note="Should",
                    evidence=[
                        {"kind": "fact", "text": "Dana Whitfield: email. Sam Ortiz: nothing yet", "ref": None}
                    ],
                    because="One of two people can be reached.",
                    advice="Ask for a card, or ask the front desk on the way out.",
                    source="two articles",
                ),
            ],
        },
        {
            "name": "The recap",
            "rows": [
                _row(
                    "Write the recap within 12 hours",
                    "met",
                    "met",
                    "2",
                    "2",
                    note="Should",
                    evidence=[
                        {
                            "kind": "fact",
                            "text": "Sent Mon 2 Mar, 16:10 CST",
                            "ref": "1 h 10 min after the interview",
                        }
                    ],
                    because="It came while the talk was fresh.",
                    source="one article",
                    disagree="The hours are the agency's reading.",
                ),
                _row(
                    "Fill in all seven parts of the recap",
                    "partly",
                    "partly",
                    "1.71",
                    "2",
                    note="Should",
                    because="Six of seven parts are filled in; the environment is missing.",
                    advice="Note the room, the noise, how people spoke with each other: it helps you decide later.",
                    source="one article",
                ),
            ],
        },
        {
            "name": "The thank-you",
            "rows": [
                _row(
                    "Thank within 24 hours",
                    "met",
                    "met",
                    "3",
                    "3",
                    note="Must",
                    evidence=[
                        {
                            "kind": "fact",
                            "text": "Email to Dana Whitfield, Mon 2 Mar, 20:05 CST",
                            "ref": "Confirmed by the blind copy",
                        }
                    ],
                    because="Sent 5 h 5 min after the interview; 1 h 50 min with the recruiter are not charged.",
                    source="all four that name a limit",
                ),
                _row(
                    "Thank every interviewer",
                    "missed",
                    "missed",
                    "0",
                    "3",
                    note="Must",
                    evidence=[{"kind": "fact", "text": "Nothing to Łucja Ångström-Müller", "ref": None}],
                    because="One of the two interviewers heard nothing within the limit.",
                    advice="A late, short thank-you is still welcome. Say what you took from the talk.",
                    rewrite="Dear Łucja, your question on watermarks made me read up on late events. Thank you for it.",
                    source="three articles",
                    override={
                        "by": "Tom Reed",
                        "at": "Wed 4 Mar, 09:12 CST",
                        "computed": "partly",
                        "why": "The second letter came back; the candidate had been told so.",
                    },
                ),
                _row(
                    "Name something you spoke about",
                    "met",
                    "met",
                    "3",
                    "3",
                    note="Must",
                    evidence=[
                        {
                            "kind": "quote",
                            "text": "What you said about moving nightly loads to streaming stayed with me.",
                            "ref": "Note to Dana Whitfield, sentence 3",
                        }
                    ],
                    because="Streaming is a topic of your recap.",
                    source="two articles",
                    judged="Tom Reed",
                ),
                _row(
                    "Send from your own mailbox, straight to the employer",
                    "met",
                    "met",
                    "3",
                    "3",
                    note="Must",
                    evidence=[{"kind": "fact", "text": "Email to Dana Whitfield", "ref": None}],
                    because="The employer's route is direct.",
                    source="one article",
                    disagree="One other lets the agency pass it on.",
                ),
            ],
        },
        {
            "name": "Afterwards",
            "rows": [
                _row(
                    "Do not press: at most two messages to one person",
                    "met",
                    "met so far",
                    "2",
                    "2",
                    note="Should",
                    evidence=[{"kind": "fact", "text": "One message to Dana Whitfield", "ref": None}],
                    because="One of two is used.",
                    source="three articles",
                    disagree="They differ: one, two or three.",
                ),
                _row(
                    "Check in when it is due",
                    "pending",
                    "pending",
                    "0",
                    "2",
                    note="Should",
                    because="The decision date is Fri 13 Mar; a check-in fits in the three days after it.",
                    advice="One friendly sentence, one new thing, no pressure.",
                    rewrite="Dear Dana, I have since tried the replay test we spoke of. Is there anything I can add?",
                    source="four articles",
                ),
            ],
        },
    ]


def interview_report() -> dict[str, Any]:
    """The whole context of ``templates/reports/interview.html`` (its keys are described in ``interview_body.html``)."""
    return {
        "lang": "en",
        "paper": "letter",
        "title": "Coaching report: Priya Nair, Data Engineer at Acme Logistics",
        "agency": {"name": "Harbour Staffing", "colour": "#7a3b2e", "logo": None},
        "candidate": "Priya Nair",
        "candidate_first": "Priya",
        "job": "Data Engineer",
        "employer": "Acme Logistics",
        "interview": {
            "stage": "First interview",
            "format": "On site",
            "when": "Mon 2 Mar 2026, 14:00–15:00 CST",
            "people": ["Dana Whitfield", "Łucja Ångström-Müller", "Sam Ortiz"],
        },
        "score": 78,
        "band": "Well on the way – next steps open",
        "earned": "17.71",
        "possible": "22",
        "band_note": "Two more points can still be won: a check-in between Sat 14 and Mon 16 Mar.",
        "went_well": [
            "Your thank-you reached Dana Whitfield 5 hours after the interview.",
            "It named a topic that only you two share: moving nightly loads to streaming.",
            "You asked when the decision falls, and know how to stay in touch.",
        ],
        "next_three": [
            {
                "text": "Thank Łucja Ångström-Müller too, even late.",
                "points": "helps the next round",
                "due": None,
            },
            {
                "text": "Check in with Dana Whitfield once, after the decision date.",
                "points": "+2 points",
                "due": "Sat 14 to Mon 16 Mar",
            },
            {"text": "Add the environment to your recap.", "points": "+0.29 points", "due": "any time"},
        ],
        "clock": {
            "marks": [
                {"label": "Interview over", "at": "Mon 2 Mar, 15:00", "kind": "interview", "hours": 0.0},
                {"label": "Recap", "at": "16:10", "kind": "recap", "hours": 1.17},
                {"label": "To the recruiter", "at": "17:00", "kind": "submitted", "hours": 2.0},
                {"label": "Changes asked", "at": "18:30", "kind": "other", "hours": 3.5},
                {"label": "Approved", "at": "19:20", "kind": "approved", "hours": 4.33},
                {"label": "Sent to Dana", "at": "20:05", "kind": "sent", "hours": 5.08},
                {"label": "24 hours", "at": "Tue 3 Mar, 15:00", "kind": "limit", "hours": 24.0},
            ],
            "waits": [
                {"start": 2.0, "end": 3.5, "label": "With the recruiter: 1 h 50 min, not charged"},
                {"start": 4.0, "end": 4.33, "label": "With the recruiter"},
            ],
        },
        "categories": [
            {"name": "Before leaving", "earned": 3.0, "possible": 4.0},
            {"name": "The recap", "earned": 3.71, "possible": 4.0},
            {"name": "The thank-you", "earned": 9.0, "possible": 12.0},
            {"name": "Afterwards", "earned": 2.0, "possible": 2.0},
        ],
        "trace": _trace(),
        "not_asked": "Three rules asked nothing here: references (none named), promises (none made), personal networks (no request).",
        "notes": [
            {
                "title": "Thank-you to Dana Whitfield",
                "facts": "Email, Mon 2 Mar, 20:05 CST. Confirmed by the blind copy; the words are those approved.",
                "subject": "Thank you for Monday",
                "paragraphs": [
                    ["Dear Dana,"],
                    [
                        "Thank you for the time on Monday.",
                        (
                            "What you said about moving nightly loads to streaming stayed with me: we had the same pain with late "
                            "events last year, and a replay of one day found most of them."
                        ),
                    ],
                    ["I would be glad to bring that to your team."],
                    ["With kind regards, Priya"],
                ],
                "changes": [
                    {"kind": "same", "text": "Thank you for the time on Monday. "},
                    {"kind": "del", "text": "It was very interesting. "},
                    {
                        "kind": "ins",
                        "text": "What you said about moving nightly loads to streaming stayed with me. ",
                    },
                    {"kind": "same", "text": "I would be glad to bring that to your team."},
                ],
            },
        ],
        "next_check_in": "between Sat 14 and Mon 16 Mar 2026",
        "one_thing": None,
        "policy": {"name": "Harbour Staffing", "version": "3", "since": "1 Feb 2026"},
        "as_of": "Thu 5 Mar 2026, 09:00 CST",
        "engine": "Candidate Coaching Portal 0.1.0",
        "purpose": "Coaching. This report is never shown to an employer, ranks nobody and decides nothing about you.",
        "question": "Open the report in the portal and press “I see this differently”, or ask Tom Reed (tom@harbour.example).",
    }
