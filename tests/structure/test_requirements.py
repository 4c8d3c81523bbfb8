"""Every requirement earns its place: code imports it, or the table says who needs it."""

import re
from pathlib import Path

from tests.structure.sources import ROOT, modules

# A distribution whose modules have another name.
MODULES = {
    "argon2-cffi": "argon2",
    "flask-login": "flask_login",
    "flask-sqlalchemy": "flask_sqlalchemy",
    "python-docx": "docx",
    "python-magic": "magic",
    "pyyaml": "yaml",
}
# Needed without an import of ours, and why.
UNIMPORTED = {
    "axe-playwright-python": "brings axe-core's script, read as a file",
    "gunicorn": "`portal web` runs it as a program",
    "mypy": "`make lint`",
    "psycopg": "SQLAlchemy's driver for PostgreSQL",
    "pytest-randomly": "a plugin: tests run in another order every time",
    "pytest-xdist": "a plugin: tests run in several processes",
    "redis": "Huey's transport where several machines share the work",
    "ruff": "`make lint`",
    "setuptools": "builds the editable install",
    "tzdata": "zones for machines without their own",
    "uv": "`make lock`",
}


def required(root: Path, *files: str) -> set[str]:
    """Distributions that the requirement files ask for, by normalised name."""
    lines = [line for name in files for line in (root / "requirements" / name).read_text().splitlines()]
    names = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-"))]
    return {re.sub(r"[-_.]+", "-", name[0]).lower() for name in names if name}


def imported(root: Path, *packages: str) -> set[str]:
    """Top-level and second-level names imported anywhere in the packages."""
    names = {
        found.name for package in packages for module in modules(root, package) for found in module.imports
    }
    return {".".join(name.split(".")[:depth]) for name in names for depth in (1, 2)}


def idle(root: Path, files: list[str], packages: list[str]) -> list[str]:
    """Requirements that nothing imports and no reason excuses."""
    used = imported(root, *packages)
    return sorted(
        name
        for name in required(root, *files)
        if name not in UNIMPORTED
        and not name.startswith("types-")
        and MODULES.get(name, name.replace("-", "_")) not in used
    )


def test_the_product_imports_every_requirement_it_installs():
    assert idle(ROOT, ["runtime.in"], ["portal"]) == []


def test_tests_import_every_requirement_of_development():
    assert idle(ROOT, ["dev.in", "build.in"], ["tests", "benchmarks", "tools"]) == []


def test_no_excuse_outlives_its_requirement():
    asked = required(ROOT, "runtime.in", "dev.in", "build.in")
    assert sorted(set(UNIMPORTED) - asked) == []
    assert sorted(set(MODULES) - asked) == []


def test_an_idle_requirement_is_found(plant):
    root = plant(
        {
            "requirements/runtime.in": "# why\nFlask>=3\nflask_babel\npython-docx\nNot.Used>=1\ntypes-x\n-c other.txt\n",
            "portal/a.py": "import flask.json\nfrom docx import Document\nfrom flask_babel import gettext\n",
        }
    )
    assert idle(root, ["runtime.in"], ["portal"]) == ["not-used"]
