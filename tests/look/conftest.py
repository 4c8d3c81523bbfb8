"""A browser, and a page whose form saves itself."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import wtforms
from flask import Flask, jsonify, redirect, render_template_string, request
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

from portal import clock, create_app
from portal.accounts.session import begin
from portal.config import Settings
from portal.extensions import db
from portal.models import User
from portal.policies.operations import ensure_first
from tests import cast as casting
from tests.databases import fresh_database, migrate
from tests.reviews.submissions import hand_in, recap_of, submit

FORM = """
{% extends "base.html" %}
{% import "macros/forms.html" as forms with context %}
{% import "macros/ui.html" as ui with context %}
{% block title %}Draft{% endblock %}
{% block head %}{{ forms.autosave_script() }}{% endblock %}
{% block main %}
{{ ui.page_header('Draft') }}
<form method="post" class="form" action="/arrived" {{ forms.autosave('/save', 'note', version) }}>
  {{ forms.token() }}{{ forms.field(form.words) }}{{ forms.saving(version) }}
  {{ forms.submit('Send') }}{{ forms.submit('Withdraw', 'action', 'withdraw', 'danger', confirm='Withdraw it?') }}
</form>
{{ ui.copy('Blind copy', 'a1@in.example', 'bcc') }}
{% endblock %}
"""


class Words(wtforms.Form):
    words = wtforms.TextAreaField("Your words")


@dataclass
class Desk:
    """What the server holds of the text, whether saving works, and ways to sign in and to name the page at a path."""

    address: str = ""
    text: str = "The first text."
    version: int = 1
    posts: dict[str, int] = field(default_factory=dict)
    signed_out: bool = False
    sign_in: Callable[..., str] = str
    endpoint: Callable[[str], str | None] = str

    def overwrite(self, text: str) -> None:
        """Another window saves."""
        self.version += 1
        self.text = text


def add_pages(app: Flask, desk: Desk) -> None:
    """The form, its saving, and where it leads, on ``app``."""

    def form() -> str:
        return render_template_string(FORM, form=Words(data={"words": desk.text}), version=desk.version)

    def save() -> Any:
        if desk.signed_out:
            return redirect("/signin")
        if int(request.form["version"]) != desk.version:
            return jsonify(version=desk.version, fields={"words": desk.text}), 409
        desk.overwrite(request.form["words"])
        return jsonify(version=desk.version, saved_at=clock.now().isoformat())

    def arrived() -> Any:
        desk.posts["arrived"] = desk.posts.get("arrived", 0) + 1
        return redirect("/elsewhere")

    def elsewhere() -> str:
        return render_template_string(
            '{% extends "base.html" %}{% block main %}<h1>Elsewhere</h1>{% endblock %}'
        )

    app.add_url_rule("/form", view_func=form)
    app.add_url_rule("/save", view_func=save, methods=["POST"])
    app.add_url_rule("/arrived", view_func=arrived, methods=["POST"])
    app.add_url_rule("/elsewhere", view_func=elsewhere)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The portal with that form on a port of its own, and somebody signed in."""
    folder = tmp_path_factory.mktemp("browser")
    with fresh_database(folder, "browser") as url:
        queue = f"sqlite:///{folder / 'queue.db'}"
        app = create_app(Settings(instance=folder, database_url=url, queue_url=queue, secret_key="t" * 40))
        app.config["TRUSTED_HOSTS"] = None
        migrate(app)
        desk = Desk()
        add_pages(app, desk)
        with app.app_context():
            cast = casting.assemble()
            ensure_first(cast.agency, clock.now())
            submit(cast.own.note)
            hand_in(recap_of(cast.own.interview))
            addresses = {
                "candidate": cast.own.candidate.user.email,
                "recruiter": cast.own.recruiter.email,
                "admin": cast.admin.email,
            }
            db.session.commit()
            db.session.remove()

        def sign_in(role: str = "recruiter") -> str:
            with app.app_context():
                found = db.select(User).filter_by(email=addresses[role])
                row = begin(db.session.scalars(found).one(), "tests", clock.now())
                db.session.commit()
                signer = app.session_interface.get_signing_serializer(app)
                return str(signer.dumps({"_user_id": f"{row.agency_id.hex}.{row.id.hex}", "_fresh": True}))

        def endpoint(path: str) -> str | None:
            try:
                return str(app.url_map.bind("portal.invalid").match(path.partition("?")[0], method="GET")[0])
            except HTTPException:
                return None

        desk.sign_in, desk.endpoint = sign_in, endpoint
        server = make_server("127.0.0.1", 0, app, threaded=True)
        desk.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield desk
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def desk(served: Desk) -> Desk:
    """The server's side, as it was at the start."""
    served.text, served.version, served.signed_out = "The first text.", 1, False
    served.posts.clear()
    return served


@pytest.fixture
def window(chromium: Browser, desk: Desk) -> Iterator[BrowserContext]:
    """A fresh profile of somebody signed in."""
    context = chromium.new_context(base_url=desk.address, permissions=["clipboard-read", "clipboard-write"])
    context.add_cookies([{"name": "session", "value": desk.sign_in(), "url": desk.address}])
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """The form, open; a fault in a script or a breach of the security policy fails the test."""
    tab = window.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    tab.goto("/form")
    yield tab
    assert faults == []
