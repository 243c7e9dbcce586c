"""Templates of documents as their keepers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.errors import TemplateProblem
from consultations.conclusions.models import DocumentTemplate
from core.documents.templating.marks import Mark, MarkKind, Vocabulary
from core.documents.templating.messages import problem_words
from core.documents.templating.problems import Problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A file may have thousands of faults; whoever mends the first ones sees the next.
NAMED: Final = 50
SHORT: Final = 12

_STAYS: Final[dict[TemplateProblem, "StrOrPromise"]] = {
    TemplateProblem.NOT_KEEPER: _(
        "Your place at this body has ended, so the template was not changed."
    ),
    TemplateProblem.CHANGED: _(
        "A colleague has changed the template in the meantime: look at the one in use now and "
        "send the form once more if yours is to take its place."
    ),
    TemplateProblem.IN_USE: _("This very file is in use already."),
}


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A line of the table of marks: what is typed (in several lines, if it is more than one mark),
    what it means, what the sample says (nothing for whole chapters)."""

    typed: str
    about: str
    example: str


def stays_message(code: TemplateProblem) -> str:
    """Why the template was not changed, in one sentence."""
    return str(_STAYS[code])


def fault_lines(problems: Sequence[Problem]) -> list[str]:
    """One sentence for each fault of a file."""
    lines = [problem_words(one) for one in problems[:NAMED]]
    left = len(problems) - NAMED
    if left > 0:
        lines.append(gettext("These are the first ones; left out: %(n)d.") % {"n": left})
    return lines


def mark_lines(vocabulary: Vocabulary) -> list[MarkLine]:
    """The marks of one kind of document in the order of their definition."""
    return [line for mark in vocabulary.marks for line in _lines(mark)]


def _lines(mark: Mark) -> list[MarkLine]:
    if mark.kind is MarkKind.TEXT:
        return [MarkLine(f"{{{{ {mark.name} }}}}", mark.about, mark.example)]
    if mark.kind is MarkKind.BLOCKS:
        return [MarkLine(f"{{{{p {mark.name} }}}}", mark.about, "")]
    fields = " ".join(f"{{{{ one.{name} }}}}" for name in mark.fields)
    typed = f"{{%tr for one in {mark.name} %}}\n{fields}\n{{%tr endfor %}}"
    return [MarkLine(typed, mark.about, "; ".join(", ".join(item) for item in mark.items))]


def short_hash(template: DocumentTemplate) -> str:
    """The beginning of the SHA-256, enough to tell two files apart."""
    return template.sha256[:SHORT]


def is_there(template: DocumentTemplate) -> bool:
    """Whether the file can be read; without it documents are set into the stock template."""
    return bool(template.file.storage.exists(template.file.name or ""))
