"""What a person typed, and whether it is enough."""

from dataclasses import dataclass
from typing import Final

from core.web.texts import clean_text

MAX_TEXT: Final = 10_000
# The kinds that make no sense without a proposed wording.
NEEDS_WORDING: Final = frozenset({"amend", "add"})


@dataclass(frozen=True, slots=True)
class CommentText:
    """`kind` and `stance` are values of the models' choices; texts as typed."""

    kind: str
    stance: str
    rationale: str
    proposed_text: str = ""

    def cleaned(self) -> "CommentText":
        """Without surrounding spaces and without what nobody sees."""
        return CommentText(
            self.kind,
            self.stance,
            clean_text(self.rationale).strip(),
            clean_text(self.proposed_text).strip(),
        )

    def problem(self) -> str | None:
        """The first fault as a code of CommentProblem, or None."""
        if not self.rationale:
            return "no_text"
        if self.kind in NEEDS_WORDING and not self.proposed_text:
            return "no_wording"
        if max(len(self.rationale), len(self.proposed_text)) > MAX_TEXT:
            return "too_long"
        return None


@dataclass(frozen=True, slots=True)
class Selection:
    """Words inside a provision that alone are spoken of, as copied from the page, and about where
    they stand in it (an offset in characters, if known)."""

    words: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who speaks. `consents` are kinds of consent that were ticked."""

    email: str
    author_type: str = "citizen"
    full_name: str = ""
    organisation: str = ""
    post: str = ""
    municipality: str = ""
    name_display: str = "pseudonym"
    consents: tuple[str, ...] = ()
    language: str = "ru"
