"""Templates and scripts ask for classes that the style sheets draw."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOOKS = {"js", "no-js", "js-only"}  # set and read by scripts; drawn only in company of one another
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def drawn() -> set[str]:
    """Every class that a style sheet of ours names."""
    sheets = [*(ROOT / "static/css").glob("*.css"), *(ROOT / "static/report").glob("*.css")]
    return {name for sheet in sheets for name in re.findall(r"\.([a-zA-Z][\w-]*)", sheet.read_text())}


def used(source: str) -> set[str]:
    """The classes that a template's markup names in full; a computed one is left out."""
    found: set[str] = set()
    for words in re.findall(
        r"\b(?:class|css|page_class) ?= ?\"([^\"]*)\"|\b(?:css|page_class) ?= ?'([^']*)'", source
    ):
        parts = JINJA.sub("\0", "".join(words)).split()
        found |= {part for part in parts if re.fullmatch(r"[a-zA-Z][\w-]*", part)}
    return found


def test_every_class_in_a_template_is_drawn():
    known = drawn() | HOOKS
    stray = {
        f"{template.relative_to(ROOT)}: {name}"
        for template in (ROOT / "templates").rglob("*.html")
        if "emails" not in template.parts
        for name in used(template.read_text()) - known
    }
    assert not stray


def test_every_class_that_a_script_sets_is_drawn():
    known = drawn() | HOOKS
    for script in (ROOT / "static/js").glob("*.js"):
        words = re.findall(
            r'(?:className = |css = |, )"((?:btn|card|eyebrow|cluster|bar)[\w -]*)"', script.read_text()
        )
        assert {name for found in words for name in found.split()} <= known


def test_computed_classes_are_left_out_and_plain_ones_found():
    assert used("<p class=\"chip{{ x }} one {% if a %}two{% endif %}\"><b css='words'>") == {"one", "words"}
