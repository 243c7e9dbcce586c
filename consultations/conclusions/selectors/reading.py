"""A signed document as it is read on the site: from what the worker has kept, a small one that is
not kept as it is now."""

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from zipfile import BadZipFile

from consultations.comments.models import ProvisionComment
from consultations.conclusions.exports.page import KeptPages, Page, is_large, page_of
from consultations.conclusions.models import PAGE, SignedDocument
from consultations.conclusions.selectors.documents import conclusion_document, current_file
from core.accounts.models import ConsentGrant, Contact

_NOT_A_BUNDLE: Final = (OSError, BadZipFile, KeyError, ValueError)
_log = logging.getLogger(__name__)


def read_page(signed: SignedDocument, number: int) -> Page | None:
    """A page of a document; None for a large one whose pages are being made, or made anew because
    a text was hidden. Three queries, if it is kept."""
    try:
        with _kept(signed) as kept:
            if kept is not None:
                return kept.page(number)
    except _NOT_A_BUNDLE:
        _log.exception("the kept page of %s cannot be read", signed.revision_url)
    return None if is_large(signed.rows) else page_of(conclusion_document(signed))


def page_of_row(signed: SignedDocument, row: int) -> int | None:
    """On which page a row stands; None if nobody can tell now."""
    if not is_large(signed.rows):
        return 1
    try:
        with _kept(signed) as kept:
            return kept.where(row) if kept is not None else None
    except _NOT_A_BUNDLE:
        _log.exception("the kept page of %s cannot be read", signed.revision_url)
    return None


@contextmanager
def _kept(signed: SignedDocument) -> Iterator[KeptPages | None]:
    file = current_file(signed, PAGE)
    if file is None or _is_outdated(signed.consultation.pk, file.created_at):
        yield None
        return
    with file.file.open("rb") as stream, KeptPages(stream) as kept:
        yield kept


def _is_outdated(consultation_id: int, made_at: dt.datetime) -> bool:
    """Whether somebody has been erased since, or has withdrawn a consent: the clock makes the files
    anew, but a page must not name a person until then. One query."""
    erased = Contact.objects.filter(erased_at__gte=made_at).order_by().values("pk")
    withdrawn = ConsentGrant.objects.filter(withdrawn_at__gte=made_at).order_by().values("contact")
    said = ProvisionComment.objects.in_consultation(consultation_id)
    return bool(said.filter(contact__in=erased.union(withdrawn)).exists())
