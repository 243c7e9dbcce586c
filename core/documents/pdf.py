"""A document as PDF/UA-1: tagged, with language, title and bookmarks, set by typst.

The typst source is constant; the document goes in as JSON. A long document is set in parts, each
in a process of its own, and the parts are joined: what typst needs for thousands of pages at once
is gigabytes.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from core.documents.domain.blocks import Document
from core.documents.domain.numbering import numbered
from core.documents.domain.parts import PART, Part, divided
from core.documents.domain.text import clean, map_texts
from core.documents.glyphs import drawable
from core.documents.labels import labels
from core.documents.pdf_json import document_json
from core.documents.pdf_setting import (
    NO_MEMORY,
    REFUSED,
    PdfError,
    RefusedByTypstError,
    set_pages,
)

__all__ = ["PdfError", "render_pdf"]

_ROOT: Final = Path(__file__).resolve().parents[2]
_AT_ONCE: Final = 2  # each process of a part takes some 200 MB


def render_pdf(
    document: Document,
    *,
    progress: Callable[[int, int], None] | None = None,
    part_size: int = PART,
) -> bytes:
    """The document as PDF bytes; `progress` is told how many parts of how many are ready.

    Raises PdfError, and MemoryError if a part had too little of it. `part_size`: about how many
    characters are set at once.
    """
    rest = labels(document.language).continued
    parts = divided(numbered(document.blocks), part_size, continued=rest)
    if len(parts) > 1:
        return _in_parts(document, parts, progress or _silent)
    return _drawn(document, parts[0], None, lambda text: set_pages(text, _timestamp(document)))


def _drawn(
    document: Document, blocks: Part, part: int | None, compile_: Callable[[str], bytes]
) -> bytes:
    """A cluster of letters and marks may have no font even though each of its characters has one;
    then the blocks are set again with every doubtful character as its Unicode number."""
    head = replace(document, blocks=())

    def text(*, cautious: bool) -> str:
        known = map_texts((head, blocks), lambda words: drawable(clean(words), cautious=cautious))
        return json.dumps(document_json(*known, part=part), ensure_ascii=False)

    try:
        return compile_(text(cautious=False))
    except RefusedByTypstError:
        return compile_(text(cautious=True))


def _in_parts(document: Document, parts: list[Part], tell: Callable[[int, int], None]) -> bytes:
    when = _timestamp(document)

    def one(number: int) -> bytes:
        head = {"task": "set", "timestamp": when, "mark": f"p{number}-" if number else ""}
        return _drawn(document, parts[number], number, lambda text: _in_child(head, text.encode()))

    files = []
    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        try:
            for made in pool.map(one, range(len(parts))):
                files.append(made)
                tell(len(files), len(parts) + 1)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    feet = {"language": document.language, "page": labels(document.language).page}
    return _in_child({"task": "join", "timestamp": when, "feet": feet}, *files)


def _in_child(head: dict[str, Any], *payloads: bytes) -> bytes:
    """What `pdf_child` answers. Raises PdfError, MemoryError."""
    sizes = [len(payload) for payload in payloads]
    line = json.dumps({**head, "sizes": sizes}).encode() + b"\n"
    done = subprocess.run(
        [sys.executable, "-m", "core.documents.pdf_child"],
        input=b"".join((line, *payloads)),
        capture_output=True,
        cwd=_ROOT,
        env={"PATH": os.defpath, "PYTHONUTF8": "1"},
        check=False,
    )
    why = done.stderr.decode("utf-8", "replace")[-2_000:]
    if done.returncode == REFUSED:
        raise RefusedByTypstError(why)
    if done.returncode in (NO_MEMORY, -signal.SIGKILL):  # the system kills who takes too much
        raise MemoryError(f"a part of a PDF ended with {done.returncode}")
    if done.returncode:
        raise PdfError(f"a part of a PDF ended with {done.returncode}: {why}")
    return done.stdout


def _timestamp(document: Document) -> int:
    return int(document.created.timestamp())


def _silent(done: int, total: int) -> None:
    """Nobody asked."""
