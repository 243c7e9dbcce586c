"""What can be wrong with the shape of a document. All of these are mistakes of the calling code."""


class DocumentError(ValueError):
    """Base of all shape errors."""


class RaggedTableError(DocumentError):
    """A row does not fill the columns of its table exactly."""

    def __init__(self, row: int, expected: int, got: int) -> None:
        """`row` counts from 1 through header and body; `expected` and `got` are columns."""
        super().__init__(f"row {row} fills {got} of {expected} columns")
        self.row, self.expected, self.got = row, expected, got


class BadTableError(DocumentError):
    """A table without columns or header row, or a column whose width is not positive."""


class HeadingSkippedError(DocumentError):
    """A heading goes more than one level deeper than the one before it (PDF/UA-1 forbids it)."""

    def __init__(self, text: str, level: int, deepest_allowed: int) -> None:
        super().__init__(
            f"heading {text!r} has level {level}, at most {deepest_allowed} is allowed"
        )
        self.level, self.deepest_allowed = level, deepest_allowed


class EmptyHeadingError(DocumentError):
    """A heading without text: it would be an unnamed bookmark."""


class BadLinkError(DocumentError):
    """A link that is neither http(s) nor mailto."""


class BadMetadataError(DocumentError):
    """An empty title, an unknown language, or a creation time without a zone."""
