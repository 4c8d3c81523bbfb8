"""Every template is used, and every name in one leads somewhere."""

import re
from pathlib import Path

from tests.structure.sources import ROOT
from tests.structure.templates import names_in_code, templates


def unused(root: Path) -> list[str]:
    """Templates that nothing renders, extends, includes or imports."""
    found = templates(root)
    patterns, words = names_in_code(root)
    referred = {
        pattern
        for template in found
        for pattern in template.references()
        if pattern != re.escape(template.name)
    }

    def used(name: str) -> bool:
        matches = [match for pattern in patterns if (match := pattern.fullmatch(name))]
        return any(set(match.groups()) <= words for match in matches) or any(
            re.fullmatch(pattern, name) for pattern in referred
        )

    return [template.name for template in found if not used(template.name)]


def missing(root: Path) -> list[str]:
    """Templates that others extend, include or import, and that are not there."""
    names = [template.name for template in templates(root)]
    return [
        f"{template.name} refers to {pattern}"
        for template in templates(root)
        for pattern in template.references()
        if not any(re.fullmatch(pattern, name) for name in names)
    ]


def test_every_template_is_used():
    assert unused(ROOT) == []


def test_every_template_that_is_referred_to_is_there():
    assert missing(ROOT) == []


def test_unused_and_missing_templates_are_found(plant):
    root = plant(
        {
            "portal/a.py": "render('used.html')\nrender(f'errors/{code}.html')\nPAGES = {404}\nrender(f'{name}')\n",
            "templates/used.html": "{% extends 'base.html' %}{% include ['not_there.html', 'part.html'] %}",
            "templates/base.html": "{% from 'macros/' ~ kind ~ '.html' import x %}",
            "templates/part.html": "",
            "templates/macros/a.html": "",
            "templates/errors/404.html": "",
            "templates/errors/418.html": "",
            "templates/forgotten.html": "{% include 'forgotten.html' %}",
        }
    )
    assert unused(root) == ["errors/418.html", "forgotten.html"]
    assert missing(root) == [r"used.html refers to not_there\.html"]
