"""The closing document as a document: HTML for its page, DOCX and PDF to file.

Titles and sentences are Russian: the document is official. Everything comes from the signed row, so
the same edition always gives the same document.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from consultations.control.domain.words import KINDS, OF_FORM, day, quoted, short_day
from consultations.control.models import ClosingDocument, Format
from core.documents.docx import render_docx
from core.documents.domain.blocks import (
    Block,
    Column,
    Document,
    Entry,
    Heading,
    KeyValue,
    Note,
    NoteKind,
    Quote,
    Requisites,
    Signature,
    Table,
    paragraph,
    paragraphs,
    row,
)
from core.documents.pdf import render_pdf
from drafts.domain.citations import citation

_TITLES: Final = (
    ("place_time", "Место и время проведения"),
    ("tasks", "Задачи"),
    ("forms", "Формы общественного контроля"),
    ("facts", "Установленные факты и обстоятельства"),
    ("proposals", "Предложения"),
    ("conclusions", "Выводы"),
    ("recommendations", "Рекомендации"),
)

_RENDERERS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    Format.PDF: render_pdf,
    Format.DOCX: render_docx,
}


def export(document: ClosingDocument, fmt: str) -> bytes:
    """A signed edition in one of `Format`. Raises KeyError for another one."""
    render = _RENDERERS[fmt]
    return render(build_document(document))


def build_document(document: ClosingDocument) -> Document:
    """The description of a signed edition, from which everything is rendered."""
    facts = document.snapshot
    assert document.signed_at is not None  # noqa: S101 – drafts are not printed
    bill = facts["bill"]
    number = f"№\N{NO-BREAK SPACE}{bill['number']} " if bill["number"] else ""
    form = OF_FORM[facts["form"]]
    return Document(
        title=f"по результатам {form} по законопроекту {number}{quoted(bill['title'])}",
        created=document.signed_at,
        requisites=Requisites(
            organisation=(facts["organiser"],),
            kind=KINDS[facts["form"]],
            date=day(facts["signed_on"]),
            number=document.number,
        ),
        blocks=tuple(_blocks(document, facts)),
    )


def _blocks(document: ClosingDocument, facts: dict[str, Any]) -> Iterator[Block]:
    if document.edition > 1:
        earlier = f"Редакция {document.edition}. Заменяет предыдущую, которая остаётся доступной."
        yield Note((paragraph(earlier),), NoteKind.INFO)
    yield Heading(1, "Общие сведения", numbered=True)
    yield KeyValue(tuple(_facts(facts)))
    for name, title in _TITLES:
        text = getattr(document, name)
        if text:
            yield Heading(1, title, numbered=True)
            yield from paragraphs(text)
    yield from _observations(facts["observations"])
    yield from _objections(facts["objections"])
    if document.attachments:
        yield Heading(1, "Приложения", numbered=True)
        yield from paragraphs(document.attachments)
    signed_on = short_day(facts["signed_on"])
    yield Signature(document.signer_post, document.signer_name, signed_on)
    yield Note(
        (
            paragraph("Контрольная сумма документа (SHA-256) внесена в публичный журнал:"),
            paragraph(document.sha256),
        ),
        NoteKind.INFO,
    )


def _facts(facts: dict[str, Any]) -> Iterator[Entry]:
    term = f"с {day(facts['opens_on'])} по {day(facts['closes_on'])}"
    people = "\n".join(
        f"{name}, удостоверение {certificate}, {order}"
        for name, certificate, order in facts["inspectors"]
    )
    for key, value in (
        ("Предмет", facts["subject"]),
        ("Основание", facts["basis"]),
        ("Организатор", facts["organiser"]),
        ("Проверяемый орган", facts["inspected"]),
        ("Срок проведения", term),
        ("Общественные инспекторы", people),
    ):
        if value:
            yield Entry(key, paragraphs(value))


def _observations(rows: list[list[str]]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(1, "Наблюдения", numbered=True)
    yield Table(
        columns=(Column(1.1), Column(1.6), Column(1.6), Column(3.4), Column(1.6)),
        header=(row("Дата", "Место", "О чём", "Установлено", "Кем"),),
        caption="Что, где и когда установлено",
        rows=tuple(
            row(short_day(seen_on), place, _about(about), fact, who)
            for seen_on, place, about, fact, who in rows
        ),
    )


def _about(about: str) -> str:
    """A provision in words, or the topic as written."""
    return citation(about) if ":" in about and " " not in about else about


def _objections(rows: list[list[str]]) -> Iterator[Block]:
    if not rows:
        return
    yield Heading(1, "Возражения проверяемого органа", numbered=True)
    for received_on, number, text in rows:
        letter = f", № {number}" if number else ""
        yield Quote(paragraphs(text), source=f"Поступили {day(received_on)}{letter}")


__all__ = ["build_document", "export"]
