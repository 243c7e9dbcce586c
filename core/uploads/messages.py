"""Refusals as one translated sentence each."""

from django.utils.translation import gettext as _

from .errors import RefusalCode, UploadRefused

MEGABYTE = 1024 * 1024


def refusal_message(refusal: UploadRefused) -> str:
    """One sentence in the active language that says what is wrong and what to do."""
    match refusal.code:
        case RefusalCode.EMPTY:
            return _("The file is empty.")
        case RefusalCode.TOO_LARGE:
            limit = int(refusal.params.get("limit", 0)) // MEGABYTE
            return _("The file is larger than %(limit)s MB.") % {"limit": limit}
        case RefusalCode.DAMAGED:
            return _("The file is damaged and cannot be read: open it and save it again.")
        case RefusalCode.ENCRYPTED:
            return _("The file is protected with a password: remove the password and try again.")
        case RefusalCode.UNSUPPORTED:
            return _unsupported(str(refusal.params.get("kind", "")))
        case RefusalCode.TOO_COMPLEX:
            return _("The file unpacks to more than can be read safely.")
        case RefusalCode.TIMED_OUT:
            return _("Reading the file took too long.")
        case RefusalCode.NEEDS_OFFICE:
            return _(
                "The format %(kind)s is read with LibreOffice, which is not installed here: save "
                "the file as DOCX, or ask the administrator of the site to install "
                "libreoffice-writer."
            ) % {"kind": str(refusal.params.get("kind", "")).upper()}
        case RefusalCode.NO_TEXT:
            return _("There is no text in the file: it may be a scan or only pictures.")
        case RefusalCode.SCAN:
            return _(
                "The file is a scan: its pages are pictures without text. Send the document from "
                "which it was printed, or recognise the text first."
            )
        case RefusalCode.GARBLED:
            return _(
                "The letters in the file cannot be told: its fonts do not say which letters they "
                "draw. Send the document from which it was made, for example as DOCX."
            )
        case _:
            return _not_kept(refusal)


def _not_kept(refusal: UploadRefused) -> str:
    """Why a file that is kept and handed out again is not taken (see ``intake``)."""
    match refusal.code:
        case RefusalCode.NOT_ALLOWED:
            return _("Files of this kind are not taken. Send one of: %(allowed)s.") % {
                "allowed": refusal.params.get("allowed", "")
            }
        case RefusalCode.MISNAMED:
            return _(
                "The name ends in “.%(suffix)s”, but inside is a file of another kind "
                "(%(kind)s): give it its true name."
            ) % {
                "suffix": refusal.params.get("suffix", ""),
                "kind": str(refusal.params.get("kind", "")).upper(),
            }
        case RefusalCode.ACTIVE:
            return _(
                "The file contains macros, scripts or other files: save it without them, for "
                "example as a new PDF."
            )
        case RefusalCode.INFECTED:
            return _("The virus scanner has found something dangerous in the file.")
        case _:
            return _("The file could not be checked for viruses. Try again in a few minutes.")


def _unsupported(kind: str) -> str:
    if kind == "image":
        return _("The file is a picture: send the text itself, for example as DOCX.")
    if kind in ("spreadsheet", "presentation"):
        return _("The file is a table or a presentation: send the text as DOCX.")
    if kind == "archive":
        return _("The file is an archive: unpack it and send the document that is inside.")
    return _("The format of the file is not known: save the file as DOCX.")
