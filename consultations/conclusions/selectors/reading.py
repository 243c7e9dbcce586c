"""A signed document as it is read on the site: from what the worker has kept, a small one that is
not kept as it is now."""

import logging
from collections.abc import Callable
from typing import TypeVar

from consultations.conclusions.exports.page import (
    BrokenPagesError,
    KeptPages,
    Page,
    is_large,
    page_of,
)
from consultations.conclusions.models import PAGE, SignedDocument
from consultations.conclusions.selectors.documents import conclusion_document, current_file

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Reading:
    """How somebody reads a document. `is_lost` when what is kept has turned out to be gone, damaged
    or made by an earlier version of this program: then it is to be ordered again
    (`tasks.order_lost`), and a large document has no page until it is made."""

    def __init__(self, signed: SignedDocument) -> None:
        self.signed = signed
        self.is_lost = False

    @property
    def is_large(self) -> bool:
        return is_large(self.signed.rows, self.signed.members)

    def page(self, number: int) -> Page | None:
        """A page; None for a large document whose pages are being made, or made anew because a text
        was hidden or somebody must not be named any more. Two queries, if it is kept."""
        found = self._kept(lambda kept: kept.page(number))
        if found is None and not self.is_large:
            return page_of(conclusion_document(self.signed))
        return found

    def where(self, row: int) -> int | None:
        """On which page a row stands; None if nobody can tell now. Two queries at most."""
        return self._kept(lambda kept: kept.where(row)) if self.is_large else 1

    def _kept(self, read: Callable[[KeptPages], T]) -> T | None:
        """What is read from what is kept; None if it may not be shown, or cannot be read."""
        file = None if self.is_lost else current_file(self.signed, PAGE)
        if file is None:
            return None
        try:
            with file.file.open("rb") as stream, KeptPages(stream) as kept:
                return read(kept)
        except (OSError, BrokenPagesError) as error:
            self.is_lost = True
            _log.warning("The kept page of %s cannot be read: %s", self.signed.revision_url, error)
            return None
