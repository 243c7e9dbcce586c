"""A signed document as a workbook: everything that it says, to be filtered, counted and printed.

The printed document shows groups and counts; who said what stands here, one line each.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO, Final

from consultations.conclusions.domain.report import Member, MemberKind, Report, TextState
from consultations.conclusions.exports import workbook_facts as facts
from consultations.conclusions.exports.data import (
    file_words,
    kind_words,
    position_values,
    sort_words,
    state_words,
    who,
)
from consultations.conclusions.exports.words import AUTHORS, CHANNELS, KINDS, KINDS_OF_DOCUMENT
from core.documents.csv import Value
from core.documents.xlsx_rows import RowColumn, RowSheet, write_book
from drafts.domain.citations import citation

Progress = Callable[[int, int], None]

_GROUPS: Final = (
    ("№", 6), ("Структурная единица", 26), ("Путь", 18), ("Текст законопроекта", 50),
    ("Предложений", 13), ("Замечаний советов", 12), ("Рекомендаций слушаний", 14),
    ("По видам предложений", 26), ("Предлагаемая редакция", 50),
    ("Обоснование или текст замечания", 50), ("Позиция ответственного комитета", 22),
    ("Основание позиции", 28), ("Обоснование позиции", 50), ("Норма", 28),
    ("Ожидаемая редакция", 50), ("Дата ответа", 12), ("Дата заседания комитета", 13),
    ("Номер протокола", 12),
)  # fmt: skip
_MEMBERS: Final = (
    ("№ строки свода", 9), ("Вид", 16), ("Номер в системе", 11), ("Участник", 28),
    ("Тип участника", 18), ("Муниципальное образование", 26), ("Дата", 12), ("Способ", 14),
    ("Код подтверждения приёма", 18), ("Вид предложения или важность замечания", 20),
    ("Предлагаемая редакция", 50), ("Обоснование или текст замечания", 50), ("Файлы", 36),
    ("Состояние текста", 30),
)  # fmt: skip


def render_workbook(report: Report, out: IO[bytes], *, progress: Progress | None = None) -> None:
    """Writes the workbook into a binary stream; `progress(done, total)` is called every few hundred
    rows, and once more at the end. The same report gives the same bytes."""
    total = sum(1 + len(row.members) for row in report.rows)
    write_book(
        out,
        _sheets(report),
        title=f"{KINDS_OF_DOCUMENT[report.document.kind]} № {report.signature.number}",
        created=report.signed_at,
        # The small sheets are not counted beforehand.
        progress=(lambda done: progress(min(done, total), total)) if progress else None,
    )
    if progress:
        progress(total, total)


def _sheets(report: Report) -> Iterator[RowSheet]:
    yield facts.about(report)
    yield RowSheet("Свод", _columns(_GROUPS), _groups(report))
    yield RowSheet("Участники", _columns(_MEMBERS), _members(report))
    yield facts.councils(report)
    yield facts.statistics(report)
    if report.questions:
        yield facts.questions(report)
    if any(one.text and (one.text.checklist or one.text.factors) for one in report.councils):
        yield facts.assessments(report)
    yield facts.dissents(report)


def _columns(described: tuple[tuple[str, int], ...]) -> tuple[RowColumn, ...]:
    return tuple(RowColumn(title, width) for title, width in described)


def _groups(report: Report) -> Iterator[tuple[Value, ...]]:
    for unit in report.units:
        place = citation(unit.path) or "законопроект в целом"
        for row in unit.rows:
            kinds = Counter(member.kind for member in row.members)
            main = next((one for one in row.members if one.state is TextState.SHOWN), None)
            yield (
                row.number,
                place,
                unit.path,
                unit.original,
                kinds[MemberKind.PROPOSAL],
                kinds[MemberKind.REMARK],
                kinds[MemberKind.RECOMMENDATION],
                _by_kind(row.proposals),
                main.wording if main else "",
                main.rationale if main else "",
                *position_values(row.position),
            )


def _by_kind(members: tuple[Member, ...]) -> str:
    """«изменить формулировку – 3; общее мнение – 1»; what is no longer shown has no kind."""
    found = Counter(member.kind_code for member in members)
    return "; ".join(f"{text} – {found[code]}" for code, text in KINDS.items() if found[code])


def _members(report: Report) -> Iterator[tuple[Value, ...]]:
    for row in report.rows:
        for member in row.members:
            yield (
                row.number,
                kind_words(member),
                member.id,
                who(member),
                AUTHORS.get(member.author_type, ""),
                member.municipality,
                member.received_on,
                CHANNELS.get(member.channel, ""),
                member.receipt_code,
                sort_words(member),
                member.wording,
                member.rationale,
                "\n".join(file_words(file) for file in member.files),
                "" if member.state is TextState.SHOWN else state_words(member),
            )
