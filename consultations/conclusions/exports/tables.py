"""Tables of the document."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from consultations.conclusions.domain.report import (
    CouncilReport,
    Member,
    MemberKind,
    Position,
    ReportRow,
    TextState,
    Unit,
)
from consultations.conclusions.domain.snapshot import OpinionFacts
from consultations.conclusions.domain.tally import Counts, Tally
from consultations.conclusions.domain.wording import comparison_base
from consultations.conclusions.exports import words
from consultations.conclusions.exports.data import sort_words, state_words, who
from core.documents.domain.blocks import (
    Align,
    Cell,
    Column,
    Layout,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    group_row,
    row,
)
from core.web.redline import redline
from drafts.domain.citations import citation

_COLUMNS = (Column(1), Column(4), Column(8), Column(3), Column(8))
_HEADER = (
    row(
        "№",
        "Кем и как внесено",
        "Предложение или замечание",
        "Позиция ответственного комитета",
        "Обоснование позиции и ожидаемая редакция",
    ),
)


def consolidated(units: Sequence[Unit]) -> Table:
    """Unit by unit: its words, then everything that was said on it with the answers."""
    return Table(
        columns=_COLUMNS,
        header=_HEADER,
        rows=tuple(item for unit in units for item in _unit(unit)),
        caption="Предложения и замечания по структурным единицам",
        layout=Layout.LANDSCAPE,
    )


def general(rows: Iterable[ReportRow]) -> Table:
    """What was said on the bill as a whole; portrait, so that the heading stays with its table."""
    return Table(
        columns=(Column(1), Column(4), Column(7), Column(3), Column(7)),
        header=_HEADER,
        rows=tuple(_row(item, "") for item in rows),
        caption="Предложения и замечания по законопроекту в целом",
        layout=Layout.PORTRAIT,
    )


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


def unanswered(rows: Iterable[tuple[Unit, ReportRow]]) -> Table:
    """What has no position of the committee."""
    return Table(
        columns=(Column(1), Column(6), Column(6)),
        header=(row("Строка свода", "Структурная единица", "Кем внесено"),),
        rows=tuple(
            (
                cell(str(item.number)),
                cell(words.capital(citation(unit.path)) or "Законопроект в целом"),
                cell("; ".join(dict.fromkeys(who(member) for member in item.members))),
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


# --- Rows of the consolidated table -----------------------------------------------------------


def _unit(unit: Unit) -> Iterator[Row]:
    yield group_row(words.capital(citation(unit.path)), columns=len(_COLUMNS))
    if unit.original:
        label = Paragraph((Run("Текст законопроекта: ", bold=True), Run(unit.original)))
        yield (Cell((label,), span=len(_COLUMNS)),)
    for item in unit.rows:
        yield _row(item, unit.original)


def _row(item: ReportRow, original: str) -> Row:
    return (
        cell(str(item.number)),
        Cell(tuple(_who(item))),
        Cell(tuple(_what(item))),
        cell(words.capital(position_words(item.position))),
        Cell(tuple(_why(item.position, original))),
    )


def _who(item: ReportRow) -> Iterator[Paragraph]:
    for member in item.members:
        yield _text(who(member), bold=True)
        yield _text("; ".join(filter(None, _about(member))))


def _about(member: Member) -> Iterator[str]:
    if member.kind is MemberKind.REMARK:
        yield "замечание совета"
        if member.kind_code:
            yield f"важность {words.IMPORTANCE[member.kind_code]}"
    elif member.kind is MemberKind.RECOMMENDATION:
        yield "рекомендация слушаний"
        yield words.vote(member.kind_code)
    else:
        yield words.AUTHORS.get(member.author_type, "")
        yield member.municipality
    if member.received_on is not None:
        yield words.short_day(member.received_on)
    yield words.CHANNELS.get(member.channel, "")
    if member.receipt_code:
        yield f"код {member.receipt_code}"


_TEXT_LABELS: Final = {
    MemberKind.PROPOSAL: "Обоснование: ",
    MemberKind.REMARK: "Замечание: ",
    MemberKind.RECOMMENDATION: "Рекомендация: ",
}


def _what(item: ReportRow) -> Iterator[Paragraph]:
    """Same proposals say the same: the words of the first that may be shown, of each sort."""
    shown = [member for member in item.members if member.state is TextState.SHOWN]
    for member in (*shown[:1], *(other for other in shown[1:] if _differs(other, shown[0]))):
        if member.kind is MemberKind.PROPOSAL:
            yield _text(words.capital(sort_words(member)), italic=True)
        if member.wording:
            yield Paragraph((Run("Предлагаемая редакция: ", bold=True), Run(member.wording)))
        label = _TEXT_LABELS[member.kind]
        yield Paragraph((Run(label, bold=True), Run(member.rationale)))
    for member in item.members:
        if member.state is not TextState.SHOWN:
            yield _text(state_words(member), italic=True)


def _differs(member: Member, first: Member) -> bool:
    return (member.wording, member.rationale) != (first.wording, first.rationale)


def position_words(position: Position | None) -> str:
    """«учтено частично», or that there is none."""
    return words.DISPOSITIONS[position.disposition] if position else words.NO_POSITION


def agreed_words(position: Position) -> str:
    """«заседание комитета 12.03.2026, протокол № 5»; empty if neither was written down."""
    if position.sitting_on is None:
        return ""
    number = f"протокол №\N{NO-BREAK SPACE}{position.minutes_number}"
    return f"заседание комитета {words.short_day(position.sitting_on)}, {number}"


def _why(position: Position | None, original: str) -> Iterator[Paragraph]:
    if position is None:
        yield _text("–")
        return
    if position.is_altered:
        yield _text(words.STATES["altered"], italic=True)
        return
    if position.reason:
        yield _text(position.reason, italic=True)
    if position.text:
        yield _text(position.text)
    if position.norm:
        yield Paragraph((Run("Норма: ", bold=True), Run(position.norm)))
    if position.expected:
        yield Paragraph((Run("Ожидаемая редакция: ", bold=True), *_expected(position, original)))
    if not (position.reason or position.text or position.norm or position.expected):
        yield _text("–")
    agreed = agreed_words(position)
    if agreed:
        yield _text(f"Согласовано: {agreed}.", italic=True)


def _expected(position: Position, original: str) -> Iterator[Run]:
    """The changes against the words of the bill, if the two are versions of one text."""
    base = comparison_base(original, position.expected)
    if not base:
        yield Run(position.expected)
        return
    crossed_out = False
    for part in redline(base, position.expected):
        is_new = part.operation == "insert"
        if is_new and crossed_out:
            yield Run(" ")  # the old words and the new ones must not run together
        crossed_out = part.operation == "delete"
        yield Run(part.text, inserted=is_new, deleted=crossed_out)


def _text(text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    return Paragraph((Run(text, bold=bold, italic=italic),), align=Align.LEFT)
