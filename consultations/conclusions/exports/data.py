"""The data of a signed document: one line for each proposal and remark (CSV), everything (JSON)."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO, Final

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
from consultations.conclusions.exports.columns import COLUMNS, KINDS
from core.documents.csv import Value, write_csv
from core.mail.links import absolute
from drafts.domain.citations import citation

HEADER: Final = tuple(column.title for column in COLUMNS)


# What is done, of how much.
Progress = Callable[[int, int], None]


def render_rows(report: Report) -> bytes:
    """CSV with one line for each proposal and each remark, in the order of the document."""
    out = io.BytesIO()
    write_rows(report, out)
    return out.getvalue()


def write_rows(report: Report, out: BinaryIO, progress: Progress | None = None) -> None:
    """The same, line by line into a stream."""
    write_csv(HEADER, lines(report, progress), out)


def lines(report: Report, progress: Progress | None = None) -> Iterator[tuple[Value, ...]]:
    """The values under `HEADER`, one tuple for each proposal and remark."""
    total, done = sum(len(unit.rows) for unit in report.units), 0
    for unit in report.units:
        for row in unit.rows:
            for member in row.members:
                yield _line(unit, row, member)
            done += 1
            if progress:
                progress(done, total)


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
    return KINDS[member.kind]


def sort_words(member: Member) -> str:
    """What kind of proposal, how important a remark, how the hearings voted."""
    if member.kind is MemberKind.REMARK:
        return words.IMPORTANCE.get(member.kind_code, "")
    if member.kind is MemberKind.RECOMMENDATION:
        return words.vote(member.kind_code)
    return words.KINDS.get(member.kind_code, "")


def who(member: Member) -> str:
    """How the author is signed; of a proposal that is there no more nobody knows."""
    if member.kind is not MemberKind.PROPOSAL:
        return member.name
    if member.state is TextState.ERASED and not (member.name or member.number):
        return words.NOBODY
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
    out = io.BytesIO()
    write_json(report, out)
    return out.getvalue()


def write_json(report: Report, out: BinaryIO, progress: Progress | None = None) -> None:
    """The same, piece by piece into a stream: the long lists are never whole in memory."""
    fields = _fields(report)
    long: Mapping[str, Iterable[tuple[str, Any]]] = {
        "openings": ((key, asdict(report.openings[key])) for key in sorted(report.openings)),
        "units": (("", _dated(asdict(unit))) for unit in _told(report, progress)),
    }
    for number, key in enumerate(sorted({*fields, *long})):
        out.write(f"{',' if number else '{'}\n  {_json(key)}: ".encode())
        if key in long:
            _write_long(long[key], out, "[]" if key == "units" else "{}")
        else:
            out.write(_indented(fields[key], "  "))
    out.write(b"\n}\n")


def _write_long(items: Iterable[tuple[str, Any]], out: BinaryIO, brackets: str) -> None:
    """A list, or an object whose names come in their order, as json.dumps would set it."""
    separator = brackets[0]
    for key, value in items:
        name = "" if brackets == "[]" else f"{_json(key)}: "
        out.write(f"{separator}\n    {name}".encode())
        out.write(_indented(value, "    "))
        separator = ","
    out.write(brackets.encode() if separator == brackets[0] else f"\n  {brackets[1]}".encode())


def _told(report: Report, progress: Progress | None) -> Iterator[Unit]:
    total = len(report.units)
    for done, unit in enumerate(report.units, start=1):
        yield unit
        if progress:
            progress(done, total)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)


def _indented(value: Any, margin: str) -> bytes:
    """A line feed within a text is escaped in JSON, so every one that is there ends a line."""
    return _json(value).replace("\n", f"\n{margin}").encode()


def _fields(report: Report) -> dict[str, Any]:
    """Everything but the long lists."""
    return {
        "$schema": absolute(schema.PATH),
        "format": "veche-proposal-summary" if report.is_summary else "veche-summary-conclusion",
        "version": schema.VERSION,
        "document": _document(report),
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
        "places": [asdict(place) for place in report.places],
        "minutes": asdict(report.minutes) if report.minutes else None,
        "moderation_acts": dict(report.moderation),
        "objections": dict(report.objections),
        "snapshot": dict(report.snapshot),
    }


def _document(report: Report) -> dict[str, Any]:
    """Without `replaces` where it is not known, as in the snapshot."""
    facts = asdict(report.document)
    return {name: value for name, value in facts.items() if name != "replaces" or value}


def _dated(value: Any) -> Any:
    """Days as ISO 8601."""
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_dated(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
