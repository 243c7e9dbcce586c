"""Why a file was not taken: a code and numbers, never a sentence (see ``messages``)."""

from enum import StrEnum


class RefusalCode(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNSUPPORTED = "unsupported"
    TOO_COMPLEX = "too_complex"
    TIMED_OUT = "timed_out"
    NO_TEXT = "no_text"
    SCAN = "scan"  # pictures of pages
    GARBLED = "garbled"  # letters that stand for other letters
    NEEDS_OFFICE = "needs_office"  # the format is read with LibreOffice, which is not installed
    NOT_ALLOWED = "not_allowed"  # a kind that is not taken here
    MISNAMED = "misnamed"  # the name promises another kind
    ACTIVE = "active"  # macros, scripts, other files inside
    INFECTED = "infected"
    NOT_CHECKED = "not_checked"  # the virus scanner did not answer


class UploadRefused(Exception):
    """The file cannot be taken. ``params`` are plain strings and numbers for the message."""

    def __init__(self, code: RefusalCode, **params: str | int | float) -> None:
        super().__init__(str(code), params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value}" for key, value in sorted(self.params.items()))
        return f"{self.code} ({details})" if details else str(self.code)
