"""The process of a part of a long PDF: `python -m core.documents.pdf_child`.

Standard input is a line of JSON (what to do, and the sizes of what follows) and then bytes;
standard output is a PDF. If there is none, standard error says why, and the status is REFUSED if
typst refused the document, NO_MEMORY if there was not enough memory, otherwise another one.
"""

import json
import sys
from functools import partial
from typing import BinaryIO

from core.documents.pdf_joining import joined, marked
from core.documents.pdf_setting import (
    NO_MEMORY,
    REFUSED,
    RefusedByTypstError,
    set_feet,
    set_pages,
)


def answer(given: BinaryIO) -> bytes:
    """The PDF that was asked for. Raises RefusedByTypstError."""
    head = json.loads(given.readline())
    payloads = [given.read(size) for size in head["sizes"]]
    if head["task"] == "set":
        (document,) = payloads
        return marked(set_pages(document.decode(), head["timestamp"]), head["mark"])
    return joined(payloads, partial(set_feet, head["feet"], timestamp=head["timestamp"]))


def main() -> None:
    try:
        pdf = answer(sys.stdin.buffer)
    except RefusedByTypstError as error:
        sys.stderr.write(str(error))
        sys.exit(REFUSED)
    except MemoryError:
        sys.exit(NO_MEMORY)
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
