"""What is kept in version control: no machine's paths, no package host, nothing too big, nothing half merged."""

import re
import subprocess
from pathlib import Path

from tests.structure.sources import ROOT

BIG = 1_000_000  # bytes

# Put together here, so that this file does not hold what it looks for.
HOMES = "|".join(
    ["ro" + "ot", r"home/\w+", "Users" + r"/\w+", "wo" + "rk", "tm" + "p", "op" + "t", "mn" + "t"]
)
MACHINE_PATH = re.compile(rf"(?<![\w.~/}}\-])/({HOMES})/[\w.]")
PACKAGE_HOST = re.compile(
    r"py" + r"pi\.|python" + r"hosted\.|registry\.npm" + r"js|index" + r"-url\s*=", re.IGNORECASE
)
ADDRESS = re.compile(
    r"\b(https?|git|file|ssh)(\+\w+)?://|(?:^|\s)(-i|-f|--find-links|--(extra-)?index-url)\s", re.MULTILINE
)
CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7}) ", re.MULTILINE)
# The comment in which uv keeps its own command line names switches that leave addresses out.
COMMENT_LINE = re.compile(r"^#.*$", re.MULTILINE)


def kept(root: Path) -> list[Path]:
    """The files in version control; in an exported tree without a history, all but what a checkout makes."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True
        )
        paths = [root / name for name in listed.stdout.split("\0") if name]
    else:
        made = {".venv", "instance", "__pycache__", "build", "dist", "screenshots"}
        paths = [path for path in root.rglob("*") if not made & set(path.relative_to(root).parts)]
    return sorted(path for path in paths if path.is_file() and not path.is_symlink())


def texts(root: Path) -> dict[str, str]:
    """The text files among them, by path."""
    found = {}
    for path in kept(root):
        raw = path.read_bytes()
        if b"\0" not in raw:
            found[path.relative_to(root).as_posix()] = raw.decode("utf-8", errors="replace")
    return found


def holding(found: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    """Every place that a pattern is in."""
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}"
        for name, text in found.items()
        for match in pattern.finditer(text)
    ]


def test_no_file_names_a_path_of_somebodys_machine():
    # A container's own folders are its own.
    images = {"Dockerfile", "compose.yaml"}
    assert (
        holding({name: text for name, text in texts(ROOT).items() if name not in images}, MACHINE_PATH) == []
    )


def test_no_file_names_a_package_host():
    assert holding(texts(ROOT), PACKAGE_HOST) == []


def test_locks_hold_no_address():
    locks = {
        name: COMMENT_LINE.sub("", text)
        for name, text in texts(ROOT).items()
        if name.startswith("requirements/")
    }
    assert len(locks) >= 6
    assert holding(locks, ADDRESS) == []


def test_no_merge_was_left_half_done():
    assert holding(texts(ROOT), CONFLICT) == []


def test_no_file_is_bigger_than_a_megabyte():
    assert [path.name for path in kept(ROOT) if path.stat().st_size > BIG] == []


def test_what_an_installation_owns_is_not_kept():
    assert [name for name in texts(ROOT) if name.startswith("instance/")] == ["instance/README.md"]
    assert [name for name in texts(ROOT) if Path(name).name in {".env", "secret_key", "id_rsa"}] == []


def joined(text: str) -> str:
    """Join a text that is kept apart by ¦ so that this file does not hold what it looks for."""
    return text.replace("¦", "")


def test_machine_paths_hosts_addresses_and_conflicts_are_found(plant):
    root = plant(
        {
            "a.txt": joined("see /ro¦ot/.config and ./tmp/x and a/wo¦rk/x and /ho¦me/anna/x\n"),
            "b.txt": joined("\n<<<¦<<<< HEAD\n"),
            "requirements/a.txt": joined(
                "--index¦-url https¦://example.org/simple\nflask @ git+https¦://x/y\n"
            ),
            ".venv/c.txt": joined("/ro¦ot/x"),
        }
    )
    found = texts(root)
    assert holding(found, MACHINE_PATH) == [joined("a.txt:1: /ro¦ot/."), joined("a.txt:1: /ho¦me/anna/x")]
    assert [fault.split(": ")[0] for fault in holding(found, CONFLICT)] == ["b.txt:2"]
    lines = [fault.split(": ")[0] for fault in holding(found, ADDRESS)]
    assert lines == ["requirements/a.txt:1", "requirements/a.txt:1", "requirements/a.txt:2"]
    assert holding({"c": joined("https¦://py¦pi.org/simple")}, PACKAGE_HOST) == [joined("c:1: py¦pi.")]
