"""The words of the marks of templates: what each means, for whoever makes a template, and what it
says in the sample. The sample is a document, so it is Russian."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from consultations.conclusions.exports import words
from consultations.conclusions.exports.chapters import Chapter
from consultations.conclusions.models import TemplateKind
from core.documents.templating.marks import Mark

COUNTED: Final = ("received", "published", "hidden", "withdrawn", "participants")
# (name, number of the opinion), as the fields of the list «councils».
COUNCILS: Final = (
    ("Общественный совет при министерстве образования области", "7"),
    ("Общественная палата города", "12"),
)
_TITLE: Final = "О порядке рассмотрения предложений жителей"
_COMMITTEE: Final = "Комитет по законодательству"
_CHAMBER: Final = "Общественная палата области"


def requisites(kind: str) -> tuple[Mark, ...]:
    """The texts that a template of a kind (TemplateKind) may name, in the current language."""
    return (*_document(kind), *_parties(kind), *_figures())


def _document(kind: str) -> tuple[Mark, ...]:
    is_summary = kind == TemplateKind.SUMMARY
    signs, what = (_COMMITTEE, words.SUMMARY) if is_summary else (_CHAMBER, words.CONCLUSION)
    post = "Председатель комитета" if is_summary else "Председатель Общественной палаты"
    earlier = words.REPLACED["summary" if is_summary else "full"]
    subject = f"по результатам общественной экспертизы законопроекта {words.quoted(_TITLE)}"
    return (
        Mark("organisation", _("body that signs"), example=signs),
        Mark("kind", _("what the document is"), example=what),
        Mark("title", _("on what, in full"), example=subject),
        Mark("date", _("day of the signature in words"), example="12 марта 2026 г."),
        Mark("place", _("place, empty if there is none"), example="г. Светлый"),
        Mark("number", _("number of the document"), example="4/2026"),
        Mark("revision", _("number of the revision"), example="2"),
        Mark(
            "status",
            _("what it is signed in the place of, empty in a first revision"),
            example=f"Редакция 2, взамен {earlier} № 3/2026 от 2 марта 2026 г.",
        ),
        Mark("signer.name", _("initials and surname of who signs"), example="И.О. Фамилия"),
        Mark("signer.post", _("post of who signs"), example=post),
    )


def _parties(kind: str) -> tuple[Mark, ...]:
    address = f"https://veche.example/consultations/2026/predlozheniya/{kind}/revisions/1/"
    return (
        Mark("bill.title", _("title of the bill"), example=_TITLE),
        Mark("bill.number", _("number of the bill, empty if there is none"), example="15-8"),
        Mark("bill.sponsor", _("who has introduced the bill"), example="Губернатор области"),
        Mark("organiser", _("organiser of the event"), example=_CHAMBER),
        Mark("responder", _("responsible committee"), example=_COMMITTEE),
        Mark(
            "addressee",
            _("addressee of the conclusion"),
            example="Законодательное Собрание области",
        ),
        Mark("address", _("address of the document on the site"), example=address),
        Mark("sha256", _("checksum of the frozen data"), example="9f86d081884c7d65" * 4),
    )


def _figures() -> tuple[Mark, ...]:
    return (
        Mark("tally.total", _("proposals and remarks considered"), example="38"),
        Mark("tally.accepted", _("of them accepted"), example="12"),
        Mark("tally.partly", _("of them accepted in part"), example="9"),
        Mark("tally.rejected", _("of them rejected"), example="17"),
        Mark("tally.waiting", _("of them without an answer"), example="0"),
        Mark("numbers.received", _("proposals received"), example="45"),
        Mark("numbers.published", _("proposals published"), example="42"),
        Mark("numbers.hidden", _("proposals hidden by moderators"), example="2"),
        Mark("numbers.withdrawn", _("proposals withdrawn by their authors"), example="1"),
        Mark("numbers.participants", _("participants"), example="37"),
    )


def chapter_words() -> Mapping[Chapter, str]:
    """What is in each chapter, in the current language."""
    return {
        Chapter.ABSTRACT: _("main results on one page"),
        Chapter.PROCEDURE: _("grounds, form, term and rules of the event"),
        Chapter.PARTICIPANTS: _("who took part, with charts"),
        Chapter.QUESTIONS: _("answers to the organiser's questions"),
        Chapter.COUNCILS: _("recommendations of councils"),
        Chapter.FINDINGS: _("findings of councils by the checklist"),
        Chapter.CONSOLIDATED: _("table of proposals with the committee's position"),
        Chapter.GENERAL: _("proposals on the bill as a whole"),
        Chapter.UNANSWERED: _("proposals without the committee's position"),
        Chapter.CONSEQUENCES: _("expected consequences of the bill"),
        Chapter.DISSENTS: _("dissenting opinions and arguments of minorities"),
        Chapter.MODERATION: _("statistics of moderation"),
        Chapter.RECOMMENDATIONS: _("recommendations of the conclusion"),
        Chapter.SIGNATURES: _("place to sign"),
        Chapter.ANNEXES: _("annexes: opinions, minutes, checksum"),
    }
