"""Imports point downward. The table below is the architecture: a module that is not in it belongs nowhere yet."""

import re
from pathlib import Path

from tests.structure.sources import ROOT, Module, modules, within

# From the bottom up. Within one line packages do not know each other; a package's own modules do.
LAYERS = [
    ["portal.clock", "portal.errors", "portal.journal"],
    ["portal.sandbox"],
    ["portal.notes"],
    ["portal.policy"],
    ["portal.casefile"],
    ["portal.config"],
    ["portal.models"],
    ["portal.extensions"],
    ["portal.access", "portal.links"],
    ["portal.idempotency", "portal.paging"],
    ["portal.audit", "portal.tasks", "portal.files"],
    ["portal.notifications"],
    ["portal.policies"],
    ["portal.scoring"],
    ["portal.accounts", "portal.employers"],
    ["portal.interviews"],
    ["portal.recaps", "portal.followups", "portal.evidence", "portal.calendar"],
    ["portal.reviews", "portal.reports", "portal.agency", "portal.imports"],
    ["portal.web"],
    [r"portal\.\w+\.forms(_\w+)?"],
    [r"portal\.\w+\.routes(_\w+)?", "portal.api"],
    ["portal.tasks.handlers", "portal.migrations"],
    ["portal.tasks.schedule"],
    ["portal.tasks.worker"],
    ["portal.application"],
    ["portal"],
    ["portal.demo"],
    ["portal.commands"],
    ["portal.cli"],
    ["portal.__main__"],
]
# The root package is above nearly everything, and only itself: what lies below it has lines of its own.
ALONE = {"portal"}


def layer(name: str) -> tuple[int, str] | None:
    """A module's layer and the entry that put it there; the most specific entry wins."""
    best: tuple[int, int, str] | None = None
    for rank, entries in enumerate(LAYERS):
        for entry in entries:
            if "\\" in entry:
                length = len(name) if re.fullmatch(rf"({entry})(\..+)?", name) else 0
                kin = name.split(".")[1] if length else ""
            else:
                fits = name == entry if entry in ALONE else within(name, entry)
                length, kin = (len(entry) if fits else 0), entry
            if length and (best is None or length > best[0]):
                best = (length, rank, kin)
    return best and (best[1], best[2])


def edges(found: list[Module], *, for_types: bool = True) -> list[tuple[str, str, int]]:
    """Who imports whom, and where: (importing module, imported module, line)."""
    known = {module.name for module in found}
    pairs = []
    for module in found:
        for imported in module.imports:
            if imported.for_types and not for_types:
                continue
            target = imported.name
            if target not in known:
                target = target.rpartition(".")[0]
            if target in known and target != module.name:
                pairs.append((module.name, target, imported.line))
    return pairs


def upward(root: Path) -> list[str]:
    """Every import that points up or sideways, as a sentence."""
    faults = []
    for importing, imported, line in edges(modules(root)):
        here, there = layer(importing), layer(imported)
        if here is None or there is None:
            continue  # named by homeless()
        if there[0] > here[0]:
            faults.append(f"{importing}:{line} imports {imported}, which lies above it")
        elif there[0] == here[0] and there[1] != here[1]:
            faults.append(f"{importing}:{line} imports {imported}, its neighbour")
    return faults


def homeless(root: Path) -> list[str]:
    """Modules that the table does not place."""
    return [module.name for module in modules(root) if layer(module.name) is None]


def cycle(root: Path) -> list[str]:
    """One circle of imports, those for type checkers left out; empty when there is none."""
    graph: dict[str, set[str]] = {}
    for importing, imported, _line in edges(modules(root), for_types=False):
        graph.setdefault(importing, set()).add(imported)
    done: set[str] = set()

    def walk(name: str, trail: list[str]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in done:
            return []
        for target in sorted(graph.get(name, ())):
            if circle := walk(target, [*trail, name]):
                return circle
        done.add(name)
        return []

    return next((circle for name in sorted(graph) if (circle := walk(name, []))), [])


def test_every_module_has_its_place_in_the_layers():
    assert homeless(ROOT) == []


def test_imports_point_downward():
    assert upward(ROOT) == []


def test_no_imports_run_in_a_circle():
    assert cycle(ROOT) == []


def test_a_module_without_a_place_is_found(plant):
    assert homeless(plant({"portal/sundries.py": ""})) == ["portal.sundries"]


def test_an_import_that_points_up_is_found_inside_a_function_and_relative(plant):
    root = plant(
        {
            "portal/recaps/__init__.py": "",
            "portal/recaps/routes.py": "",
            "portal/recaps/operations.py": "def f():\n    from . import routes\n",
            "portal/clock.py": "from portal.recaps.operations import f\n",
        }
    )
    assert upward(root) == [
        "portal.clock:1 imports portal.recaps.operations, which lies above it",
        "portal.recaps.operations:2 imports portal.recaps.routes, which lies above it",
    ]


def test_features_of_one_line_that_know_each_other_are_found(plant):
    root = plant(
        {
            "portal/recaps/queries.py": "import portal.followups.queries\n",
            "portal/followups/queries.py": "from portal.followups import texts\n",
            "portal/followups/texts.py": "",
            "portal/recaps/routes.py": "from portal.followups.routes import page\n",
            "portal/followups/routes.py": "from portal.followups.forms import Form\n",
            "portal/followups/forms.py": "",
        }
    )
    assert upward(root) == [
        "portal.recaps.queries:1 imports portal.followups.queries, its neighbour",
        "portal.recaps.routes:1 imports portal.followups.routes, its neighbour",
    ]


def test_a_circle_is_found_but_not_one_that_only_type_checkers_see(plant):
    guarded = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from portal.models import b\n"
    root = plant(
        {"portal/models/a.py": guarded, "portal/models/b.py": "def f():\n    from portal.models import a\n"}
    )
    assert cycle(root) == []
    plant(
        {
            "portal/models/a.py": "from portal.models.c import x\n",
            "portal/models/c.py": "import portal.models.b\n",
        }
    )
    assert cycle(root) == ["portal.models.a", "portal.models.c", "portal.models.b", "portal.models.a"]
