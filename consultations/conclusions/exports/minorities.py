"""Dissents of members of councils, and what was said by fewer than another, so that counts hide no
argument: by the numbers of rows and, where they are not too many, by how each begins."""

from collections import Counter
from collections.abc import Iterator
from textwrap import shorten
from typing import Final

from consultations.conclusions.domain.report import Report, ReportRow, Unit, Vote
from consultations.conclusions.exports import words
from consultations.conclusions.exports.formats import is_whole
from core.documents.domain.blocks import (
    Block,
    Column,
    Heading,
    List,
    Quote,
    Table,
    cell,
    paragraph,
    paragraphs,
    row,
)
from drafts.domain.citations import citation

DEFINITION = (
    "Мнением меньшинства в настоящем документе названы: предложения, с которыми выступило меньше "
    "участников, чем с другим предложением по той же структурной единице; рекомендации слушаний, "
    "не получившие большинства голосов; рекомендации советов, которые отличаются от рекомендации "
    "большинства советов. Число участников показывает, как часто повторялся довод, и ничего не "
    "говорит о его обоснованности."
)

QUOTED: Final = 200  # so many arguments of minorities are quoted, more are only named
_BEGINNING: Final = 160  # characters


def dissents(report: Report) -> Iterator[Block]:
    """Nothing where nobody could disagree."""
    minority = tuple(minorities(report)) if is_whole(report) else ()
    if not report.opinions and not minority:
        return
    title = "Особые мнения и мнения меньшинства" if minority else "Особые мнения"
    yield Heading(1, title, numbered=True)
    if report.opinions and not report.dissents:
        yield paragraph("Члены советов особых мнений не представили.")
    for dissent in report.dissents:
        source = f"{dissent.member}, {dissent.council}, {words.day(dissent.filed_on)}"
        yield Quote(paragraphs(dissent.text or words.STATES["altered"]), source=source)
    if minority:
        yield Heading(2, "Мнения меньшинства", numbered=True)
        yield paragraph(DEFINITION)
        yield from minority


def minorities(report: Report) -> Iterator[Block]:
    """Arguments, recommendations of hearings, councils; nothing if all agreed."""
    rows = [found for unit in report.units if (found := _minority(unit)) is not None]
    if rows:
        yield _table(rows)
    votes = [vote for vote in report.minutes.votes if not vote.is_adopted] if report.minutes else []
    if votes:
        yield paragraph("Не получили большинства голосов на слушаниях рекомендации:")
        yield List(ordered=True, items=tuple(paragraphs(_vote(vote)) for vote in votes))
    yield from _councils(report)


Minority = tuple[Unit, tuple[ReportRow, int], list[tuple[ReportRow, int]]]


def _minority(unit: Unit) -> Minority | None:
    """The most frequent argument on a unit, and those with fewer participants."""
    counted = [(item, participants(item)) for item in unit.rows if item.proposals]
    if not counted:
        return None
    most = max(counted, key=lambda pair: pair[1])
    fewer = [pair for pair in counted if pair[1] < most[1]]
    return (unit, most, fewer) if fewer else None


def participants(item: ReportRow) -> int:
    """Different people behind a row; whose text was erased is taken for another one each."""
    numbers = [member.number for member in item.proposals]
    return len({number for number in numbers if number}) + numbers.count(0)


def _table(rows: list[Minority]) -> Table:
    is_quoted = sum(len(fewer) for _unit, _most, fewer in rows) <= QUOTED
    say, between = (_quoted, "\n") if is_quoted else (_counted, "; ")
    return Table(
        columns=(Column(4), Column(5), Column(7))
        if is_quoted
        else (Column(5), Column(4), Column(7)),
        header=(row("Структурная единица", "Чаще всего: строка свода", "Реже: строки свода"),),
        rows=tuple(
            (
                cell(words.capital(citation(unit.path)) or "Законопроект в целом"),
                cell(say(*most)),
                cell(between.join(say(*pair) for pair in fewer)),
            )
            for unit, most, fewer in rows
        ),
        caption="Предложения меньшинства (в скобках – число участников)",
    )


def _counted(item: ReportRow, count: int) -> str:
    return f"{item.number}\N{NO-BREAK SPACE}({count})"


def _quoted(item: ReportRow, count: int) -> str:
    """«12 (3): Сохранить срок в тридцать дней …»; only the number of what is no longer shown."""
    said = next((one.wording or one.rationale for one in item.proposals if one.rationale), "")
    beginning = shorten(said, _BEGINNING, placeholder=" …")
    return f"{_counted(item, count)}: {beginning}" if beginning else _counted(item, count)


def _vote(vote: Vote) -> str:
    said = words.STATES["altered"] if vote.is_altered else vote.text
    end = "" if said.endswith(".") else "."
    return f"{said}{end} Голосование: {words.vote(vote.votes)}."


def _councils(report: Report) -> Iterator[Block]:
    """Councils that recommend something else than more than half of them."""
    given = [
        (council.facts.council.name, council.facts.opinion.recommendation)
        for council in report.opinions
        if council.facts.opinion is not None
    ]
    majority = next(
        (code for code, n in Counter(code for _, code in given).items() if 2 * n > len(given)), None
    )
    others = [(name, code) for name, code in given if code != majority]
    if majority is None or not others:
        return
    most = words.RECOMMENDATIONS[majority]
    yield paragraph(f"Большинство советов рекомендует {most}. Иное рекомендуют:")
    yield List(
        ordered=False,
        items=tuple(paragraphs(f"{name} – {words.RECOMMENDATIONS[code]}") for name, code in others),
    )
