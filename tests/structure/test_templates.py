"""Templates keep to the content security policy, escape everything, and protect every form."""

import re

from tests.structure.sources import ROOT
from tests.structure.templates import Template, templates

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE),
    "code in an htmx value": re.compile(
        r"""\shx-(vals|headers|vars)\s*=\s*["']?\s*js(avascript)?:""", re.IGNORECASE
    ),
}
STYLES = {
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
}
# Mail programs read no style sheets, and a report is one file without an address of its own.
STYLES_ALLOWED = ("emails/", "reports/")

# A text that stands in the template itself may be markup.
UNESCAPED = re.compile(r"(?<![\"'])(?<![\"'] )\|\s*safe\b|autoescape\s+false|\bMarkup\(")
FORM = re.compile(r"<form\b(?P<start>[^>]*)>(?P<inside>.*?)</form>", re.IGNORECASE | re.DOTALL)
POSTING = re.compile(r"""method\s*=\s*["']?post""", re.IGNORECASE)
PROTECTED = re.compile(r"csrf_token|\btoken\(\)|hidden_tag\(|caller\(")


def inline_code(found: list[Template]) -> list[str]:
    """What the content security policy would block in a browser."""
    faults = []
    for template in found:
        forbidden = INLINE if template.name.startswith(STYLES_ALLOWED) else INLINE | STYLES
        for meaning, pattern in forbidden.items():
            faults += [
                f"{template.name}:{line_of(template.markup, match.start())}: {meaning}"
                for match in pattern.finditer(template.markup)
            ]
    return sorted(faults)


def unescaped(found: list[Template]) -> list[str]:
    """Places where a text would go out as markup."""
    return [
        f"{template.name}:{line_of(template.text, match.start())}: {match[0]}"
        for template in found
        for match in UNESCAPED.finditer(template.text)
    ]


def unprotected_forms(found: list[Template]) -> list[str]:
    """Forms that change something and carry no token against forged requests."""
    return [
        f"{template.name}:{line_of(template.text, form.start())}"
        for template in found
        for form in FORM.finditer(template.text)
        if POSTING.search(form["start"]) and not PROTECTED.search(form["inside"])
    ]


def line_of(text: str, position: int) -> int:
    """The line a position is on, from 1."""
    return text.count("\n", 0, position) + 1


def test_no_template_holds_code_that_the_security_policy_blocks():
    assert inline_code(templates(ROOT)) == []


def test_no_template_lets_text_out_unescaped():
    assert unescaped(templates(ROOT)) == []


def test_every_form_that_changes_something_carries_its_token():
    assert unprotected_forms(templates(ROOT)) == []


def test_there_are_templates_to_look_at():
    assert len(templates(ROOT)) > 5


def test_each_kind_of_inline_code_is_found_and_its_look_alikes_are_not(plant):
    root = plant(
        {
            "templates/a.html": """\
                <script src="x.js"></script><a onward="1" class="on">{{ f(only="x") }}</a>
                <script>x</script>
                <p
                  onclick="x">
                <a href=" javascript:x">
                <div hx-vals="js:{a: 1}" hx-on:click="x">
                <style>p {}</style>
                <p style="color: red">{# <script> #}<!-- <script> -->
                """,
            "templates/emails/b.html": '<p style="color: red"><script>x</script>',
        }
    )
    assert inline_code(templates(root)) == [
        "a.html:1: an inline handler",
        "a.html:2: an inline script",
        "a.html:3: an inline handler",
        "a.html:5: a javascript: address",
        "a.html:6: an inline handler",
        "a.html:6: code in an htmx value",
        "a.html:7: an inline style sheet",
        "a.html:8: an inline style",
        "emails/b.html:1: an inline script",
    ]


def test_a_text_let_out_unescaped_is_found(plant):
    root = plant(
        {
            "templates/a.html": "{{ a|safe }}{{ 'a'|safe }}\n{{ a | safe }}\n{% autoescape false %}{% endautoescape %}"
        }
    )
    assert unescaped(templates(root)) == ["a.html:1: |safe", "a.html:2: | safe", "a.html:3: autoescape false"]


def test_a_form_without_its_token_is_found(plant):
    root = plant(
        {
            "templates/a.html": """\
                <form method="get"></form>
                <form method="post">{{ form.hidden_tag() }}</form>
                <form class="x"
                      method=POST><button>Go</button></form>
                """
        }
    )
    assert unprotected_forms(templates(root)) == ["a.html:3"]
