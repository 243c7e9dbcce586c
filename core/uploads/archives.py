"""Looking into a ZIP before anything is unpacked: sizes, ratio, encryption."""

import io
import zipfile

from .errors import RefusalCode, UploadRefused
from .limits import UploadLimits

_ENCRYPTED_FLAG = 0x1


def open_archive(data: bytes, limits: UploadLimits) -> zipfile.ZipFile:
    """The archive, checked by its directory. UploadRefused if it is damaged, locked or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UploadRefused(RefusalCode.DAMAGED, detail=type(error).__name__) from error
    check_entries(archive.infolist(), limits)
    return archive


def check_entries(entries: list[zipfile.ZipInfo], limits: UploadLimits) -> None:
    """UploadRefused if the directory promises more than ``limits`` allow."""
    if len(entries) > limits.max_entries:
        raise UploadRefused(RefusalCode.TOO_COMPLEX, entries=len(entries))
    if sum(entry.file_size for entry in entries) > limits.max_unpacked:
        raise UploadRefused(RefusalCode.TOO_COMPLEX, unpacked=sum(e.file_size for e in entries))
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise UploadRefused(RefusalCode.ENCRYPTED)
        if entry.file_size > limits.ratio_floor:
            ratio = entry.file_size // max(entry.compress_size, 1)
            if ratio > limits.max_ratio:
                raise UploadRefused(RefusalCode.TOO_COMPLEX, ratio=ratio)


def read_entry(archive: zipfile.ZipFile, name: str, limits: UploadLimits) -> bytes:
    """One entry, never more than its directory size or the limit.

    KeyError if it is absent; UploadRefused if it does not unpack.
    """
    info = archive.getinfo(name)
    try:
        with archive.open(info) as stream:
            content = stream.read(limits.max_unpacked + 1)
    except Exception as error:  # zlib, bz2 and lzma each raise their own
        raise UploadRefused(RefusalCode.DAMAGED, detail=type(error).__name__) from error
    if len(content) > limits.max_unpacked:
        raise UploadRefused(RefusalCode.TOO_COMPLEX, unpacked=len(content))
    return content
