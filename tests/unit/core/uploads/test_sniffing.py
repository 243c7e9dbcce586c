"""Files are told by content; names lie."""

import pytest

from core.uploads import FileKind, sniff
from core.uploads.sniffing import decode_text
from tests.corpus import corpus_file
from tests.unit.drafts.word import archive, docx, p

RUSSIAN = "Статья 1. Общие положения\nНастоящий Закон регулирует отношения в сфере контроля."
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512


def ole_with(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\x00" * 64


OOXML = "[Content_Types].xml"
ODF = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b" \r\n\t\x00", FileKind.EMPTY),
        ("\ufeff".encode(), FileKind.EMPTY),
        (docx(p("а")), FileKind.DOCX),
        (archive({OOXML: "<x/>", "xl/workbook.xml": "<x/>"}), FileKind.SPREADSHEET),
        (archive({OOXML: "<x/>", "ppt/presentation.xml": "<x/>"}), FileKind.PRESENTATION),
        (archive({"mimetype": ODF + "text"}), FileKind.ODT),
        (archive({"mimetype": ODF + "spreadsheet"}), FileKind.SPREADSHEET),
        (archive({"a.txt": "x"}), FileKind.ARCHIVE),
        (docx(p("а"))[:200], FileKind.DOCX),
        (b"PK\x03\x04rubbish", FileKind.ARCHIVE),
        (ole_with("WordDocument"), FileKind.DOC),
        (ole_with("EncryptedPackage"), FileKind.ENCRYPTED),
        (ole_with("Workbook"), FileKind.SPREADSHEET),
        (OLE, FileKind.UNKNOWN),
        (b"{\\rtf1\\ansi text}", FileKind.RTF),
        (b"%PDF-1.7\n...", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n\x00", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0", FileKind.IMAGE),
        (b"<!DOCTYPE html><html><body>x</body></html>", FileKind.HTML),
        ("<p>Статья</p>".encode("cp1251"), FileKind.HTML),
        ("a < b, см. <p. 5>".encode(), FileKind.TXT),
        (b'<?xml version="1.0"?><note/>', FileKind.UNKNOWN),
        (RUSSIAN.encode(), FileKind.TXT),
        (RUSSIAN.encode("cp1251"), FileKind.TXT),
        (RUSSIAN.encode("utf-16"), FileKind.TXT),
        (bytes(range(256)) * 4, FileKind.UNKNOWN),
    ],
)  # fmt: skip
def test_kind(data: bytes, kind: FileKind) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings_of_russian_text(encoding: str) -> None:
    assert (decode_text(RUSSIAN.encode(encoding)) or "").lstrip("\ufeff") == RUSSIAN


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("edge/tyumen_duma_9_2008_RTF_named_doc.doc", FileKind.RTF),
        ("edge/example.doc", FileKind.DOC),
        ("edge/example.odt", FileKind.ODT),
        ("edge/broken.docx", FileKind.TXT),
        ("edge/cp1251.pdf", FileKind.PDF),
        ("acts/102027595.html", FileKind.HTML),
        ("acts/input_test_fz_tech_companies.html", FileKind.HTML),
        ("acts/2202-I_prokuratura.doc", FileKind.DOC),
        ("acts/2202-I_prokuratura.rtf", FileKind.RTF),
    ],
)
def test_real_files(name: str, kind: FileKind) -> None:
    assert sniff(corpus_file(name).read_bytes()) is kind
