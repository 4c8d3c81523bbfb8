"""Reading the text out of a document that somebody handed in. Runs in a child process with limits (portal.sandbox).

What a document is, its content says, never its name. Each refusal is one of the words in ``REASONS``.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from portal.sandbox import Refused

TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/pdf": "pdf",
    "text/plain": "txt",
}
UNPACKED = 40 * 2**20
"""Bytes that a DOCX may unpack to."""
ENTRIES = 2000
PAGES = 200
LONGEST = 200_000
"""Characters of text that are taken from a document."""
REASONS = {"type", "broken", "encrypted", "unpacked", "empty", "long"}

Paragraph = dict[str, Any]


def kind(data: bytes) -> str:
    """The media type of ``data`` by its content; refused where it is none that can be read."""
    import magic

    found = str(magic.from_buffer(data, mime=True))
    if found == "application/zip" and _is_word(data):
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if found in {"application/x-ole-storage", "application/CDFV2", "application/encrypted"}:
        raise Refused("encrypted")
    if found == "application/x-empty":
        raise Refused("empty")
    if found not in TYPES:
        raise Refused("type")
    return found


def paragraphs(media_type: str, data: bytes) -> list[Paragraph]:
    """The document's paragraphs in order: ``text``, and whether it is a ``heading``."""
    read = {"docx": _docx, "pdf": _pdf, "txt": _txt}[TYPES[media_type]]
    found: list[Paragraph] = []
    size = 0
    for text, heading in read(data):
        for line in _lines(text):
            size += len(line)
            if size > LONGEST:
                raise Refused("long")
            found.append({"text": line, "heading": heading})
    if not any(one["text"] for one in found):
        raise Refused("empty")
    return found


def _lines(text: str) -> Iterator[str]:
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield "".join(letter for letter in line if letter == "\t" or letter.isprintable()).strip()


def _is_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _docx(data: bytes) -> Iterator[tuple[str, bool]]:
    _unpack(data)
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Refused("broken") from error
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield "\n".join(dict.fromkeys(cell.text for cell in row.cells)), False
        else:
            style = (block.style.name or "") if block.style is not None else ""
            yield block.text, style.startswith(("Heading", "Title"))


def _unpack(data: bytes) -> None:
    """Unpack every entry by pieces, to count what comes out rather than believe what the archive says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES:
                raise Refused("unpacked")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("encrypted")
            left = UNPACKED
            for entry in entries:
                with archive.open(entry) as file:
                    while piece := file.read(2**16):
                        left -= len(piece)
                        if left < 0:
                            raise Refused("unpacked")
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise Refused("broken") from error


def _pdf(data: bytes) -> Iterator[tuple[str, bool]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        if len(reader.pages) > PAGES:
            raise Refused("long")
        for page in reader.pages:
            yield page.extract_text(), False
    except PyPdfError as error:
        raise Refused("broken") from error


def _txt(data: bytes) -> Iterator[tuple[str, bool]]:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            yield data.decode(encoding), False
        except UnicodeDecodeError:
            continue
        return
    yield data.decode("cp1252", errors="replace"), False
