"""What councils have found: by the checklist, corruption factors, consequences."""

from collections.abc import Iterable, Iterator

from consultations.conclusions.domain.report import Assessed, CouncilReport, Factor, Report
from consultations.conclusions.exports import words
from consultations.conclusions.exports.members import text
from core.documents.domain.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    group_row,
    paragraph,
    paragraphs,
    row,
)
from drafts.domain.citations import citation

_NOT_ASSESSED = "not_assessed"


def findings(report: Report) -> Iterator[Block]:
    """Nothing if no council has gone through the checklist (documents of formats 1 and 2)."""
    items = [(council, item) for council in _assessing(report) for item in _checklist(council)]
    factors = [(council, item) for council in _assessing(report) for item in _factors(council)]
    if not items and not factors:
        return
    yield Heading(1, "Выводы советов по перечню вопросов экспертизы", numbered=True)
    if items:
        yield paragraph(
            "Против каждого вопроса перечня – вывод каждого совета. Заключения советов приведены "
            "полностью в приложении."
        )
        yield checklist(items)
    yield Heading(2, words.FACTORS, numbered=True)
    yield paragraph(words.FACTORS_NOTE)
    if factors:
        yield factor_table(factors)
    else:
        yield paragraph("Советы коррупциогенных факторов не отметили.")


def consequences(report: Report) -> Iterator[Block]:
    """What each council expects; councils that say nothing are left out."""
    said = [
        (council.facts.council.name, council.text.consequences)
        for council in report.opinions
        if council.text is not None and council.text.consequences.strip()
    ]
    if not said:
        return
    yield Heading(1, "Общественная оценка последствий принятия", numbered=True)
    for name, value in said:
        yield Heading(2, name)
        yield from paragraphs(value)


def checklist(items: Iterable[tuple[CouncilReport, Assessed]]) -> Table:
    """Item by item: what each council says and why; those that have not assessed it, in one row."""
    by_item: dict[tuple[str, str], list[tuple[CouncilReport, Assessed]]] = {}
    for council, item in items:
        by_item.setdefault((item.number, item.title), []).append((council, item))
    rows: list[Row] = []
    for (number, title), found in by_item.items():
        rows.append(group_row(f"{number}. {title}" if number else title, columns=3))
        rows.extend(_assessed(found))
    return Table(
        columns=(Column(5), Column(3), Column(8)),
        header=(row("Совет", "Вывод", "Пояснение"),),
        rows=tuple(rows),
        caption="Выводы советов по перечню вопросов",
    )


def factor_table(factors: Iterable[tuple[CouncilReport, Factor]]) -> Table:
    """Unit, quotation, explanation and remedy, with the council that says so."""
    return Table(
        columns=(Column(5), Column(4), Column(7), Column(5)),
        header=(row("Фактор", "Структурная единица", "Цитата и пояснение", "Способ устранения"),),
        rows=tuple(_factor(council, item) for council, item in factors),
        caption=words.FACTORS,
    )


def _assessing(report: Report) -> tuple[CouncilReport, ...]:
    return tuple(council for council in report.opinions if _checklist(council) or _factors(council))


def _checklist(council: CouncilReport) -> tuple[Assessed, ...]:
    return council.text.checklist if council.text else ()


def _factors(council: CouncilReport) -> tuple[Factor, ...]:
    return council.text.factors if council.text else ()


def _assessed(found: list[tuple[CouncilReport, Assessed]]) -> Iterator[Row]:
    silent = []
    for council, item in found:
        if item.verdict == _NOT_ASSESSED and not item.text and not item.is_altered:
            silent.append(council.facts.council.name)
            continue
        why = words.STATES["altered"] if item.is_altered else item.text or "–"
        verdict = words.capital(words.VERDICTS.get(item.verdict, item.verdict))
        yield (cell(council.facts.council.name), cell(verdict), cell(why))
    if silent:
        yield (
            cell("; ".join(silent)),
            cell(words.capital(words.VERDICTS[_NOT_ASSESSED])),
            cell("–"),
        )


def _factor(council: CouncilReport, item: Factor) -> Row:
    name = f"{item.title} ({item.number})" if item.number else item.title
    said: list[Paragraph] = []
    if item.is_altered:
        said.append(text(words.STATES["altered"], italic=True))
    if item.quotation:
        said.append(Paragraph((Run("Цитата: ", bold=True), Run(words.quoted(item.quotation)))))
    said.extend(paragraphs(item.text) if item.text else ())
    return (
        Cell((text(words.capital(name)), text(council.facts.council.name, italic=True))),
        cell(words.capital(citation(item.path)) or "Законопроект в целом"),
        Cell(tuple(said) or (text("–"),)),
        cell(item.remedy or "–"),
    )
