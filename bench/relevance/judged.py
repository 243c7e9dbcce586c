"""The judged queries, read from the TOML files beside this one."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent / "queries"
GRADES: Final = (3, 2, 1, 0)


class JudgmentError(Exception):
    """What is wrong with the files, in words for whoever edits them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the grades of documents by their keys; 0 says that somebody has read it, and
    scores as what nobody has. `held_out`: nobody tunes by it."""

    text: str
    kind: str
    grades: dict[str, int]
    held_out: bool = False


def load(folder: Path = FOLDER) -> list[Judged]:
    """All queries, in the order of files and lines; a file is a kind. Raises JudgmentError (a
    key with two grades, a query without anything relevant, one that is there already)."""
    found: list[Judged] = []
    for path in sorted(folder.glob("*.toml")):
        found += _read(path)
    seen: set[str] = set()
    for query in found:
        if query.text in seen:
            raise JudgmentError(f"«{query.text}» is there twice")
        seen.add(query.text)
    return found


def _read(path: Path) -> Iterator[Judged]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in content["query"]:
        yield Judged(
            row["text"], content["kind"], _grades(row), held_out=bool(row.get("held_out", False))
        )


def _grades(row: dict[str, Any]) -> dict[str, int]:
    grades: dict[str, int] = {}
    for grade in GRADES:
        for key in row.get(f"grade{grade}", ()):
            if key in grades:
                raise JudgmentError(f"«{row['text']}»: {key} has two grades")
            grades[key] = grade
    if not any(grades.values()):
        raise JudgmentError(f"«{row['text']}»: nothing is judged relevant")
    unknown = set(row) - {"text", "held_out", *(f"grade{grade}" for grade in GRADES)}
    if unknown:
        raise JudgmentError(f"«{row['text']}»: what is {', '.join(sorted(unknown))}?")
    return grades
