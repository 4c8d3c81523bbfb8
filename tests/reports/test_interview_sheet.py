"""The interview's report on paper."""

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import weasyprint
from flask import Flask, render_template
from weasyprint.text.fonts import FontConfiguration

from tests.reports.sample import interview_report

SHEET = Path(__file__).resolve().parents[2] / "static/report/report.css"


def printed(app: Flask, report: dict[str, Any]) -> bytes:
    """The report as WeasyPrint prints it."""
    with app.test_request_context():
        markup = render_template("reports/interview.html", report=report)
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(filename=str(SHEET), font_config=fonts)
    found = weasyprint.HTML(string=markup).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
    )
    assert isinstance(found, bytes)
    return found


def words(pdf: bytes) -> str:
    """The text of all pages, blanks made one."""
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_sheet_prints_without_a_complaint(app, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        printed(app, interview_report())
    assert caplog.messages == []


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_the_sheet_has_the_agencys_paper_and_three_pages(app, paper, width):
    pdf = pypdf.PdfReader(BytesIO(printed(app, interview_report() | {"paper": paper})))
    assert len(pdf.pages) == 3
    assert round(float(pdf.pages[0].mediabox.width)) == width


def test_each_verdict_stands_with_its_word_points_and_evidence(app):
    text = words(printed(app, interview_report()))
    for group in interview_report()["trace"]:
        for row in group["rows"]:
            assert f"{row['word']} {row['points']} of {row['possible']}" in text
            for piece in row["evidence"]:
                assert piece["text"][:20] in text


def test_letters_beyond_latin_1_print_as_themselves(app):
    assert "Łucja Ångström-Müller" in words(printed(app, interview_report()))


def test_an_override_shows_who_why_and_what_the_rule_said(app):
    text = words(printed(app, interview_report()))
    assert "Changed by Tom Reed" in text
    assert "The rule alone said: partly." in text


def test_a_report_with_nothing_decided_has_no_figure_for_a_score(app):
    bare = interview_report() | {
        "score": None,
        "went_well": [],
        "next_three": [],
        "clock": {"marks": [], "waits": []},
        "categories": [],
        "trace": [],
        "notes": [],
        "not_asked": None,
        "next_check_in": None,
    }
    text = words(printed(app, bare))
    assert "of 100" not in text
    assert "Nothing is decided yet" in text


def test_hostile_words_print_as_words(app):
    hostile = '<img src="http://127.0.0.1:9/x"><script>x</script>{{ 7*7 }}'
    text = words(printed(app, interview_report() | {"candidate_first": hostile}))
    assert hostile.replace(" ", "") in text.replace(" ", "")


def test_the_pdf_tells_readers_by_ear_its_language_title_and_figures(app):
    with pikepdf.open(BytesIO(printed(app, interview_report()))) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        figures = [
            element for element in structure(pdf.Root.StructTreeRoot.K) if element.get("/S") == "/Figure"
        ]
        assert len(figures) >= 5
        assert all(str(figure.Alt) for figure in figures)
        kinds = {str(element.get("/S")) for element in structure(pdf.Root.StructTreeRoot.K)}
        assert {"/H1", "/H2", "/Table", "/TH", "/L", "/BlockQuote"} <= kinds


def structure(node: Any) -> list[pikepdf.Dictionary]:
    """Every element of the tags' tree."""
    if isinstance(node, pikepdf.Array):
        return [found for child in node for found in structure(child)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    below = structure(node.K) if "/K" in node else []
    return [node, *below] if "/S" in node else below
