"""A made-up interview's report: what the templates are given, in the shape that the real one has."""

from __future__ import annotations

from typing import Any

from tests.reports.sample_trace import trace


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
        "trace": trace(),
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
