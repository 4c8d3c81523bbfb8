"""Draw the font of the portal's marks: ● met, ◐ partly, ○ missed, ◌ pending, and – for not applicable.

Phones and printers lack one or another of these signs, or draw them in different sizes. With a font of
our own they are equal on every screen and in every PDF, and stay text that can be copied and searched.

Run from the project's root: ``python tools/marks_font.py`` writes ``static/fonts/portal-marks.woff2``.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

EM, WIDTH, MIDDLE = 1000, 900, 330
RADIUS, STROKE = 330, 84
DOTS, DOT = 9, 58
STEPS = 48
EPOCH = 3_600_000_000  # a fixed date (seconds since 1904), so that the same script gives the same bytes


def ring(
    pen: TTGlyphPen, x: float, y: float, radius: float, *, inner: bool, start: float = 0, turn: float = 2
) -> None:
    """Add a circle, or an arc closed by its chord, around (x, y); inner contours run the other way."""
    angles = [math.pi * (start + turn * step / STEPS) for step in range(STEPS + 1)]
    points = [(round(x + radius * math.cos(a)), round(y + radius * math.sin(a))) for a in angles]
    if not inner:
        points.reverse()
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def glyph(name: str) -> Glyph:
    """The outline of one mark, in units of a thousandth of the type's size."""
    pen = TTGlyphPen(None)
    x, y = WIDTH // 2, MIDDLE
    if name == "met":
        ring(pen, x, y, RADIUS, inner=False)
    elif name in {"missed", "partly"}:
        ring(pen, x, y, RADIUS, inner=False)
        ring(pen, x, y, RADIUS - STROKE, inner=True)
        if name == "partly":
            ring(pen, x, y, RADIUS - STROKE / 2, inner=False, start=0.5, turn=1)
    elif name == "pending":
        for dot in range(DOTS):
            a = 2 * math.pi * dot / DOTS + math.pi / 2
            ring(pen, x + (RADIUS - DOT) * math.cos(a), y + (RADIUS - DOT) * math.sin(a), DOT, inner=False)
    elif name == "not_applicable":
        left, right, thick = 170, 730, 84
        pen.moveTo((left, y - thick // 2))
        for point in ((left, y + thick // 2), (right, y + thick // 2), (right, y - thick // 2)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def main() -> None:
    """Build the font and write it where the style sheets look for it."""
    characters = {
        0x25CF: "met",
        0x25D0: "partly",
        0x25CB: "missed",
        0x25CC: "pending",
        0x2013: "not_applicable",
    }
    names = [".notdef", *characters.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(characters)
    builder.setupGlyf({name: glyph(name) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (WIDTH, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Portal Marks", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = EPOCH
    builder.font.recalcTimestamp = False
    builder.font.flavor = "woff2"
    builder.font.save(Path(__file__).parent.parent / "static" / "fonts" / "portal-marks.woff2")


if __name__ == "__main__":
    main()
