"""What the engine may know, and where a request may be known."""

import ast
from pathlib import Path

from tests.structure.sources import ROOT, modules, within
from tests.structure.test_layers import layer

PURE = ("portal.policy", "portal.notes", "portal.casefile")

# Frameworks, and everything by which a function could give two answers to one question.
WORLD = (
    *(
        "flask",
        "flask_sqlalchemy",
        "flask_babel",
        "flask_login",
        "flask_wtf",
        "werkzeug",
        "sqlalchemy",
        "huey",
    ),
    *(
        "portal.clock",
        "portal.config",
        "portal.models",
        "time",
        "random",
        "secrets",
        "uuid.uuid4",
        "uuid_utils",
    ),
    *("os", "io.open", "pathlib.Path", "tempfile", "shutil", "glob", "locale", "logging", "sqlite3"),
    *(
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "smtplib",
        "subprocess",
        "threading",
        "multiprocessing",
        "asyncio",
    ),
)
BUILT_IN_WORLD = {"open", "print", "input", "breakpoint"}

REQUEST_BOUND = (
    *("flask.request", "flask.session", "flask.g", "flask.flash", "flask.redirect", "flask.abort"),
    *(
        "flask.has_request_context",
        "flask.make_response",
        "flask_login.current_user",
        "flask_login.login_user",
    ),
    *("flask_login.logout_user", "flask_login.login_required", "werkzeug.exceptions", "wtforms", "flask_wtf"),
)
# extensions makes the objects (CSRFProtect, LoginManager) that the application binds.
MAKES_THEM = ("portal.extensions",)


def worldly(root: Path) -> list[str]:
    """Every use of the outside world in the pure packages."""
    faults = []
    for module in modules(root):
        if not within(module.name, *PURE):
            continue
        faults += [
            f"{module.name}:{found.line} imports {found.name}"
            for found in module.imports
            if within(found.name, *WORLD)
        ]
        faults += [
            f"{module.name}:{node.lineno} calls {node.func.id}()"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in BUILT_IN_WORLD
        ]
        faults += [
            f"{module.name}:{line} uses {name}"
            for name, line in module.uses()
            if within(name, *WORLD) and "." in name
        ]
    return sorted(set(faults))


def request_bound_below_web(root: Path) -> list[str]:
    """Every module below `web` that knows of a request, a session or who is signed in."""
    web = layer("portal.web")
    assert web is not None
    faults = []
    for module in modules(root):
        place = layer(module.name)
        if place is None or place[0] >= web[0] or within(module.name, *MAKES_THEM):
            continue
        known = [(found.name, found.line) for found in module.imports] + module.uses()
        faults += [
            f"{module.name}:{line} knows {name}" for name, line in known if within(name, *REQUEST_BOUND)
        ]
    return sorted(set(faults))


def test_policy_notes_and_casefile_are_pure():
    assert worldly(ROOT) == []


def test_nothing_below_web_knows_of_a_request():
    assert request_bound_below_web(ROOT) == []


def test_the_outside_world_is_found_in_a_pure_package(plant):
    root = plant(
        {
            "portal/policy/a.py": "import sqlalchemy.orm\nfrom portal import clock\nopen('x')\n",
            "portal/notes/b.py": "import urllib\nfrom pathlib import PurePosixPath\nurllib.request.urlopen('x')\n",
            "portal/recaps/operations.py": "import sqlalchemy\nopen('x')\n",
        }
    )
    assert worldly(root) == [
        "portal.notes.b:3 uses urllib.request",
        "portal.notes.b:3 uses urllib.request.urlopen",
        "portal.policy.a:1 imports sqlalchemy.orm",
        "portal.policy.a:2 imports portal.clock",
        "portal.policy.a:3 calls open()",
    ]


def test_a_request_below_web_is_found_and_a_database_session_is_not(plant):
    root = plant(
        {
            "portal/recaps/operations.py": "from portal.extensions import db\ndb.session.add(1)\n",
            "portal/recaps/queries.py": "import flask as f\nf.session['a']\nf.current_app\n",
            "portal/audit/rows.py": "from flask_login import current_user as who\n",
            "portal/recaps/routes.py": "from flask import request\n",
        }
    )
    assert request_bound_below_web(root) == [
        "portal.audit.rows:1 knows flask_login.current_user",
        "portal.recaps.queries:2 knows flask.session",
    ]
