"""HTML to PDF/UA by WeasyPrint, fetching nothing but the portal's own style sheet and fonts.

Import this module only in the nursery of :mod:`portal.sandbox` or on the command line: it loads WeasyPrint, and prepares
style sheet and fonts once, so that children forked afterwards have them.

The same HTML, identifier and instant give the same bytes: addresses of fonts are stable names of ours (object names are
hashes of them), dates and identifier are given, and no clock or path leaks in.
"""

import logging
from functools import cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parent.parent.parent / "static"
BASE = "https://static.portal.invalid/"
"""Before the stable names of our own parts; nothing is ever fetched from there."""
TYPES = {".woff2": "font/woff2", ".css": "text/css"}
LARGEST = 4 * 1024 * 1024
"""Characters of HTML that are rendered; more is refused before any work."""

logging.getLogger("weasyprint").setLevel(logging.ERROR)


class OwnFetcher(URLFetcher):  # type: ignore[misc]
    """Serves fonts and style sheets of ``static/`` under stable names, and data: addresses; refuses everything else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes behind ``url``; :class:`ValueError` for any address that is not ours."""
        if url.startswith(BASE):
            path = (STATIC / url.removeprefix(BASE)).resolve()
            if not path.is_relative_to(STATIC) or path.suffix not in TYPES:
                raise ValueError(f"no such part: {url}")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
        return super().fetch(url, headers)


FETCHER = OwnFetcher(allowed_protocols=("data",), allow_redirects=False)


@cache
def prepared() -> tuple[CSS, FontConfiguration]:
    """The report's style sheet and its fonts, read once a process."""
    fonts = FontConfiguration()
    address = f"{BASE}report/report.css"
    text = (STATIC / "report" / "report.css").read_text(encoding="utf-8")
    return CSS(string=text, base_url=address, url_fetcher=FETCHER, font_config=fonts), fonts


def render(html: str, identifier: str) -> bytes:
    """The PDF of ``html``, a whole page; ``identifier`` (32 hexadecimal digits) names its content."""
    if len(html) > LARGEST:
        raise ValueError(f"a report of {len(html)} characters is too long: at most {LARGEST}")
    style, fonts = prepared()
    document: bytes = HTML(string=html, base_url=BASE, url_fetcher=FETCHER).write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=bytes.fromhex(identifier),
        pdf_tags=True,
        presentational_hints=False,
        optimize_images=False,
    )
    return document
