"""The data of a signed document: one line for each proposal and remark (CSV), everything (JSON)."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from consultations.conclusions.domain.report import (
    FileFacts,
    Member,
    MemberKind,
    Position,
    Report,
    ReportRow,
    TextState,
    Unit,
)
from consultations.conclusions.exports import schema, words
from core.documents.csv import Value, render_csv
from core.mail.links import absolute
from drafts.domain.citations import citation

HEADER: Final = (
    "№", "Вид", "Номер в системе", "Структурная единица", "Путь", "Текст законопроекта",
    "Участник", "Тип участника", "Муниципальное образование", "Дата", "Способ",
    "Код подтверждения приёма", "Вид предложения или важность замечания",
    "Предлагаемая редакция", "Обоснование или текст замечания", "Файлы", "Состояние текста",
    "Позиция ответственного комитета", "Основание позиции", "Обоснование позиции", "Норма",
    "Ожидаемая редакция", "Дата ответа", "Дата заседания комитета", "Номер протокола",
)  # fmt: skip


def render_rows(report: Report) -> bytes:
    """CSV with one line for each proposal and each remark, in the order of the document."""
    return render_csv(HEADER, _lines(report))


def _lines(report: Report) -> Iterator[tuple[Value, ...]]:
    for unit in report.units:
        for row in unit.rows:
            for member in row.members:
                yield _line(unit, row, member)


def _line(unit: Unit, row: ReportRow, member: Member) -> tuple[Value, ...]:
    return (
        row.number,
        kind_words(member),
        member.id,
        citation(unit.path),
        unit.path,
        unit.original,
        who(member),
        words.AUTHORS.get(member.author_type, ""),
        member.municipality,
        member.received_on,
        words.CHANNELS.get(member.channel, ""),
        member.receipt_code,
        sort_words(member),
        member.wording,
        member.rationale,
        "\n".join(file_words(file) for file in member.files),
        "" if member.state is TextState.SHOWN else state_words(member),
        *position_values(row.position),
    )


def position_values(position: Position | None) -> tuple[Value, ...]:
    """The position in words, its ground, text, norm, expected wording, days and minutes."""
    if position is None:
        return (words.NO_POSITION, "", "", "", "", "", "", "")
    return (
        words.DISPOSITIONS[position.disposition],
        position.reason,
        position.text,
        position.norm,
        position.expected,
        position.published_on,
        position.sitting_on,
        position.minutes_number,
    )


def kind_words(member: Member) -> str:
    return {
        MemberKind.PROPOSAL: "предложение",
        MemberKind.REMARK: "замечание совета",
        MemberKind.RECOMMENDATION: "рекомендация слушаний",
    }[member.kind]


def sort_words(member: Member) -> str:
    """What kind of proposal, how important a remark, how the hearings voted."""
    if member.kind is MemberKind.REMARK:
        return words.IMPORTANCE.get(member.kind_code, "")
    if member.kind is MemberKind.RECOMMENDATION:
        return words.vote(member.kind_code)
    return words.KINDS.get(member.kind_code, "")


def who(member: Member) -> str:
    if member.kind is not MemberKind.PROPOSAL:
        return member.name
    return words.participant(member.name, member.number)


def file_words(file: FileFacts) -> str:
    """«Расчёт.pdf (PDF, 12 КБ) https://…»"""
    return f"{file.name} ({file.kind.upper()}, {words.file_size(file.size)}) {file.url}"


def state_words(member: Member) -> str:
    """Why a text is not there."""
    text = words.STATES[member.state.value]
    return f"{text} Основание: {member.state_note}." if member.state_note else text


def render_json(report: Report) -> bytes:
    """Everything that the documents say, with the openings by which anybody can check that the
    texts are those that were signed. Canonical order of names, UTF-8, two spaces."""
    document: dict[str, Any] = {
        "$schema": absolute(schema.PATH),
        "format": "veche-proposal-summary" if report.is_summary else "veche-summary-conclusion",
        "version": schema.VERSION,
        "document": asdict(report.document),
        "address": report.address,
        "snapshot_sha256": report.sha256,
        "signature": asdict(report.signature) | asdict(report.signer),
        "procedure": _dated(asdict(report.procedure)),
        "bill": asdict(report.bill),
        "organiser": asdict(report.organiser),
        "responder": asdict(report.responder),
        "addressee": asdict(report.addressee),
        "numbers": dict(report.numbers),
        "tally": asdict(report.tally),
        "moderation": [asdict(ground) for ground in report.grounds],
        "questions": [asdict(question) for question in report.questions],
        "councils": [_dated(asdict(council)) for council in report.councils],
        "dissents": [_dated(asdict(dissent)) for dissent in report.dissents],
        "units": [_dated(asdict(unit)) for unit in report.units],
        "places": [asdict(place) for place in report.places],
        "minutes": asdict(report.minutes) if report.minutes else None,
        "snapshot": dict(report.snapshot),
        "openings": {key: asdict(report.openings[key]) for key in sorted(report.openings)},
    }
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    return (text + "\n").encode("utf-8")


def _dated(value: Any) -> Any:
    """Days as ISO 8601."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_dated(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
