"""What a file is, by its content. The name and the declared type are never asked."""

import codecs
import io
import re
import zipfile
from enum import StrEnum


class FileKind(StrEnum):
    DOCX = "docx"
    ODT = "odt"
    DOC = "doc"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    TXT = "txt"
    IMAGE = "image"
    SPREADSHEET = "spreadsheet"  # XLSX, XLS, ODS
    PRESENTATION = "presentation"  # PPTX, PPT, ODP
    ARCHIVE = "archive"
    ENCRYPTED = "encrypted"  # an OOXML file locked with a password
    EMPTY = "empty"
    UNKNOWN = "unknown"


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_IMAGES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"AT&TFORM",
)
_HTML = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|span|style)[\s>/]",
    re.IGNORECASE,
)
_XML = re.compile(rb"^\s*<\?xml")
_ODF = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.text-template": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.SPREADSHEET,
    b"application/vnd.oasis.opendocument.presentation": FileKind.PRESENTATION,
}
_OOXML = {"word/": FileKind.DOCX, "xl/": FileKind.SPREADSHEET, "ppt/": FileKind.PRESENTATION}
_OLE_STREAMS = (
    ("EncryptedPackage", FileKind.ENCRYPTED),
    ("WordDocument", FileKind.DOC),
    ("Workbook", FileKind.SPREADSHEET),
    ("PowerPoint Document", FileKind.PRESENTATION),
)


def sniff(data: bytes) -> FileKind:
    """The kind of ``data``. Damaged files get the kind that their beginning promises."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return FileKind.EMPTY
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_ZIP):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if head.startswith(b"{\\rt"):
        return FileKind.RTF
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return FileKind.IMAGE
    return _text_kind(data)


def _zip_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    return _ODF.get(stream.read(100).strip(), FileKind.ARCHIVE)
    except Exception:  # noqa: BLE001 - zlib, struct, zipfile each raise their own
        return _broken_zip_kind(data)
    if "[Content_Types].xml" in names:
        for prefix, kind in _OOXML.items():
            if any(name.startswith(prefix) for name in names):
                return kind
    return FileKind.ARCHIVE


def _broken_zip_kind(data: bytes) -> FileKind:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return FileKind.ODT
    if b"word/" in data or b"[Content_Types].xml" in data[:4096]:
        return FileKind.DOCX
    return FileKind.ARCHIVE


def _ole_kind(data: bytes) -> FileKind:
    """OLE names its streams in UTF-16 in the directory; a scan for them needs no OLE reader."""
    for name, kind in _OLE_STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return FileKind.UNKNOWN


_FIB_MAGIC = b"\xec\xa5"
_FIB_ENCRYPTED = 0x0100
_SECTOR = 512


def is_locked_doc(data: bytes) -> bool:
    """Whether a DOC is protected with a password: the flag fEncrypted of its file information block
    ([MS-DOC] 2.5.2), which begins at a sector of the OLE file."""
    for offset in range(_SECTOR, len(data) - 12, _SECTOR):
        if data[offset : offset + 2] == _FIB_MAGIC:
            return bool(int.from_bytes(data[offset + 10 : offset + 12], "little") & _FIB_ENCRYPTED)
    return False


def _text_kind(data: bytes) -> FileKind:
    text = decode_text(data)
    if text is None:
        return FileKind.UNKNOWN
    sample = text[:8192].encode("utf-8", "replace")
    if _HTML.search(sample) and (sample.lstrip().startswith(b"<") or b"</" in sample):
        return FileKind.HTML
    if _XML.match(sample):
        return FileKind.UNKNOWN
    return FileKind.TXT


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")


def decode_text(data: bytes) -> str | None:
    """``data`` as text in UTF-8, UTF-16, windows-1251 or cp866; None if it is not text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode(data, encoding)
    plain = _decode(data, "utf-8")
    if plain is not None:
        return plain
    # UTF-16 without a mark: Cyrillic letters have 0x04 in every second byte.
    if data.count(b"\x04") > len(data) // 8 or data.count(b"\x00") > len(data) // 8:
        encoding = "utf-16-le" if data[1::2].count(4) >= data[0::2].count(4) else "utf-16-be"
        return _decode(data, encoding)
    candidates = [text for name in ("cp1251", "cp866") if (text := _decode(data, name))]
    return max(candidates, key=_likeness, default=None)


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "cp1251":
            return None
        text = data.decode(encoding, "replace")  # 0x98 is unassigned there, yet occurs
    return None if len(_CONTROL.findall(text[:65536])) > len(text[:65536]) // 100 else text


def _likeness(text: str) -> int:
    """How much ``text`` is like Russian: common letters count for it, rare signs against."""
    sample = text[:20000].lower()
    return sum(sample.count(char) for char in "оеаинтсрвл") - 2 * sum(
        sample.count(char) for char in "ъэщф\u2500\u2502\u2592"
    )
