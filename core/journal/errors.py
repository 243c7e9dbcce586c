"""What the journal refuses."""


class JournalError(Exception):
    """Base of the errors of the journal; nothing is written when one is raised."""


class UnknownKindError(JournalError):
    """No app has declared this kind."""


class OutsideTransactionError(JournalError):
    """An entry must become real together with what it reports, or not at all."""


class BadEntryError(JournalError):
    """A part that has no place in an entry: free text in the body, an odd id, a time without
    a zone."""


class ImmutableEntryError(JournalError):
    """An entry is never edited or deleted."""
