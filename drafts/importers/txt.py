"""Plain text: UTF-8, UTF-16 or windows-1251; hard-wrapped lines are joined again."""

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.sniffing import decode_text
from drafts.domain.paragraphs import plain

from .base import Imported, repair


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of a text file. UploadRefused (damaged) if the bytes are no text."""
    text = decode_text(data)
    if text is None:
        raise UploadRefused(RefusalCode.DAMAGED)
    result = Imported()
    lines = (
        text.lstrip("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\f", "\n")
        .split("\n")
    )
    result.paragraphs = [plain(line.replace("\x00", "")) for line in lines]
    repair(result)
    return result
