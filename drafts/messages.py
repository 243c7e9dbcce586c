"""Doubts of the parser and kinds of units in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafts.domain.nodes import Kind
from drafts.errors import DraftProblem

KIND_PLURALS: Final[dict[str, Promise]] = {
    Kind.PART_OF_ACT: gettext_lazy("Parts of the act"),
    Kind.SECTION: gettext_lazy("Sections"),
    Kind.SUBSECTION: gettext_lazy("Subsections"),
    Kind.CHAPTER: gettext_lazy("Chapters"),
    Kind.DIVISION: gettext_lazy("Divisions (§)"),
    Kind.ARTICLE: gettext_lazy("Articles"),
    Kind.PARAGRAPH: gettext_lazy("Paragraphs of articles"),
    Kind.POINT: gettext_lazy("Points"),
    Kind.SUBPOINT: gettext_lazy("Subpoints"),
    Kind.ANNEX: gettext_lazy("Annexes"),
}

_WARNINGS: Final[dict[str, Promise]] = {
    "superscript_lost": gettext_lazy(
        "The file says “%(written)s” where the number must be %(number)s: a small raised figure "
        "was lost. The unit is taken as %(number)s."
    ),
    "letter_skipped": gettext_lazy(
        "Before “%(number)s)” the letter “%(skipped)s” is missing. The units are taken as they are."
    ),
    "number_skipped": gettext_lazy(
        "After %(after)s comes %(number)s: a number is missing, or a unit was not recognised."
    ),
    "number_repeated": gettext_lazy(
        "After %(after)s comes %(number)s: a number is repeated or goes back."
    ),
    "quotation_not_closed": gettext_lazy(
        "The quotation that begins with “%(text)s” is not closed; its end was guessed from the "
        "numbering. Check what belongs to the new text."
    ),
    "units_after_signature": gettext_lazy("There are numbered units after the signature."),
    "duplicate_path": gettext_lazy("There are several units with this number: %(count)s."),
    "accompanying_text": gettext_lazy(
        "The text from “%(text)s” to the end accompanies the act and was left out. Check that "
        "nothing of the act went with it."
    ),
    "no_units": gettext_lazy(
        "No articles or points were found: people could only speak about the bill as a whole."
    ),
    # of the importers
    "contents_dropped": gettext_lazy("The table of contents was left out."),
    "tracked_changes": gettext_lazy(
        "The file holds tracked changes; the text was read as if all of them were accepted."
    ),
    "footnotes": gettext_lazy("The file holds footnotes; they are shown as notes."),
    "text_boxes": gettext_lazy(
        "The file holds text boxes; check that their text stands in its place."
    ),
    "figures": gettext_lazy("The file holds pictures; only their descriptions are shown."),
    "lines_joined": gettext_lazy(
        "The lines of the file were broken at %(width)s characters and were joined again."
    ),
}


def warning_message(code: str, params: Mapping[str, object]) -> str:
    """One doubt of the parser as a sentence; a code without a sentence is shown as it is."""
    text = _WARNINGS.get(code)
    if text is None:
        return _("Note of the parser: %(code)s.") % {"code": code}
    values = {name: str(value).strip('«»"“”„ ') for name, value in params.items()}
    try:
        return str(text) % values
    except KeyError:
        return _("Note of the parser: %(code)s.") % {"code": code}


_PROBLEMS: Final[dict[DraftProblem, Promise]] = {
    DraftProblem.NOT_DRAFT: gettext_lazy("This version is published: it does not change any more."),
    DraftProblem.NO_PROVISIONS: gettext_lazy(
        "There are no articles or points in the text: it cannot be published. Import another file."
    ),
    DraftProblem.NO_TITLE: gettext_lazy("The title was not found in the file: type it in."),
    DraftProblem.NO_COMMITTEE: gettext_lazy("A new bill needs its responsible committee."),
    DraftProblem.TOO_LONG: gettext_lazy(
        "Too long: a title has at most 1,000 characters, a number 60, the name of a sponsor 300, a "
        "summary 4,000."
    ),
    DraftProblem.STALE: gettext_lazy(
        "This text was replaced by another one while you were looking at it. Compare the new one "
        "with its file."
    ),
    DraftProblem.BAD_SLUG: gettext_lazy(
        "The address may have Latin letters, digits, hyphens and underscores, at most 80 of them."
    ),
    DraftProblem.SLUG_TAKEN: gettext_lazy("Another bill has this address already."),
}


def problem_message(code: DraftProblem) -> str:
    """One sentence that says why nothing was done."""
    return str(_PROBLEMS[code])
