"""Every route is guarded or listed here as public, and every name of a page leads to one."""

import ast

import pytest
from flask import Flask
from jinja2 import nodes

from portal.web.guards import DECIDED, public, undecided
from tests.structure.sources import ROOT, modules
from tests.structure.templates import templates

# Pages that anybody may ask for, and why.
PUBLIC = {
    "accounts.sign_in": "how one comes in",
    "accounts.sign_in_with_password": "the same, sent",
    "accounts.ask_for_link": "whoever forgot, or has no password",
    "accounts.link_sent": "what happens then",
    "accounts.choose_agency": "holds a signed statement that the password fitted",
    "accounts.mailed_link": "whoever holds a link from a mail",
    "accounts.use_mailed_link": "the same, confirmed",
    "accounts.renew_mailed_link": "the same, spent",
    "accounts.notice_declined": "was signed out for not agreeing",
    "tasks.health": "monitors and balancers; tells of no person",
    "static": "styles, scripts and fonts",
}


def public_endpoints(app: Flask) -> set[str]:
    """Endpoints that ask nobody who they are."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], DECIDED, "public") == "public"
    }


def named_endpoints(root) -> list[tuple[str, str]]:
    """Every endpoint that a template or a module names when it makes an address: (endpoint, where)."""
    found = []
    for template in templates(root):
        for call in template.calls("url_for"):
            first = call.args[0] if call.args else None
            if isinstance(first, nodes.Const):
                found.append((str(first.value), f"{template.name}:{call.lineno}"))
    for module in modules(root):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "url_for":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.append((str(first.value), f"{module.name}:{node.lineno}"))
    return found


def dead_names(app: Flask, root) -> list[str]:
    """Names of pages that are not there."""
    return [
        f"{where} names {name}"
        for name, where in named_endpoints(root)
        if not name.startswith(".") and name not in app.view_functions
    ]


def test_every_route_is_decided(application):
    assert undecided(application) == []


def test_no_page_is_public_but_those_listed(application):
    assert public_endpoints(application) == set(PUBLIC)


def test_every_page_that_is_named_is_there(application):
    assert dead_names(application, ROOT) == []


@pytest.fixture
def small():
    app = Flask(__name__)
    app.add_url_rule("/a", "a", lambda: "")
    app.add_url_rule("/b", "b", public(lambda: ""))
    return app


def test_an_undecided_route_and_a_public_one_are_seen(small):
    assert undecided(small) == ["a"]
    assert public_endpoints(small) == {"a", "b", "static"}


def test_a_name_that_leads_nowhere_is_seen(small, plant):
    root = plant(
        {
            "templates/x.html": "{{ url_for('a') }}\n{{ url_for('gone') }}{{ url_for(name) }}",
            "portal/x.py": "url_for('b')\nurl_for('lost', id=1)\n",
        }
    )
    assert dead_names(small, root) == ["x.html:2 names gone", "portal.x:2 names lost"]
