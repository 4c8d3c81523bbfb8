"""Read the templates as data: what they refer to, and their markup without Jinja in it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jinja2 import Environment, nodes

from tests.structure.sources import modules

if TYPE_CHECKING:
    from pathlib import Path

JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
BLOCK = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ANYTHING = "(.+)"  # stands for the part of a name that is computed


@dataclass(frozen=True)
class Template:
    """A template's name, as it is rendered by, and its text."""

    name: str
    text: str

    @cached_property
    def tree(self) -> nodes.Template:
        return JINJA.parse(self.text, self.name)

    @cached_property
    def markup(self) -> str:
        """The text without Jinja and comments, every line on the line it had."""
        blank = lambda found: " " + "\n" * found[0].count("\n")  # noqa: E731  # used in two places on one line
        return COMMENT.sub(blank, BLOCK.sub(blank, self.text))

    def references(self) -> list[str]:
        """Templates this one extends, includes or imports, as patterns."""
        kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
        found = []
        for node in self.tree.find_all(kinds):
            found += _jinja_names(node.template)
        return found

    def calls(self, name: str) -> list[nodes.Call]:
        """Every call of a function by its plain name."""
        return [
            call
            for call in self.tree.find_all(nodes.Call)
            if isinstance(call.node, nodes.Name) and call.node.name == name
        ]


def templates(root: Path) -> list[Template]:
    """Every template under templates/."""
    folder = root / "templates"
    return [
        Template(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def names_in_code(root: Path) -> tuple[list[re.Pattern[str]], set[str]]:
    """
    The patterns in the code that could name a template, and every word that could fill their computed parts.

    A computed part is a group of its pattern: f"errors/{code}.html" names 404.html where 404 stands somewhere.
    """
    patterns, words = [], set()
    for module in modules(root):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
                words.add(str(node.value))
                patterns.append(re.escape(str(node.value)))
            elif isinstance(node, ast.JoinedStr):
                patterns.append("".join(_piece(part) for part in node.values))
    named = [pattern for pattern in patterns if re.search(r"\w.*\\\.(html|txt|svg|xml|css)$", pattern)]
    return [re.compile(pattern) for pattern in named], words


def _piece(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else ANYTHING


def _jinja_names(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const):
        return [re.escape(str(node.value))]
    if isinstance(node, nodes.List | nodes.Tuple):
        return [name for item in node.items for name in _jinja_names(item)]
    if isinstance(node, nodes.CondExpr):
        return [name for branch in (node.expr1, node.expr2) if branch for name in _jinja_names(branch)]
    if isinstance(node, nodes.Concat | nodes.Add):
        parts = node.nodes if isinstance(node, nodes.Concat) else [node.left, node.right]
        return ["".join(_jinja_names(part)[0] for part in parts)]
    return [ANYTHING]
