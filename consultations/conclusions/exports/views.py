"""What councils think of the proposals of citizens, by the row of the document."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports import words
from consultations.conclusions.exports.members import text
from core.documents.domain.blocks import Paragraph

Views = Mapping[int, tuple[tuple[str, str, str], ...]]
NOTES: Final = 3  # of one council in one row


def views(report: Report) -> Views:
    """Council, result (a code) and note by the number of the row; rows that are in the document."""
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for council in report.opinions:
        for item in council.text.considered if council.text else ():
            if item.row:
                found[item.row].append((council.facts.council.name, item.result, item.note))
    return {number: tuple(items) for number, items in found.items()}


def view_words(items: tuple[tuple[str, str, str], ...]) -> Iterator[Paragraph]:
    """By council: each result with how many proposals have it, then its notes."""
    for council in dict.fromkeys(name for name, _result, _note in items):
        results = Counter(result for name, result, _note in items if name == council)
        said = ", ".join(
            words.CONSIDERED.get(code, code) + (f" – {count}" if len(items) > 1 else "")
            for code, count in results.items()
        )
        yield text(f"{council}: {said}.")
        notes = dict.fromkeys(note for name, _result, note in items if name == council and note)
        yield from (text(note, italic=True) for note in list(notes)[:NOTES])
