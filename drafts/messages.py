"""Doubts of the parser and kinds of units in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from drafts.domain.fixes import (
    Caption,
    Direction,
    Fix,
    FixProblem,
    Merge,
    Move,
    Quote,
    Relabel,
    Split,
    Unquote,
)
from drafts.domain.nodes import Kind
from drafts.errors import DraftProblem

KIND_NAMES: Final[dict[str, Promise]] = {
    Kind.PART_OF_ACT: pgettext_lazy("kind of unit", "part of the act"),
    Kind.SECTION: pgettext_lazy("kind of unit", "section"),
    Kind.SUBSECTION: pgettext_lazy("kind of unit", "subsection"),
    Kind.CHAPTER: pgettext_lazy("kind of unit", "chapter"),
    Kind.DIVISION: pgettext_lazy("kind of unit", "division (§)"),
    Kind.ARTICLE: pgettext_lazy("kind of unit", "article"),
    Kind.PARAGRAPH: pgettext_lazy("kind of unit", "paragraph of an article"),
    Kind.POINT: pgettext_lazy("kind of unit", "point"),
    Kind.SUBPOINT: pgettext_lazy("kind of unit", "subpoint"),
    Kind.ANNEX: pgettext_lazy("kind of unit", "annex"),
}

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
    "fix_not_applied": gettext_lazy(
        "Fix %(order)s no longer fits the text as it is read now and was left out. See the record "
        "of fixes."
    ),
    # of what was mended before the text was read
    "latin_letters": gettext_lazy(
        "Latin letters inside Russian words were replaced: “%(before)s” is read as “%(after)s”."
    ),
    "space_lost": gettext_lazy("A lost space was put in: “%(before)s” is read as “%(after)s”."),
    "sign_removed": gettext_lazy("A stray sign was left out: “%(before)s” is read as “%(after)s”."),
    "label_misread": gettext_lazy(
        "The number was misread in the file: “%(before)s” is read as “%(after)s”."
    ),
    "label_spaced": gettext_lazy(
        "A word of a label was taken apart in the file: “%(before)s” is read as “%(after)s”."
    ),
    "hyphen_joined": gettext_lazy(
        "A word broken at the end of a line was joined: “%(before)s” is read as “%(after)s”."
    ),
    "page_number_removed": gettext_lazy(
        "The page number %(before)s stood inside a sentence and was left out."
    ),
    "line_cut": gettext_lazy(
        "A new unit began in the middle of a line, with the words “%(before)s”. It was cut off."
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
    "file_cut": gettext_lazy("The file breaks off before it is finished: its end may be missing."),
    "encoding_mended": gettext_lazy(
        "The letters of the file were in a wrong encoding and were mended: compare the text."
    ),
    "running_titles_dropped": gettext_lazy(
        "Page numbers and running titles were left out (pages: %(pages)s)."
    ),
    "pages_scanned": gettext_lazy(
        "Some pages are pictures without text and were left out (pages: %(pages)s)."
    ),
    "images_left_out": gettext_lazy(
        "The file holds too many pictures: the last ones are shown by their description only."
    ),
    "figures": gettext_lazy("The file holds pictures; they are shown where they stand."),
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
    DraftProblem.NOT_A_SPONSOR: gettext_lazy(
        "This body cannot be the sponsor: it has no right of legislative initiative, or it is the "
        "committee that answers the proposals."
    ),
}


def problem_message(code: DraftProblem) -> str:
    """One sentence that says why nothing was done."""
    return str(_PROBLEMS[code])


# --- Fixes of the structure -------------------------------------------------------------------

_DIRECTIONS: Final[dict[str, Promise]] = {
    Direction.IN: gettext_lazy("Moved into the unit before it"),
    Direction.OUT: gettext_lazy("Moved out of the unit that it stood in"),
    Direction.UP: gettext_lazy("Moved one place up"),
    Direction.DOWN: gettext_lazy("Moved one place down"),
}


def fix_message(fix: Fix) -> str:
    """One fix of the structure as a sentence, the unit that it concerns left out."""
    match fix:
        case Split(words=words, kind=kind, number=number):
            text = _("A new unit (%(kind)s %(number)s) begins with the words “%(words)s”")
            short = words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
            return text % {"kind": KIND_NAMES[Kind(kind)], "number": number, "words": short}
        case Merge(glue=glue):
            return (
                _("Is no unit: continues the line before it")
                if glue
                else _("Is no unit: belongs to the text before it")
            )
        case Move(direction=direction):
            return str(_DIRECTIONS[Direction(direction)])
        case Relabel(kind=kind, number=number):
            text = _("Kind and number: %(kind)s %(number)s")
            return text % {"kind": KIND_NAMES[Kind(kind)], "number": number}
        case Caption(heading=heading):
            if not heading:
                return _("Has no heading")
            return _("The heading is “%(heading)s”") % {"heading": heading}
        case Quote():
            return _("Is new text of the amended act")
        case Unquote():
            return _("The quotation is text of this act")


_SHORT: Final = 60

_FIX_PROBLEMS: Final[dict[FixProblem, Promise]] = {
    FixProblem.NO_UNIT: gettext_lazy("This unit is not in the text any more."),
    FixProblem.NO_WORDS: gettext_lazy(
        "These words are not in the text of the unit: copy them from it exactly."
    ),
    FixProblem.MANY_WORDS: gettext_lazy(
        "These words occur more than once: add the words that follow them."
    ),
    FixProblem.NO_PLACE: gettext_lazy("There is no place to move it to."),
    FixProblem.BAD_NUMBER: gettext_lazy(
        "A number is written like 5, 5.1, 5-1, IV or а: without brackets and without a full stop "
        "at the end."
    ),
    FixProblem.BAD_HEADING: gettext_lazy(
        "The heading must be the beginning of the unit's text, word for word."
    ),
    FixProblem.NO_QUOTATION: gettext_lazy("There is no such quotation in the unit."),
    FixProblem.NO_CHANGE: gettext_lazy("This changes nothing."),
}


def fix_problem_message(code: str) -> str:
    """Why a fix was not applied, as one sentence."""
    return str(_FIX_PROBLEMS[FixProblem(code)])
