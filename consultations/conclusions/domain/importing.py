"""What becomes of each row of a file of answers: a draft, nothing, or faults with their names."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consultations.conclusions.domain.answers import (
    ACCEPTED,
    MAX_NORM,
    MAX_TEXT,
    PARTLY,
    AnswerData,
    AnswerFault,
    Reason,
    answer_faults,
)
from consultations.conclusions.domain.rowkeys import RowKey, parse_key, print_of
from consultations.conclusions.domain.sheets import (
    Column,
    SheetRow,
    plain_words,
    position_of,
    tidy,
)
from consultations.conclusions.domain.substance import Flaw, is_empty, text_key


class Verdict(StrEnum):
    NEW = "new"  # the first draft of an answer
    CHANGED = "changed"  # takes the place of a draft, or of a published answer
    SAME = "same"  # says what stands there now
    UNTOUCHED = "untouched"  # as it was in the file; a colleague has changed the answer since
    EMPTY = "empty"
    FAULT = "fault"


GOOD: Final = (Verdict.NEW, Verdict.CHANGED)


class RowFault(StrEnum):
    NO_KEY = "no_key"
    CHANGED_KEY = "changed_key"
    OTHER_EVENT = "other_event"
    KEY_TWICE = "key_twice"
    FORMULA = "formula"
    NESTED_TABLE = "nested_table"
    NO_POSITION = "no_position"
    UNKNOWN_POSITION = "unknown_position"
    UNKNOWN_REASON_WORDS = "unknown_reason_words"
    NEEDLESS_WORDING = "needless_wording"  # an expected wording, though nothing is accepted
    TOO_LONG = "too_long"
    STALE = "stale"  # a colleague has answered meanwhile
    MERGED = "merged"
    HIDDEN = "hidden"
    NOT_SAVED = "not_saved"  # refused at the last moment


@dataclass(frozen=True, slots=True)
class Fault:
    """`code`: a RowFault or an AnswerFault; `detail`: the words, the column or the group that it is
    about."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason of the rules, and the words by which a file names it."""

    code: str
    disposition: str
    requires_text: bool
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group as it is now. `current`: its draft, or else its published answer; `reason_title`: its
    reason in words; `merged_into`: where its members are, if it is gone."""

    id: int
    consultation: int
    version: int
    is_shown: bool = True
    merged_into: int | None = None
    original: str = ""
    has_wording: bool = False
    current: AnswerData | None = None
    reason_title: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are judged by. `texts`: groups by the key of the reasoning that they have in a
    draft or a published answer; `phrases`: stock phrases."""

    consultation: int
    secrets: tuple[bytes, ...]
    groups: Mapping[int, GroupState]
    reasons: Sequence[ReasonWords] = ()
    phrases: Sequence[str] = ()
    texts: Mapping[str, Collection[int]] | None = None


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with what it means; `flaws` are warnings, with which it is saved all the same."""

    row: SheetRow
    verdict: Verdict
    group: int | None = None
    version: int = 0
    data: AnswerData | None = None
    faults: tuple[Fault, ...] = ()
    flaws: tuple[Flaw, ...] = ()


def judge(rows: Iterable[SheetRow], known: Known) -> list[JudgedRow]:
    """Rows in their order. A key that stands in two rows with something in them is a fault of
    both: nobody can tell which one was meant."""
    found = list(rows)
    keys = [parse_key(row.key) for row in found]
    filled = Counter(
        key.group for key, row in zip(keys, found, strict=True) if key and not row.is_empty
    )
    said = _said_in(found, keys)
    return [
        _judged(row, key, known, is_twice=bool(key and filled[key.group] > 1), said=said)
        for row, key in zip(found, keys, strict=True)
    ]


def _said_in(rows: Sequence[SheetRow], keys: Sequence[RowKey | None]) -> dict[str, set[int]]:
    """Groups by the key of the reasoning that the file gives them."""
    said: dict[str, set[int]] = {}
    for row, key in zip(rows, keys, strict=True):
        if key is not None and row.text:
            said.setdefault(text_key(row.text), set()).add(key.group)
    return said


def _judged(
    row: SheetRow,
    key: RowKey | None,
    known: Known,
    *,
    is_twice: bool,
    said: Mapping[str, Collection[int]],
) -> JudgedRow:
    state = known.groups.get(key.group) if key else None
    fault = _key_fault(row, key, state, known)
    if fault is None and row.is_empty:
        return JudgedRow(row, Verdict.EMPTY, state.id if state else None)
    if fault is not None or key is None or state is None:
        found = fault or Fault(RowFault.CHANGED_KEY)
        return JudgedRow(row, Verdict.FAULT, faults=(found,))
    if is_twice:
        return JudgedRow(row, Verdict.FAULT, state.id, faults=(Fault(RowFault.KEY_TWICE),))
    data = answer_of(row, state, known.reasons)
    if data is not None and state.current is not None and _says(data, state.current):
        return JudgedRow(row, Verdict.SAME, state.id, key.version, data)
    if key.print == print_of(row.cells.values()):
        return JudgedRow(row, Verdict.UNTOUCHED, state.id, key.version)
    faults = tuple(_faults(row, key, state, data, known))
    if faults:
        return JudgedRow(row, Verdict.FAULT, state.id, key.version, data, faults)
    verdict = Verdict.NEW if state.current is None else Verdict.CHANGED
    return JudgedRow(
        row, verdict, state.id, key.version, data, flaws=tuple(_flaws(row, state.id, known, said))
    )


def _key_fault(
    row: SheetRow, key: RowKey | None, state: GroupState | None, known: Known
) -> Fault | None:
    if not row.key:
        return Fault(RowFault.NO_KEY)
    if key is None or state is None or not key.is_made_by(known.secrets, state.consultation):
        return Fault(RowFault.CHANGED_KEY)
    return Fault(RowFault.OTHER_EVENT) if state.consultation != known.consultation else None


def answer_of(
    row: SheetRow, state: GroupState, reasons: Sequence[ReasonWords]
) -> AnswerData | None:
    """What a row says, as far as its position is understood; a reason in unknown words has an
    empty code."""
    position = position_of(row.position)
    if position is None:
        return None
    code = _reason_code(row.reason, position, state, reasons)
    return AnswerData(position, code, row.text, row.norm, row.expected)


def _reason_code(
    words: str, position: str, state: GroupState, reasons: Sequence[ReasonWords]
) -> str:
    """The code of a reason in words, that of this position first; that of the answer which stands
    there already, even if the rules do not know it any more."""
    plain = plain_words(words)
    if not plain:
        return ""
    if state.current is not None and plain == plain_words(state.reason_title):
        same = state.current
        if same.disposition == position:
            return same.reason_code
    named = [
        reason for reason in reasons if plain in (plain_words(title) for title in reason.titles)
    ]
    own = [reason for reason in named if reason.disposition == position]
    return next((reason.code for reason in (*own, *named)), "")


def _says(data: AnswerData, current: AnswerData) -> bool:
    return (data.disposition, data.reason_code) == (current.disposition, current.reason_code) and (
        [tidy(text) for text in (data.text, data.norm, data.expected_text)]
        == [tidy(text) for text in (current.text, current.norm, current.expected_text)]
    )


def _faults(
    row: SheetRow, key: RowKey, state: GroupState, data: AnswerData | None, known: Known
) -> Iterator[Fault]:
    if state.merged_into is not None:
        yield Fault(RowFault.MERGED, str(state.merged_into))
    elif not state.is_shown:
        yield Fault(RowFault.HIDDEN)
    elif key.version != state.version:
        yield Fault(RowFault.STALE)
    yield from (Fault(RowFault.FORMULA, str(column)) for column in row.formulas)
    yield from (Fault(RowFault.NESTED_TABLE, str(column)) for column in row.nested)
    yield from _too_long(row)
    if data is None:
        yield (
            Fault(RowFault.UNKNOWN_POSITION, row.position)
            if row.position
            else Fault(RowFault.NO_POSITION)
        )
        return
    is_unknown = bool(row.reason) and not data.reason_code
    if is_unknown:
        yield Fault(RowFault.UNKNOWN_REASON_WORDS, row.reason)
    if row.expected and data.disposition not in (ACCEPTED, PARTLY):
        yield Fault(RowFault.NEEDLESS_WORDING)
    reasons = [Reason(one.code, one.disposition, one.requires_text) for one in known.reasons]
    for fault in answer_faults(
        data, reasons=reasons, has_wording=state.has_wording, original=state.original
    ):
        # What is too long is named by its column.
        if not (is_unknown and fault == "no_reason") and fault != AnswerFault.TOO_LONG:
            yield Fault(str(fault))


def _too_long(row: SheetRow) -> Iterator[Fault]:
    if len(row.text) > MAX_TEXT:
        yield Fault(RowFault.TOO_LONG, Column.TEXT)
    if len(row.norm) > MAX_NORM:
        yield Fault(RowFault.TOO_LONG, Column.NORM)
    if len(row.expected) > MAX_TEXT:
        yield Fault(RowFault.TOO_LONG, Column.EXPECTED)


def _flaws(
    row: SheetRow, group: int, known: Known, said: Mapping[str, Collection[int]]
) -> Iterator[Flaw]:
    if is_empty(row.text, phrases=known.phrases):
        yield Flaw.EMPTY
    key = text_key(row.text)
    others = {*(known.texts or {}).get(key, ()), *said.get(key, ())} if key else set()
    if others - {group}:
        yield Flaw.REPEATED
