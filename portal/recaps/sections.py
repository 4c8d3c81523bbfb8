"""Taking a document's text apart: which part of it belongs where in a recap."""

import re
from collections.abc import Sequence
from typing import Any, TypedDict

MOST = 40
"""Sections that a document is taken apart into; what follows stays with the last."""
SHORT = 60
"""Characters that a line of plain text may have to be a heading."""

# What headings say, and the part of a recap they speak of; the first that fits counts.
WORDS: dict[str, tuple[str, ...]] = {
    "questions": ("question", "asked", "q&a", "interview answers"),
    "bad_points": ("bad", "con", "cons", "negative", "concern", "downside", "dislike", "against", "minus"),
    "good_points": ("good", "pro", "pros", "positive", "upside", "like", "liked", "plus", "benefit"),
    "requirements": ("requirement", "skill", "looking for", "look for", "qualification", "must have", "need"),
    "environment": ("environment", "office", "place", "culture", "atmosphere", "workplace"),
    "first_impressions": ("impression", "feeling", "overall", "gut"),
    "promises": ("promise", "promised", "i will send", "to send", "owe"),
    "topics": ("topic", "discussed", "talked", "subject", "agenda", "covered"),
}
TARGETS = (
    "topics",
    "questions",
    "good_points",
    "bad_points",
    "first_impressions",
    "environment",
    "requirements",
    "promises",
)
LISTS = ("topics", "good_points", "bad_points", "requirements")
BULLET = re.compile(r"^\s*(?:[-*•–—·▪◦]|\d{1,2}[.)])\s+")
ASKED = re.compile(r"^\s*(?:q(?:uestion)?\s*\d*\s*[:.)]\s*)", re.IGNORECASE)
ANSWERED = re.compile(r"^\s*(?:a(?:nswer(?:ed)?)?|me|i (?:said|answered))\s*:\s*", re.IGNORECASE)
BETTER = re.compile(r"^\s*(?:better(?: answer)?|now|i would say|next time)\s*:\s*", re.IGNORECASE)


class Section(TypedDict):
    """A part of a document: its heading, its text, where it seems to belong, and whether it was taken over."""

    heading: str
    text: str
    suggested: str
    taken: bool


def split(paragraphs: Sequence[dict[str, Any]]) -> list[Section]:
    """The document's sections, in order; the lines before the first heading are a section without one."""
    found: list[Section] = []
    heading = ""
    lines: list[str] = []
    for paragraph in paragraphs:
        text = str(paragraph["text"])
        if len(found) < MOST - 1 and (paragraph["heading"] or _reads_as_heading(text)) and text:
            _close(found, heading, lines)
            heading, lines = text.strip("#: \t"), []
        else:
            lines.append(text)
    _close(found, heading, lines)
    return found


def _close(found: list[Section], heading: str, lines: list[str]) -> None:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if text:
        found.append(Section(heading=heading, text=text, suggested=suggestion(heading, text), taken=False))


def _reads_as_heading(line: str) -> bool:
    if (
        not line
        or len(line) > SHORT
        or BULLET.match(line)
        or ASKED.match(line)
        or line.endswith(("?", ".", ","))
    ):
        return False
    marked = line.startswith("#") or line.endswith(":")
    few = len(line.split()) <= 5  # noqa: PLR2004  (a heading is a few words)
    return (marked and few) or (few and line[:1].isupper() and _named(line) != "")


def suggestion(heading: str, text: str) -> str:
    """The part of a recap that a section seems to belong to, empty where nothing says so."""
    return _named(heading) or ("questions" if text.count("?") >= 2 else "")  # noqa: PLR2004  (more than one)


def _named(heading: str) -> str:
    words = heading.casefold()
    for target, signs in WORDS.items():
        if any(re.search(rf"\b{re.escape(sign)}s?\b", words) for sign in signs):
            return target
    return ""


def entries(text: str) -> list[str]:
    """The lines of a section as entries of a list, without their bullets."""
    return [line for raw in text.splitlines() if (line := BULLET.sub("", raw).strip())]


def questions(text: str) -> list[dict[str, Any]]:
    """A section's questions, each with the lines that follow it as the answer."""
    found: list[dict[str, Any]] = []
    part = "answered"
    for line in entries(text):
        if ASKED.match(line) or line.endswith("?"):
            found.append(
                {"asked": ASKED.sub("", line), "answered": "", "stumbled": False, "better_answer": ""}
            )
            part = "answered"
            continue
        if not found:
            found.append({"asked": "", "answered": "", "stumbled": False, "better_answer": ""})
        if BETTER.match(line):
            part = "better_answer"
            found[-1]["stumbled"] = True
        words = BETTER.sub("", ANSWERED.sub("", line))
        found[-1][part] = f"{found[-1][part]}\n{words}".strip()
    return found
