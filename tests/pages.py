"""A client that looks at every page it gets: valid HTML, a title, one heading, no id twice, nothing inline."""

from typing import Any

import html5lib
from flask import g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.models.sqlite import only_read

XHTML = "{http://www.w3.org/1999/xhtml}"


class CheckedClient(FlaskClient):
    """Flask's client, with every HTML page it receives checked, unless a test that only wants to come in says otherwise."""

    checks = True

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        forget_last_request()
        response = super().open(*args, **kwargs)
        only_read(value=False)  # a GET said so for its context, which here is the test's own
        if (
            self.checks
            and response.mimetype == "text/html"
            and response.data.lstrip()[:9].lower() == b"<!doctype"
        ):
            check_page(response.get_data(as_text=True))
        return response


def forget_last_request() -> None:
    """Empty ``g``, which requests share inside a test's application context: who was signed in stands there."""
    if has_app_context():
        for name in list(g):
            g.pop(name)


def check_page(html: str) -> None:
    """Fail where a page is not as every page has to be."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=True)
    tree = parser.parse(html)
    faults = [f"line {place[0]}: {code} {data}" for place, code, data in parser.errors]
    assert not faults, faults
    titles = tree.findall(f"./{XHTML}head/{XHTML}title")
    assert len(titles) == 1, "a page has one title"
    assert (titles[0].text or "").strip(), "the title says something"
    assert len(tree.findall(f".//{XHTML}h1")) == 1, "a page has one h1"
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), f"doubled: {sorted({one for one in ids if ids.count(one) > 1})}"
    for element in tree.iter():
        inline = [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert not inline, f"inline {inline} on {element.tag}"
        assert element.tag != f"{XHTML}style", "a style element is inline style"
        assert element.tag != f"{XHTML}script" or element.get("src"), "a script element is inline script"
