"""Forms as a browser without JavaScript would send them: what stands in the page, with some answers changed."""

from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

XHTML = "{http://www.w3.org/1999/xhtml}"


def fields(page: TestResponse, action: str | None = None) -> MultiDict[str, str]:
    """What the page's form would send; ``action`` is how the address of the form ends where there are several."""
    tree = html5lib.parse(page.get_data(as_text=True))
    forms = [form for form in tree.iter(f"{XHTML}form") if (form.get("method") or "").lower() == "post"]
    inside = [
        form
        for form in forms
        if not (form.get("action") or "").endswith("/signout")
        and (action is None or (form.get("action") or "").endswith(action))
    ]
    assert inside, f"no form {action or ''}"
    found: MultiDict[str, str] = MultiDict()
    for control in inside[0].iter():
        name, kind = control.get("name"), control.get("type") or "text"
        if not name or control.tag == f"{XHTML}button":
            continue
        if control.tag == f"{XHTML}textarea":
            found.add(name, (control.text or "").removeprefix("\n"))
        elif control.tag == f"{XHTML}select":
            options = list(control.iter(f"{XHTML}option"))
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            found.add(name, chosen[0].get("value") or "")
        elif kind not in {"file", "submit", "checkbox", "radio"} or control.get("checked") is not None:
            found.add(name, control.get("value") or "")
    return found


def send(
    client: FlaskClient,
    url: str,
    answers: dict[str, Any],
    *,
    action: str | None = None,
    form: str | None = None,
) -> TestResponse:
    """Open ``url``, change ``answers`` in its form and press the button ``action``."""
    sent = fields(client.get(url), form)
    for name, value in answers.items():
        if value is None:
            sent.poplist(name)
        else:
            sent[name] = value
    if action:
        sent["action"] = action
    return client.post(url, data=sent)


def text(page: TestResponse) -> str:
    """The words of a page, white space folded."""
    tree = html5lib.parse(page.get_data(as_text=True))
    main = next(tree.iter(f"{XHTML}main"))
    return " ".join("".join(main.itertext()).split())
