"""Size and names of modules, and the marks of unfinished work."""

import re
from pathlib import Path

from tests.structure.sources import ROOT, modules

CEILING = 300  # lines; half of that is what a module should have
GRAB_BAGS = {
    "utils",
    "util",
    "utilities",
    "helpers",
    "helper",
    "services",
    "service",
    "common",
    "misc",
    "manager",
}

# Put together here, so that this file does not hold what it looks for.
MARKS = {
    "a note of unfinished work": re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + r"CK\b"])
    ),
    "a test left out": re.compile(r"\.(skip|skipif|xfail|importorskip)\b|\bskipTest\b"),
    "a line hidden from coverage": re.compile(r"pragma:\s*no cov" + "er"),
    "an ignored type error without its code": re.compile(r"#\s*type:\s*ignore(?!\[)"),
    "a linter silenced wholesale": re.compile(r"#\s*(noqa(?!:)|ruff:\s*noqa|mypy:\s*ignore-errors)"),
}


def own_modules(root: Path):
    """Product and tests alike, with the path they are known by."""
    return [
        (module.path.relative_to(root).as_posix(), module)
        for package in ("portal", "tests", "benchmarks")
        for module in modules(root, package)
    ]


def too_long(root: Path) -> list[str]:
    """Modules over the ceiling, with their lines."""
    sizes = {name: len(module.text.splitlines()) for name, module in own_modules(root)}
    return [f"{name}: {lines} lines" for name, lines in sizes.items() if lines > CEILING]


def grab_bags(root: Path) -> list[str]:
    """Modules and packages whose name says nothing about what is in them."""
    return [
        name
        for name, module in own_modules(root)
        if any(part in GRAB_BAGS or part.rpartition("_")[2] in GRAB_BAGS for part in module.name.split("."))
    ]


def marks(root: Path) -> list[str]:
    """Marks of unfinished or hidden work, with their lines."""
    return [
        f"{name}:{number}: {meaning}"
        for name, module in own_modules(root)
        for number, line in enumerate(module.text.splitlines(), 1)
        for meaning, pattern in MARKS.items()
        if pattern.search(line)
    ]


def test_no_module_is_longer_than_the_ceiling():
    assert too_long(ROOT) == []


def test_no_module_is_a_grab_bag():
    assert grab_bags(ROOT) == []


def test_no_work_is_left_unfinished_or_hidden():
    assert marks(ROOT) == []


def test_a_long_module_is_found(plant):
    root = plant({"portal/a.py": "x = 1\n" * 301, "tests/test_b.py": "x = 1\n" * 300})
    assert too_long(root) == ["portal/a.py: 301 lines"]


def test_a_grab_bag_is_found_as_module_package_or_ending(plant):
    names = ["portal/utils.py", "portal/common/a.py", "tests/date_helpers.py", "portal/commonplace.py"]
    assert grab_bags(plant(dict.fromkeys(names, ""))) == [
        "portal/common/a.py",
        "portal/utils.py",
        "tests/date_helpers.py",
    ]


def test_each_mark_of_unfinished_work_is_found(plant):
    lines = [
        "# TO" + "DO: later",
        "@pytest.mark.sk" + "ip",
        "x = 1  # pragma: no cov" + "er",
        "x = f()  # type: ig" + "nore",
        "x = f()  # no" + "qa",
        "x = f()  # type: ig" + "nore[attr-defined]",
        "x = f()  # no" + "qa: S101",
    ]
    found = marks(plant({"portal/a.py": "\n".join(lines)}))
    assert [fault.split(": ")[0] for fault in found] == [f"portal/a.py:{number}" for number in range(1, 6)]
