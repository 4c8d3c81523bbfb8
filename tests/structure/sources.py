"""Read the source tree as data: modules, what they import, where a name comes from."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Import:
    """One imported dotted name, the line it stands on, and whether only type checkers see it."""

    name: str
    line: int
    for_types: bool


@dataclass(frozen=True)
class Module:
    """A module's dotted name, its file, and its syntax tree."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]

    @cached_property
    def imports(self) -> list[Import]:
        """Every import, wherever it stands, `from a import b` as a.b."""
        found: list[Import] = []
        for node, for_types in _statements(self.tree):
            if isinstance(node, ast.Import):
                found += [Import(alias.name, node.lineno, for_types) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                start = self._absolute(node)
                found += [Import(f"{start}.{alias.name}", node.lineno, for_types) for alias in node.names]
        return found

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.package.split(".")
        parts = parts[: len(parts) - node.level + 1]
        return ".".join([*parts, node.module] if node.module else parts)

    @cached_property
    def bindings(self) -> dict[str, str]:
        """What the names that imports bind stand for: {'dt': 'datetime.datetime'}."""
        bound: dict[str, str] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    bound[alias.asname or first] = alias.name if alias.asname else first
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    bound[alias.asname or alias.name] = f"{self._absolute(node)}.{alias.name}"
        return bound

    def origin(self, node: ast.AST) -> str | None:
        """The dotted name an expression stands for (`dt.now` → datetime.datetime.now), None for anything else."""
        if isinstance(node, ast.Name):
            return self.bindings.get(node.id)
        if isinstance(node, ast.Attribute):
            start = self.origin(node.value)
            return start and f"{start}.{node.attr}"
        return None

    def uses(self) -> list[tuple[str, int]]:
        """Every imported name used in an expression, as far as its attributes go, with its line."""
        return [
            (name, node.lineno)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name | ast.Attribute) and (name := self.origin(node))
        ]


def _statements(tree: ast.AST, *, for_types: bool = False) -> list[tuple[ast.AST, bool]]:
    found: list[tuple[ast.AST, bool]] = []
    for node in ast.iter_child_nodes(tree):
        found.append((node, for_types))
        guarded = for_types or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        found += _statements(node, for_types=guarded)
    return found


def modules(root: Path, package: str = "portal") -> list[Module]:
    """Every module of a package, migrations' generated versions left out."""
    found = []
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "versions" in parts:
            continue
        found.append(Module(".".join(parts).removesuffix(".__init__"), path))
    return found


def within(name: str, *prefixes: str) -> bool:
    """Whether a dotted name is one of the prefixes or lies below it."""
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)
