"""Files that are kept and handed out again (attachments, scans): which may come in, in what state.

We never read such a file, others will, so it is checked before it is kept: its kind by content, its
name against that, archives before they are unpacked, macros and scripts, viruses. Pictures are
drawn anew. Kinds that cannot be looked into without a reader of their own (DOC, RTF, old tables)
are not taken: they are the usual carriers of harmful programs.
"""

import base64
import hashlib
import logging
import mimetypes
import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from .archives import open_archive, read_entry
from .errors import RefusalCode, UploadRefused
from .limits import DEFAULT_LIMITS, UploadLimits
from .sandbox import run_isolated
from .sniffing import FileKind, sniff

logger = logging.getLogger(__name__)

CONTENT_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
PICTURES: Final = ("jpg", "png", "webp")
ATTACHED: Final = tuple(CONTENT_TYPES)
SCANNED: Final = ("pdf", *PICTURES)

MAX_NAME: Final = 120
_SUFFIXES: Final = {**{kind: (kind,) for kind in CONTENT_TYPES}, "jpg": ("jpg", "jpeg", "jpe")}
# Only what every installation knows, not the lists of this machine.
_KNOWN_SUFFIXES: Final = frozenset(
    name.lstrip(".") for table in mimetypes.MimeTypes(()).types_map for name in table
) | {suffix for suffixes in _SUFFIXES.values() for suffix in suffixes} | {
    "doc", "docm", "dotm", "rtf", "xls", "xlsm", "ods", "ppt", "pptx", "svg", "html", "heic", "exe",
    "msi", "scr", "bat", "cmd", "com", "lnk", "vbs", "ps1", "jar", "apk", "iso", "zip", "rar", "7z",
}  # fmt: skip


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept. ``kind`` is a key of CONTENT_TYPES and the ending of ``name``."""

    name: str
    kind: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def limits() -> UploadLimits:
    """What one kept file of this site may cost."""
    most = int(settings.ATTACHMENTS["file_bytes"])
    return replace(DEFAULT_LIMITS, max_bytes=most, seconds=30.0, cpu_seconds=20)


def take(data: bytes, name: str, *, allowed: Collection[str] = ATTACHED) -> CheckedFile:
    """The file as it may be kept, with a name that is safe to print and to save.

    UploadRefused: empty, too_large, not_allowed, misnamed, damaged, encrypted, too_complex, active,
    timed_out, infected, not_checked.
    """
    bounds = limits()
    if len(data) > bounds.max_bytes:
        raise UploadRefused(RefusalCode.TOO_LARGE, limit=bounds.max_bytes)
    kind = _kind(data)
    if kind not in allowed:
        raise UploadRefused(RefusalCode.NOT_ALLOWED, allowed=", ".join(allowed).upper())
    _check_name(name, kind)
    if kind == "pdf":
        _check_pdf(data)
    elif kind not in PICTURES:
        _check_office(data, bounds)
    _scan(data, name)
    if kind in PICTURES:
        drawn = run_isolated("core.uploads.pictures:cleaned", data, bounds)
        kind, data = str(drawn["kind"]), base64.b64decode(drawn["data"])
    return CheckedFile(clean_name(name, kind), kind, data)


def _kind(data: bytes) -> str:
    """A key of CONTENT_TYPES by content alone; empty for anything else. UploadRefused (empty)."""
    found = sniff(data)
    if found is FileKind.EMPTY:
        raise UploadRefused(RefusalCode.EMPTY)
    if found is FileKind.ENCRYPTED:
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if found is FileKind.IMAGE:
        return _picture_kind(data)
    if found is FileKind.SPREADSHEET:
        return "xlsx" if data.startswith(b"PK") and b"xl/workbook.xml" in data else ""
    if found is FileKind.PDF and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return ""  # something else with a PDF inside
    return str(found) if str(found) in CONTENT_TYPES else ""


def _picture_kind(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"\x89PNG"):
        return "png"
    return "webp" if data[8:12] == b"WEBP" else ""


def _check_name(name: str, kind: str) -> None:
    """Of pictures only that they are pictures: telephones mix their endings up, and we draw them
    anew under the right one."""
    suffix = _base(name).rpartition(".")[2].lower() if "." in _base(name) else ""
    own = PICTURES if kind in PICTURES else (kind,)
    if suffix in _KNOWN_SUFFIXES and not any(suffix in _SUFFIXES[each] for each in own):
        raise UploadRefused(RefusalCode.MISNAMED, suffix=suffix, kind=kind)


_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE_PDF: Final = re.compile(rb"/(JavaScript|Launch|EmbeddedFile)\b")


def _check_pdf(data: bytes) -> None:
    """What a PDF says in the open; objects in compressed streams are for the virus scanner."""
    plain = _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), data)
    if _ACTIVE_PDF.search(plain) or _ACTIVE_PDF.search(data):
        raise UploadRefused(RefusalCode.ACTIVE)


_ACTIVE_ENTRY: Final = re.compile(
    r"(^|/)vbaProject[^/]*\.bin$|(^|/)activeX/|(^|/)embeddings/[^/]*\.(bin|exe|docm|xlsm|pptm)$"
    r"|^(Basic|Scripts)/.",
    re.IGNORECASE,
)


def _check_office(data: bytes, bounds: UploadLimits) -> None:
    with open_archive(data, bounds) as archive:
        names = archive.namelist()
        if any(_ACTIVE_ENTRY.search(name) for name in names):
            raise UploadRefused(RefusalCode.ACTIVE)
        if "[Content_Types].xml" in names:
            types = read_entry(archive, "[Content_Types].xml", bounds)
            if b"macroenabled" in types.lower():
                raise UploadRefused(RefusalCode.ACTIVE)


def _scan(data: bytes, name: str) -> None:
    """Asks the virus scanner of this site, if there is one. A scanner that does not answer lets
    nothing through."""
    if not settings.UPLOAD_SCANNER:
        return
    try:
        scanner: Callable[[bytes, str], object] = import_string(settings.UPLOAD_SCANNER)
        scanner(data, name)
    except UploadRefused:
        raise
    except Exception as error:
        logger.exception("The virus scanner failed.")
        raise UploadRefused(RefusalCode.NOT_CHECKED) from error


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


# What file systems of readers do not take.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')


def clean_name(name: str, kind: str) -> str:
    """A name without path, control and direction characters, not too long, ending in its kind."""
    base = _base(unicodedata.normalize("NFC", name))
    printed = "".join(" " if char.isspace() else char for char in base if _is_plain(char))
    stem = " ".join(_FORBIDDEN.sub("_", printed).split())
    head, dot, suffix = stem.rpartition(".")
    if dot and suffix.lower() in {one for ends in _SUFFIXES.values() for one in ends}:
        stem = head
    stem = stem.strip(". ")[: MAX_NAME - len(kind) - 1].rstrip(". ")
    return f"{stem or 'file'}.{kind}"


def _is_plain(char: str) -> bool:
    return char.isspace() or not unicodedata.category(char).startswith("C")
