"""What a page weighs before its own words, and which colours it is drawn in."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
KILO = 1000
FIRST_VIEW = [  # what a signed-in page in English loads beside its HTML
    "css/fonts.css",
    "css/app.css",
    "vendor/htmx/htmx.min.js",
    "js/app.js",
    "js/autosave.js",
]
FONTS = [
    "source-sans-3-latin-400-normal",
    "source-sans-3-latin-600-normal",
    "literata-latin-600-normal",
]


def test_the_style_sheets_weigh_at_most_20_kilobytes():
    assert sum(path.stat().st_size for path in (STATIC / "css").glob("*.css")) <= 20 * KILO


def test_the_script_of_every_page_weighs_at_most_8_kilobytes():
    assert (STATIC / "js/app.js").stat().st_size <= 8 * KILO


def test_a_page_with_10_kilobytes_of_its_own_stays_under_100():
    compressed = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in FIRST_VIEW)
    fonts = sum((STATIC / f"fonts/{name}.woff2").stat().st_size for name in FONTS)
    assert compressed + fonts <= 90 * KILO


def test_every_font_that_a_style_sheet_names_is_there_with_its_licence():
    for sheet in ["css/fonts.css", "report/report.css"]:
        named = re.findall(r"url\(\.\./fonts/([\w.-]+)", (STATIC / sheet).read_text())
        assert named
        assert [name for name in named if not (STATIC / "fonts" / name).is_file()] == []
    assert len(list((STATIC / "fonts").glob("*-OFL.txt"))) == 2


def tokens() -> dict[str, tuple[str, str]]:
    """The colours by token: (light, dark)."""
    css = (STATIC / "css/app.css").read_text()
    return {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([\w-]+):light-dark\((#\w+),(#\w+)\)", css)
    }


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast by WCAG 2."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "behind", "least"),
    [
        *(
            (text, ground, 4.5)
            for text in ("ink", "muted", "accent", "ok", "warn", "bad")
            for ground in ("bg", "surface")
        ),
        ("on-accent", "accent", 4.5),
        ("ink", "ins", 4.5),
        ("ink", "del", 4.5),
        ("ink", "mark", 4.5),
        ("line", "bg", 3.0),
        ("line", "surface", 3.0),
    ],
)
def test_colours_can_be_read_in_both_themes(theme, front, behind, least):
    colours = tokens()
    assert contrast(colours[front][theme], colours[behind][theme]) >= least


def test_contrast_is_measured_as_known_pairs_measure():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "sheet", ["css/app.css", "css/fonts.css", "report/report.css", "report/report-screen.css"]
)
def test_a_style_sheet_closes_what_it_opens(sheet):
    css = re.sub(r"/\*.*?\*/", "", (STATIC / sheet).read_text(), flags=re.DOTALL)
    depth = 0
    for sign in re.findall(r"[{}]", css):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
