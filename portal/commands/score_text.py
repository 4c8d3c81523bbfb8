"""A result as a page for the terminal."""

import os
import shutil
import textwrap
from typing import TextIO

from portal.policy.next_steps import next_steps
from portal.policy.scoring import Judged, Result
from portal.policy.wording import advice, because, moment

MARKS = {"met": "●", "partly": "◐", "missed": "○", "pending": "◌", "not_applicable": "–"}
"""The mark of each verdict; its word always stands beside it."""
FAMILIES = {
    "before_leaving": "Before leaving",
    "recap": "Recap",
    "thank_you": "The thank-you",
    "note_text": "What the note says",
    "note_form": "How it is written",
    "afterwards": "Afterwards",
    "conduct": "How it is done",
    "online": "Online",
    "keeping_on": "Keeping on",
}
_COLOURS = {"met": "32", "partly": "33", "missed": "31", "pending": "36", "not_applicable": "2"}
_WIDEST = 110


class Page:
    """Writes results; in colour where the stream is a terminal and NO_COLOR is not set."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.colour = out.isatty() and not os.environ.get("NO_COLOR")
        self.width = min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)
        if hasattr(out, "reconfigure"):
            out.reconfigure(errors="replace")

    def show(self, name: str, result: Result) -> None:
        """Write one result; ``name`` tells it from others."""
        self._head(name, result)
        family = ""
        families = list(FAMILIES)
        asking = [j for j in result.rules if j.finding.verdict != "not_applicable"]
        for judged in sorted(asking, key=lambda j: families.index(j.step.rule.family)):
            if judged.step.rule.family != family:
                family = judged.step.rule.family
                self._line()
                self._line(self._styled(FAMILIES[family], "1"))
            self._row(judged, result)
        self._idle(result)
        self._next(result)
        self._line()

    def _head(self, name: str, result: Result) -> None:
        facts = result.view.facts
        if name:
            self._line(self._styled(name, "2"))
        who = f"{facts.candidate.name} · {facts.job.title} at {facts.job.employer} · {facts.interview.stage} interview"
        self._line(self._styled(who, "1"))
        closes = f"{'closed' if result.view.closed else 'closes'} {moment(result.closes_at)}"
        self._wrapped(
            f"Judged by {result.policy.name} (version {result.policy.version}) as of {moment(result.as_of)}; {closes}.",
            "",
        )
        self._line()
        if result.score is None:
            self._line(self._styled("No score yet: nothing is decided.", "1"))
            return
        held = ""
        if result.capped:
            held = " – held there by a missed must" + (", for now" if result.provisional else "")
        bar = "█" * round(result.score / 5) + "░" * (20 - round(result.score / 5))
        points = f"{float(result.earned):g} of {float(result.possible):g} points"
        self._line(f"{bar}  {self._styled(f'{result.score} of 100 · {result.band}', '1')}{held}  ({points})")

    def _row(self, judged: Judged, result: Result) -> None:
        verdict = judged.finding.verdict
        points = "" if verdict == "pending" else f"{float(judged.points):.3g}/{float(judged.possible):.3g}"
        label = self._styled(f"{MARKS[verdict]} {verdict:8}", _COLOURS[verdict])
        self._line(
            f"  {label} {judged.id:26} {judged.step.level:6} {points:>8}  {self._styled(judged.step.source, '2')}"
        )
        self._wrapped(because(judged, result), " " * 13)
        said = advice(judged, result)
        if said:
            self._wrapped(f"→ {said}", " " * 13, "2")

    def _idle(self, result: Result) -> None:
        idle = [j.id for j in result.rules if j.finding.verdict == "not_applicable"]
        if not idle:
            return
        self._line()
        if len(idle) == len(result.rules):
            self._wrapped(because(result.rules[0], result), "")
            return
        self._wrapped(f"– Asked nothing here: {', '.join(idle)}", "", "2")

    def _next(self, result: Result) -> None:
        steps = next_steps(result)[:3]
        if not steps:
            return
        self._line()
        self._line(self._styled("Next", "1"))
        for number, step in enumerate(steps, 1):
            brings = f"{float(step.points):g} point{'' if step.points == 1 else 's'}"
            self._wrapped(f"{number}. {step.advice} (by {moment(step.due_at, ends=True)}, {brings})", "  ")

    def _line(self, text: str = "") -> None:
        print(text.rstrip(), file=self.out)

    def _wrapped(self, text: str, indent: str, style: str = "") -> None:
        for line in textwrap.wrap(text, max(self.width, 40), initial_indent=indent, subsequent_indent=indent):
            self._line(self._styled(line, style) if style else line)

    def _styled(self, text: str, style: str) -> str:
        return f"\033[{style}m{text}\033[0m" if self.colour and style else text
