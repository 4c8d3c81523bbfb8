"""The README tells what is true: its settings, commands and folders are those of the code."""

import re

from portal.cli import COMMANDS
from tests.structure.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
READS = re.compile(r'(?:env|environ)\.get\(\s*"([A-Z_]+)"')


def documented(text: str) -> set[str]:
    """The variables named in the first column of the settings' table."""
    rows = re.findall(r"^\| (`[A-Z_]+`[^|]*) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def read_by_the_code() -> set[str]:
    """The variables that the product reads anywhere."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "portal").rglob("*.py")]
    return {name for text in texts for name in READS.findall(text)}


def test_the_table_of_settings_is_complete_and_holds_nothing_else():
    assert documented(README) == read_by_the_code()


def test_every_make_target_that_the_readme_names_is_there():
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([\w-]+)", README)) - {"and"} <= targets


def test_every_folder_that_the_readme_names_is_there():
    rows = re.findall(
        r"^\| (`[^|]*`[^|]*) \|", README.partition("## Where things are")[2].partition("##")[0], re.MULTILINE
    )
    names = [name for row in rows for name in re.findall(r"`([\w./]+)`", row)]
    below = [name if (ROOT / name).exists() else f"portal/{name}" for name in names]
    assert [name for name in below if not (ROOT / name).exists()] == []


def test_every_file_that_the_readme_shows_or_runs_on_is_there():
    shown = re.findall(r"\]\(([^):]+)\)", README) + re.findall(r"\b(tests/[\w./-]+)", README)
    assert len(shown) > 3
    assert [name for name in shown if not (ROOT / name).exists()] == []


def test_every_command_that_the_readme_names_is_there():
    named = set(re.findall(r"(?:\.venv/bin/portal|`portal) ([\w-]+)", README))
    assert len(named - {"--help"}) > 5
    assert sorted(named - {"--help"} - set(COMMANDS)) == []


def test_a_setting_that_the_table_forgets_is_seen():
    assert documented("| `A_B`, `C` | x | y |\n| `portal/` | z |\n") == {"A_B", "C"}
    assert READS.findall('x = env.get("A") or os.environ.get("B", "1")') == ["A", "B"]
