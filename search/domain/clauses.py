"""A question to any database of stems, as backends get it."""

from dataclasses import dataclass
from enum import StrEnum

from search.domain.words import folded


class Field(StrEnum):
    """Where terms are looked for: in title and body, completed by the context; in what a document
    says of its law or author; among the units that it stands in (`article5`, as `unit_term` writes
    them); or as the unit that the document itself is."""

    TEXT = "text"
    LAW = "law"
    AUTHOR = "author"
    UNIT = "unit"
    LEAF = "leaf"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that occur all; one after another if `in_row`. `words`, if given: these very forms
    occur one after another as well (what stands in quotation marks, and numbers)."""

    terms: tuple[str, ...]
    in_row: bool = False
    words: tuple[str, ...] = ()
    field: Field = Field.TEXT


Clause = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A value of a facet as a person calls it: one that is wanted, or one that is left out."""

    facet: str
    value: str
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Every clause must hold (`any_clause`: `enough` of those that look in texts, and all the
    others); a clause holds if any of its phrases occurs. One clause at least must hold in the
    document itself, not in its context alone. Documents for which all clauses of `first`
    hold are found as well, before all others (the unit that a citation names). What has one of the
    phrases `without` is left out of both. No clauses: nothing was asked. Terms are letters and
    digits.

    `surest`: `first` without what is only sometimes called as it was typed; who asks puts it in the
    place of `first` if it finds something (search.rescue); backends do not look at it.
    `narrowing`: who asks makes filters of it (search.narrowing); backends do not look at it.
    """

    clauses: tuple[Clause, ...]
    any_clause: bool = False
    without: Clause = ()
    first: tuple[Clause, ...] = ()
    narrowing: tuple[Narrowing, ...] = ()
    surest: tuple[Clause, ...] = ()

    @property
    def in_texts(self) -> tuple[Clause, ...]:
        """The clauses that look in titles and bodies."""
        return tuple(c for c in self.clauses if any(p.field is Field.TEXT for p in c))

    @property
    def enough(self) -> int:
        """How many of the clauses that look in texts must hold."""
        count = len(self.in_texts)
        if not self.any_clause:
            return count
        return 1 if count < 4 else max(2, (count + 1) // 2)

    @property
    def in_fields(self) -> tuple[Clause, ...]:
        """The clauses that look elsewhere: they must hold whatever `any_clause` says."""
        return tuple(c for c in self.clauses if all(p.field is not Field.TEXT for p in c))

    @property
    def terms(self) -> frozenset[str]:
        """Everything that is worth marking in a found text."""
        phrases = (phrase for clause in self.clauses for phrase in clause)
        return frozenset(t for p in phrases if p.field is Field.TEXT for t in p.terms)


def unit_term(step: str) -> str:
    """A step of a unit path as one term: `article:5.1` → `article5x1`."""
    kind, _, number = step.partition(":")
    return kind.replace("_", "") + "".join(folded(number))


def unit_terms(path: str) -> tuple[str, ...]:
    """All steps of a path: `article:5/paragraph:1` → (`article5`, `paragraph1`)."""
    return tuple(unit_term(step) for step in path.split("/")) if path else ()
