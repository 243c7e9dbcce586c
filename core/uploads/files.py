"""What files of this site may be, and files that a person names on the command line."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.uploads.limits import DEFAULT_LIMITS, UploadLimits
from core.uploads.office import find_office

_REASONS: Final = {
    errno.ENOENT: gettext_noop("no such file or directory"),
    errno.EACCES: gettext_noop("no permission"),
    errno.EISDIR: gettext_noop("this is a directory"),
    errno.ENOTDIR: gettext_noop("a part of the path is not a directory"),
    errno.ENOSPC: gettext_noop("no space left on the disk"),
    errno.EROFS: gettext_noop("the disk is read-only"),
}


def allowed() -> UploadLimits:
    """The limits of this site: UPLOAD_MAX_BYTES and the defaults."""
    return replace(DEFAULT_LIMITS, max_bytes=settings.UPLOAD_MAX_BYTES)


def office() -> str:
    """The path of LibreOffice on this site: SOFFICE, or the one on PATH; empty if there is none."""
    return find_office(settings.SOFFICE)


def read_file(path: Path) -> bytes:
    """The bytes of a file, one more than allowed at most: whoever reads it further refuses it as
    too large. Raises OSError; see `file_problem`."""
    with path.open("rb") as stream:
        return stream.read(allowed().max_bytes + 1)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file that is there whole or not at all. Raises OSError; see `file_problem`."""
    with whole_file(path) as stream:
        stream.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream into a file that takes its place when the context ends well; until then, and after
    any error, whatever was there stays. A device or a pipe stays what it is and gets everything at
    the end. Raises OSError; see `file_problem`."""
    if path.exists() and not path.is_file() and not path.is_dir():
        with tempfile.TemporaryFile() as made, path.open("wb") as out:
            yield cast("BinaryIO", made)
            made.seek(0)
            shutil.copyfileobj(made, out)
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield cast("BinaryIO", stream)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def file_problem(path: Path, error: OSError) -> str:
    """One line in the current language: which file, and what is the matter with it."""
    known = _REASONS.get(error.errno or 0)
    reason = _(known) if known else error.strerror or type(error).__name__
    return f"{path}: {reason}"
