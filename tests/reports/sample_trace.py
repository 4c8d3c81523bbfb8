"""The trace table of a made-up interview: every kind of verdict, evidence and judge once."""

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


def trace() -> list[dict[str, Any]]:
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
