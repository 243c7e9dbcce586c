"""Answers to the organiser's questions, counted: a chapter of the document."""

from collections.abc import Iterator

from consultations.comments.domain.questions import share
from consultations.conclusions.domain.report import Report
from consultations.conclusions.domain.snapshot import QuestionFacts
from consultations.conclusions.exports import words
from core.documents.domain.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Note,
    NoteKind,
    Table,
    cell,
    paragraph,
    row,
)
from drafts.domain.citations import citation

_MULTIPLE = "multiple"


def questions(report: Report) -> Iterator[Block]:
    """Nothing where the organiser has asked nothing."""
    if not report.questions:
        return
    yield Heading(1, "Ответы на вопросы организатора", numbered=True)
    yield Note((paragraph(words.NOT_A_SAMPLE),), NoteKind.INFO)
    for number, question in enumerate(report.questions, start=1):
        yield from _question(number, question)


def _question(number: int, question: QuestionFacts) -> Iterator[Block]:
    yield Heading(2, f"Вопрос {number}. {question.text}")
    place = citation(question.path) if question.path else "законопроект в целом"
    people = words.plural(question.respondents, "участник", "участника", "участников")
    verb = "Ответил" if people.endswith("участник") else "Ответили"
    yield paragraph(f"{words.capital(place)}. {verb} {people}.{_remark(question)}")
    if question.options:
        yield Table(
            columns=(Column(8), Column(2, Align.RIGHT), Column(2, Align.RIGHT)),
            header=(row("Вариант ответа", "Выбрали", "Доля ответивших"),),
            rows=tuple(
                (
                    cell(option.text, header=True),
                    cell(str(option.count)),
                    cell(f"{share(option.count, question.respondents)}\N{NO-BREAK SPACE}%"),
                )
                for option in question.options
            ),
            caption=f"Ответы на вопрос {number}",
        )


def _remark(question: QuestionFacts) -> str:
    if not question.options:
        return " Ответы в свободной форме переданы организатору и не публикуются."
    if question.kind == _MULTIPLE:
        return " Можно было выбрать несколько вариантов."
    return ""
