"""The form macros tie label, hint, fault and control together."""

from collections.abc import Callable

import pytest
import wtforms
from flask import Flask, render_template_string
from lxml import html
from wtforms import validators
from wtforms.fields.choices import SelectChoice

IMPORT = '{% import "macros/forms.html" as forms with context %}'


class Line(wtforms.Form):
    asked = wtforms.StringField("Question", [validators.DataRequired("Write the question")])


class Sheet(wtforms.Form):
    name = wtforms.StringField(
        "Name", [validators.DataRequired("Enter a name")], description="As they said it"
    )
    email = wtforms.EmailField("Email", [validators.Optional()])
    stay = wtforms.RadioField(
        "Stay?",
        choices=[SelectChoice("y", "Yes"), SelectChoice("n", "No")],
        validators=[validators.DataRequired("Choose")],
    )
    agree = wtforms.BooleanField("I agree", [validators.DataRequired("Tick the box")])
    lines = wtforms.FieldList(wtforms.FormField(Line), label="Questions", min_entries=2)


@pytest.fixture
def draw(app: Flask) -> Callable[..., html.HtmlElement]:
    def drawn(source: str, **context: object) -> html.HtmlElement:
        with app.test_request_context():
            return html.fromstring(f"<div>{render_template_string(IMPORT + source, **context)}</div>")

    return drawn


@pytest.fixture
def faulty() -> Sheet:
    sheet = Sheet()
    sheet.validate()
    return sheet


def test_a_field_is_named_by_its_label_and_described_by_hint_and_fault(draw, faulty):
    page = draw("{{ forms.field(form.name) }}", form=faulty)
    control = page.xpath("//input")[0]
    assert page.xpath(f"//label[@for='{control.get('id')}']")[0].text_content() == "Name"
    described = [
        page.get_element_by_id(one).text_content() for one in control.get("aria-describedby").split()
    ]
    assert described == ["As they said it", "Error: Enter a name"]
    assert control.get("aria-invalid") == "true"


def test_a_field_without_fault_or_hint_is_described_by_nothing(draw):
    control = draw("{{ forms.field(form.email) }}", form=Sheet()).xpath("//input")[0]
    assert control.get("aria-describedby") is None
    assert control.get("aria-invalid") is None


def test_what_need_not_be_filled_in_says_so(draw):
    assert "(optional)" in draw("{{ forms.field(form.email) }}", form=Sheet()).text_content()
    assert "(optional)" not in draw("{{ forms.field(form.name) }}", form=Sheet()).text_content()


def test_a_choice_is_a_group_with_its_question(draw, faulty):
    page = draw("{{ forms.field(form.stay) }}", form=faulty)
    group = page.xpath("//fieldset")[0]
    assert group.xpath("legend")[0].text_content().strip() == "Stay?"
    assert page.get_element_by_id(group.get("aria-describedby")).text_content() == "Error: Choose"
    assert [label.text_content().strip() for label in page.xpath("//label[input]")] == ["Yes", "No"]


def test_each_fault_in_the_summary_leads_to_its_control(draw, faulty):
    page = draw(
        "{{ forms.error_summary(form) }}{% for f in form if f.type != 'FieldList' %}{{ forms.field(f) }}{% endfor %}"
        "{{ forms.rows(form.lines, 'Add', 'Remove') }}",
        form=faulty,
    )
    links = page.xpath("//div[@role='alert']//a")
    assert [link.text_content() for link in links] == [
        "Name: Enter a name",
        "Stay: Choose",
        "I agree: Tick the box",
        "Question: Write the question",
        "Question: Write the question",
    ]
    assert all(page.get_element_by_id(link.get("href")[1:]).tag in {"input", "textarea"} for link in links)


def test_the_summary_takes_the_focus_and_is_absent_without_faults(draw, faulty):
    summary = draw("{{ forms.error_summary(form) }}", form=faulty).xpath("//div[@role='alert']")[0]
    assert summary.get("tabindex") == "-1"
    assert "autofocus" in summary.attrib
    assert not draw("{{ forms.error_summary(form) }}", form=Sheet()).xpath("//div[@role='alert']")


def test_rows_are_added_and_removed_by_buttons_that_need_no_script(draw):
    page = draw("{{ forms.rows(form.lines, 'Add another', 'Remove') }}", form=Sheet())
    buttons = [
        (button.get("name"), button.get("value"), "formnovalidate" in button.attrib)
        for button in page.xpath("//button")
    ]
    assert buttons == [
        ("action", "remove_lines_0", True),
        ("action", "remove_lines_1", True),
        ("action", "add_lines", True),
    ]


def test_hostile_words_stay_words(draw):
    page = draw("{{ forms.field(form.name) }}", form=Sheet(data={"name": '"><script>alert(1)</script>'}))
    assert not page.xpath("//script")
    assert page.xpath("//input")[0].get("value") == '"><script>alert(1)</script>'
