"""Documents to hand in: a recap as Word, PDF and text, and what somebody hostile would send."""

import io
import zipfile

import docx
from pypdf import PdfReader, PdfWriter

HEADINGS = {
    "Topics": ["moving nightly loads to streaming", "the on-call rota"],
    "Questions they asked": [
        "Q: What is a watermark?",
        "I guessed.",
        "Better: the event time.",
        "How do you test?",
    ],
    "Pros": ["small team"],
    "Concerns": ["on-call every third week"],
    "First impressions": ["Friendly and direct."],
    "The office": ["Open floor, quiet."],
    "What they look for": ["Kafka"],
}


def word(parts: dict[str, list[str]] | None = None) -> bytes:
    """A Word document with headings and lists."""
    document = docx.Document()
    for heading, lines in (HEADINGS if parts is None else parts).items():
        document.add_heading(heading, 2)
        for line in lines:
            document.add_paragraph(line, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plain() -> bytes:
    """The same as text."""
    return "\r\n\r\n".join(
        "\r\n".join([f"{heading}:", *lines]) for heading, lines in HEADINGS.items()
    ).encode()


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    drawn = " ".join(f"({line.translate(str.maketrans({'(': '', ')': ''}))}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 50 750 Td 14 TL {drawn} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(out))
    )


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("secret"))))
    writer.encrypt("password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(megabytes: int = 200) -> bytes:
    """A Word document of some kilobytes that unpacks to ``megabytes``."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
        with target.open("word/media/image1.bin", "w") as image:
            for _n in range(megabytes):
                image.write(bytes(2**20))
    return out.getvalue()


def entities() -> bytes:
    """A Word document whose XML would expand to gigabytes."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                body = data.decode().split("?>", 1)[1].replace("<w:t>", "<w:t>&l9;", 1)
                data = (text + body).encode()
            target.writestr(entry.filename, data)
    return out.getvalue()
