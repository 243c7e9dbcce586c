"""What becomes of each row of a table of remarks: a remark, or a fault with its name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consultations.room.domain.names import Person, is_several, named
from consultations.room.domain.tables import TableRow, importance_of
from consultations.room.domain.words import plain
from drafts.domain.cited import cited_path

# Author, provision (None: the bill as a whole) and the plain words of a remark.
RemarkKey = tuple[int, int | None, str]


class RowFault(StrEnum):
    """Why a row is not written."""

    MISSING_TEXT = "missing_text"
    TOO_LONG = "too_long"
    UNKNOWN_PROVISION = "unknown_provision"
    NO_AUTHOR = "no_author"
    UNKNOWN_AUTHOR = "unknown_author"
    SEVERAL_AUTHORS = "several_authors"
    AUTHOR_UNCLEAR = "author_unclear"  # the words fit several people
    AUTHOR_CONFLICT = "author_conflict"
    AUTHOR_NOT_DECLARED = "author_not_declared"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are judged by. `provisions`: ids by paths in the order of the text; `existing`:
    remarks that stand in the room; `default_author`: whose a row without an author is."""

    provisions: Mapping[str, int]
    people: Sequence[Person]
    existing: Collection[RemarkKey] = ()
    default_author: int | None = None
    max_text: int = 20_000
    max_norm: int = 500


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row with what it means. It is written if there is no fault; `importance_unclear` is only
    told: such a row is of medium importance."""

    row: TableRow
    faults: tuple[RowFault, ...]
    provision_id: int | None = None
    author_id: int | None = None
    importance: str = "medium"
    importance_unclear: bool = False

    @property
    def is_ok(self) -> bool:
        return not self.faults


def judge(rows: Iterable[TableRow], known: Known) -> list[JudgedRow]:
    """Rows in their order; of two same rows of one table the second is the duplicate."""
    seen = set(known.existing)
    judged = []
    for row in rows:
        verdict = _judged(row, known, seen)
        if verdict.is_ok and verdict.author_id is not None:
            seen.add((verdict.author_id, verdict.provision_id, plain(row.text)))
        judged.append(verdict)
    return judged


def _judged(row: TableRow, known: Known, seen: Collection[RemarkKey]) -> JudgedRow:
    faults: list[RowFault] = []
    if not row.text.strip():
        faults.append(RowFault.MISSING_TEXT)
    if _is_too_long(row, known):
        faults.append(RowFault.TOO_LONG)
    path = cited_path(row.place, known.provisions)
    if path is None:
        faults.append(RowFault.UNKNOWN_PROVISION)
    provision = known.provisions[path] if path else None
    author, fault = _author(row.author, known)
    if fault is not None:
        faults.append(fault)
    if not faults and author is not None and (author, provision, plain(row.text)) in seen:
        faults.append(RowFault.DUPLICATE)
    importance = importance_of(row.importance)
    return JudgedRow(
        row, tuple(faults), provision, author, importance or "medium", importance is None
    )


def _is_too_long(row: TableRow, known: Known) -> bool:
    texts = max(len(row.text), len(row.proposed_text))
    return texts > known.max_text or len(row.norm) > known.max_norm


def _author(written: str, known: Known) -> tuple[int | None, RowFault | None]:
    if not written.strip(" -–—"):
        default = [person for person in known.people if person.id == known.default_author]
        return _allowed(default[0]) if default else (None, RowFault.NO_AUTHOR)
    found = named(written, known.people)
    if not found:
        several = is_several(written)
        return None, RowFault.SEVERAL_AUTHORS if several else RowFault.UNKNOWN_AUTHOR
    if len(found) > 1:
        return None, RowFault.AUTHOR_UNCLEAR
    return _allowed(found[0])


def _allowed(person: Person) -> tuple[int, RowFault | None]:
    return person.id, RowFault(person.refusal) if person.refusal else None
