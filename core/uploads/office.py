"""Conversion of files by LibreOffice, in a process of its own.

The office gets a profile of its own in a directory that is removed afterwards: no macros, no linked
content, nothing of our environment, limits on time and on what it writes. Needs no Django.
"""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .errors import RefusalCode, UploadRefused
from .limits import UploadLimits

_NAMES = ("soffice", "libreoffice")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_HARDENED = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)


def find_office(configured: str = "") -> str:
    """The path of LibreOffice: ``configured`` if it is given, else the one on PATH; or empty."""
    if configured:
        return configured if shutil.which(configured) else ""
    return next((path for name in _NAMES if (path := shutil.which(name))), "")


def convert(data: bytes, suffix: str, target: str, *, office: str, limits: UploadLimits) -> bytes:
    """``data``, a file of the kind ``suffix`` («doc»), as a file of the kind ``target`` («docx»).

    ``office`` is the path of LibreOffice. UploadRefused: ``needs_office`` if it is empty,
    ``timed_out``, ``too_complex`` (the result is too large), ``damaged``.
    """
    if not office:
        raise UploadRefused(RefusalCode.NEEDS_OFFICE, kind=suffix)
    with tempfile.TemporaryDirectory(prefix="veche-office-") as name:
        folder = Path(name)
        source = folder / f"source.{suffix}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        _run(_command(office, folder, source, target), folder, limits)
        made = folder / "out" / f"source.{target}"
        if not made.is_file() or not made.stat().st_size:
            raise UploadRefused(RefusalCode.DAMAGED, detail="not converted")
        if made.stat().st_size > limits.max_unpacked:
            raise UploadRefused(RefusalCode.TOO_COMPLEX, unpacked=made.stat().st_size)
        return made.read_bytes()


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _HARDENED)
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items=items), encoding="utf-8")


def _command(office: str, folder: Path, source: Path, target: str) -> list[str]:
    return [
        office,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]


def _run(command: list[str], folder: Path, limits: UploadLimits) -> None:
    def confine() -> None:
        for what, limit in (
            (resource.RLIMIT_CPU, limits.cpu_seconds),
            (resource.RLIMIT_FSIZE, limits.max_unpacked),
            (resource.RLIMIT_CORE, 0),
        ):
            _soft, ceiling = resource.getrlimit(what)
            most = limit if ceiling == resource.RLIM_INFINITY else min(limit, ceiling)
            resource.setrlimit(what, (most, most))

    office = subprocess.Popen(  # noqa: S603 - the administrator's own LibreOffice
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder), "LC_ALL": "C.UTF-8", "TMPDIR": str(folder)},
        start_new_session=True,
        preexec_fn=confine,
    )
    try:
        office.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise UploadRefused(RefusalCode.TIMED_OUT, seconds=limits.seconds) from None
    finally:
        _kill(office)


def _kill(office: subprocess.Popen[bytes]) -> None:
    """LibreOffice starts children of its own; all of its session go."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(office.pid, signal.SIGKILL)
    office.wait()
