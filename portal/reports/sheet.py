"""The report as HTML to print, without Flask: the command line and the rendering child make it alike."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"], auto_reload=False
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return environment


def sheet(report: dict[str, Any], translate: Callable[..., str] | None = None) -> str:
    """The whole page of a report's content; ``translate`` is a gettext, where the words are to be in another language."""
    words: dict[str, Any] = {"_": translate, "gettext": translate} if translate else {}
    return _environment().get_template("reports/interview.html").render(report=report, **words)
