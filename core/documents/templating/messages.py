"""What is wrong with a template, in the current language."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.documents.templating.problems import Problem, ProblemCode

_WORDS: Final = {
    ProblemCode.UNKNOWN: gettext_noop("Unknown mark “%(mark)s”"),
    ProblemCode.BROKEN: gettext_noop("“%(mark)s” is not closed or cannot be understood"),
    ProblemCode.FORBIDDEN: gettext_noop(
        "“%(mark)s” is not allowed in a template: only marks, conditions and loops over lists are"
    ),
    ProblemCode.UNBALANCED: gettext_noop("“%(mark)s” has no beginning or no end"),
    ProblemCode.MISPLACED: gettext_noop(
        "“%(mark)s” cannot stand here: chapters need a paragraph of their own outside tables, "
        "loops, headers and footers; rows are repeated only in tables"
    ),
    ProblemCode.TWICE: gettext_noop("“%(mark)s” stands twice"),
    ProblemCode.NO_CONTENT: gettext_noop(
        "The template has no place for the content: put “{{p body }}” or chapters into it"
    ),
    ProblemCode.NO_SIGNATURE: gettext_noop(
        "The template has no place to sign: put “{{ signer.name }}” or "
        "“{{p chapters.signatures }}” into it"
    ),
    ProblemCode.LINKED: gettext_noop("The template takes something from outside: “%(mark)s”"),
    ProblemCode.EMBEDDED: gettext_noop("The template carries another file: “%(mark)s”"),
    ProblemCode.FAILED: gettext_noop("A sample document could not be made with this template"),
}


def problem_words(problem: Problem) -> str:
    """One sentence, with the paragraph where it stands."""
    words = _(_WORDS[problem.code]) % {"mark": problem.mark}
    if not problem.place:
        return f"{words}."
    return _("%(problem)s (paragraph: “%(place)s”).") % {"problem": words, "place": problem.place}
