"""Tables of the document."""

from collections.abc import Iterable

from consultations.conclusions.domain.report import (
    CouncilReport,
    ReportRow,
    Unit,
)
from consultations.conclusions.domain.snapshot import OpinionFacts
from consultations.conclusions.domain.tally import Counts, Tally
from consultations.conclusions.exports import words
from consultations.conclusions.exports.members import authors
from core.documents.domain.blocks import (
    Align,
    Cell,
    Column,
    Row,
    Table,
    cell,
    row,
)
from drafts.domain.citations import citation


def councils(reports: Iterable[CouncilReport]) -> Table:
    """What the councils recommend."""
    return Table(
        columns=(Column(5), Column(4), Column(4), Column(4), Column(2, Align.RIGHT)),
        header=(row("Совет", "Рекомендация", "Заседание", "Голосование", "Замечаний"),),
        rows=tuple(_council(report.facts.council.name, report.facts.opinion) for report in reports),
        caption="Рекомендации советов",
    )


def tally(counts: Tally) -> Table:
    """Positions of the committee, counted."""
    rows = [
        _count_row(words.capital(text), counts, code) for code, text in words.DISPOSITIONS.items()
    ]
    if counts.waiting:
        rows.append(_count_row(words.capital(words.NO_POSITION), counts, "waiting"))
    parts = _counted(counts)
    names = ("Предложения", "Замечания", "Рекомендации")[: len(parts) - 1]
    total = [part.total for part in parts]
    return Table(
        columns=(Column(6), *(Column(2, Align.RIGHT),) * len(parts)),
        header=(row("Позиция ответственного комитета", *names, "Всего"),),
        rows=(*rows, (_head("Итого"), *(cell(str(number)) for number in total))),
        caption="Позиции ответственного комитета",
    )


def positions(counts: Tally) -> list[tuple[str, int]]:
    """Positions by name with the numbers of all they were given on, as a chart shows them."""
    codes = {**words.DISPOSITIONS, **({"waiting": words.NO_POSITION} if counts.waiting else {})}
    return [(words.capital(text), getattr(counts.total, code)) for code, text in codes.items()]


def unanswered(rows: Iterable[tuple[Unit, ReportRow]]) -> Table:
    """What has no position of the committee."""
    return Table(
        columns=(Column(1), Column(6), Column(6)),
        header=(row("Строка свода", "Структурная единица", "Кем внесено"),),
        rows=tuple(
            (
                cell(str(item.number)),
                cell(words.capital(citation(unit.path)) or "Законопроект в целом"),
                Cell(tuple(authors(item))),
            )
            for unit, item in rows
        ),
        caption="Строки, по которым позиция комитета не представлена",
    )


def pairs(caption: str, names: tuple[str, str], values: Iterable[tuple[str, int]]) -> Table:
    """Names with numbers."""
    return Table(
        columns=(Column(6), Column(2, Align.RIGHT)),
        header=(row(*names),),
        rows=tuple((_head(name), cell(str(value))) for name, value in values),
        caption=caption,
    )


def meeting_words(facts: OpinionFacts) -> str:
    """«12 марта 2026 г., очная форма, протокол № 3»"""
    minutes = f"протокол №\N{NO-BREAK SPACE}{facts.minutes_number}" if facts.minutes_number else ""
    parts = (words.day(facts.meeting_on), words.MEETINGS[facts.meeting_form], minutes)
    return ", ".join(part for part in parts if part)


def vote_words(facts: OpinionFacts) -> str:
    """«присутствовали 6 из 9; за – 5, против – 1, воздержались – 0»"""
    text = (
        f"присутствовали {facts.present} из {facts.seats}; за – {facts.votes_for}, "
        f"против – {facts.votes_against}, воздержались – {facts.votes_abstained}"
    )
    return text.replace(" – ", "\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}")


def _counted(counts: Tally) -> list[Counts]:
    """The columns: recommendations only where there were hearings with any."""
    given = [counts.recommendations] if counts.recommendations.total else []
    return [counts.proposals, counts.remarks, *given, counts.total]


def _head(text: str) -> Cell:
    return cell(text, header=True)


def _count_row(name: str, counts: Tally, code: str) -> Row:
    values = [getattr(part, code) for part in _counted(counts)]
    return (_head(name), *(cell(str(value)) for value in values))


def _council(name: str, facts: OpinionFacts | None) -> Row:
    if facts is None:
        return (_head(name), cell("–"), cell("–"), cell("–"), cell("–"))
    return (
        _head(name),
        cell(words.capital(words.RECOMMENDATIONS[facts.recommendation])),
        cell(meeting_words(facts)),
        cell(vote_words(facts)),
        cell(str(len(facts.remarks))),
    )
