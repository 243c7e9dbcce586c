"""The words of what is public: counted with the index, read to correct what is typed.

Each process keeps the words in memory and reads those only that are new, when something is to be
corrected. What is suggested is looked up again: a word that has left the index is never shown.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from threading import Lock
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from search.domain import spelling
from search.domain.families import MIN_ROOT, are_related
from search.domain.spelling import Candidate, Known
from search.domain.words import stem
from search.models import OWN_FORM, IndexedDocument, IndexJob, SearchWord

MIN_LETTERS: Final = 3
MAX_LETTERS: Final = spelling.MAX_LETTERS
# Words of one root that are looked for with one that was typed.
MAX_RELATED: Final = 6
BATCH: Final = 5000
# Changes that wait for the index; while there are more, nothing is suggested.
_MOST_CHANGING: Final = 300
# Parts of a compound are joined by a Latin «x» (search.domain.words.folded).
_COMPOUND: Final = re.compile(r"(?<=[а-я])x(?=[а-я])")
_INSERT: Final = (
    "INSERT INTO search_searchword (word, stem, documents) {rows} "
    "ON CONFLICT (word) DO UPDATE SET documents = search_searchword.documents + excluded.documents"
)
_ROWS: Final = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), "
    "json_extract(value, '$[2]') FROM json_each(%s) WHERE true",
    "postgresql": "SELECT value->>0, value->>1, (value->>2)::integer "
    "FROM jsonb_array_elements(%s::jsonb)",
}


# --- Written with the index --------------------------------------------------------------------


def words_in(title_words: str, body_words: str) -> set[str]:
    """The words of an indexed document that are worth suggesting."""
    tokens = f"{title_words} {body_words}".split()
    own = (token.removeprefix(OWN_FORM) for token in tokens if token.startswith(OWN_FORM))
    parts = (part for word in own for part in _COMPOUND.split(word))
    return {part for part in parts if MIN_LETTERS <= len(part) <= MAX_LETTERS and part.isalpha()}


@transaction.atomic
def change(*, gone: Iterable[Collection[str]], come: Iterable[Collection[str]]) -> None:
    """Counts documents that leave and that come, each as the set of its words. Belongs into the
    transaction in which the index is changed."""
    counts: Counter[str] = Counter()
    for found in come:
        counts.update(found)
    for found in gone:
        counts.subtract(found)
    changed = sorted((word, count) for word, count in counts.items() if count)
    for start in range(0, len(changed), BATCH):
        _add(changed[start : start + BATCH])
    less = [word for word, count in changed if count < 0]
    for start in range(0, len(less), BATCH):
        _words_of(less[start : start + BATCH]).filter(documents__lte=0).delete()


def _add(counts: list[tuple[str, int]]) -> None:
    rows = json.dumps([(word, stem(word), count) for word, count in counts], ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(rows=_ROWS[connection.vendor]), [rows])


def _words_of(found: Collection[str]) -> Any:
    return SearchWord.objects.filter(word__in=found)


@transaction.atomic
def recount() -> None:
    """Counts everything that is indexed anew."""
    SearchWord.objects.all().delete()
    current = IndexedDocument.objects.filter(is_current=True)
    rows = current.values_list("title_words", "body_words").iterator(chunk_size=500)
    change(gone=(), come=(words_in(title, body) for title, body in rows))


# --- Read for corrections ----------------------------------------------------------------------


Shelves = dict[int, list[str]]


class _Kept:
    """The words of the index and their stems as a process knows them, by their lengths; `last` is
    the newest word."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        self.last = 0
        self.known: set[str] = set()
        self.words: Shelves = {}
        self.stems: Shelves = {}

    def renew(self) -> None:
        """Reads the words that have come since. None is ever taken out here: whether one is still
        there is asked when it is suggested."""
        with self._lock:
            new = SearchWord.objects.filter(pk__gt=self.last).order_by("pk")
            rows = new.values_list("pk", "word", "stem").iterator(chunk_size=BATCH)
            for self.last, word, its_stem in rows:
                self._keep(word, self.words, word)
                self._keep(its_stem, self.stems, f"={its_stem}")

    def _keep(self, text: str, shelves: Shelves, name: str) -> None:
        if name not in self.known:
            self.known.add(name)
            spelling.shelve(text, shelves)


_kept = _Kept()


def forget() -> None:
    """What the process keeps; for tests."""
    _kept.forget()


def is_counted(term: str) -> bool:
    """Whether a term is a word that is counted here: a term that is not is no rare word for it."""
    return MIN_LETTERS <= len(term) <= MAX_LETTERS and term.isalpha() and not _COMPOUND.search(term)


def frequencies(stems: Collection[str]) -> dict[str, int]:
    """How many documents have a word of each stem; those that none has are left out. A document
    with two forms of a word counts twice."""
    counts: Counter[str] = Counter()
    rows = SearchWord.objects.filter(stem__in=stems).values_list("stem", "documents")
    for its_stem, documents in rows:
        counts[its_stem] += documents
    return dict(counts)


def families(terms: Collection[str]) -> dict[str, list[str]]:
    """Of each word the stems of the same root that stand in the index, the most frequent first and
    at most MAX_RELATED; words without any are left out. One query, none for short words."""
    wanted = [term for term in terms if is_counted(term) and len(term) >= MIN_ROOT]
    if not wanted:
        return {}
    begin_so = reduce(or_, (_begins(term[:MIN_ROOT]) for term in wanted))
    counts: Counter[str] = Counter()
    for its_stem, documents in SearchWord.objects.filter(begin_so).values_list("stem", "documents"):
        counts[its_stem] += documents
    found = {
        term: [other for other, _n in counts.most_common() if _is_other(term, other)][:MAX_RELATED]
        for term in wanted
    }
    return {term: others for term, others in found.items() if others}


def _begins(root: str) -> Q:
    """Compared as a range, so that an index is used in any database."""
    return Q(stem__gte=root, stem__lt=root[:-1] + chr(ord(root[-1]) + 1))


def _is_other(term: str, other: str) -> bool:
    return other != term and are_related(term, other)


def correction(word: str, *, slips: float = 2.0) -> Known | None:
    """The word of the index that is meant most likely by one (folded) that may be mistyped, at most
    so many slips away; another form of the word itself is no correction. If no form of any is near
    enough, stems are compared."""
    if not spelling.forgiven(word):
        return None
    _kept.renew()
    found = spelling.candidates(word, _kept.words)
    known = _words_like({stem(one.word) for one in found} - {stem(word)})
    likely = spelling.best(_within(found, slips), known)
    if likely is not None:
        return likely
    near = _within(spelling.candidates(stem(word), _kept.stems), slips)
    known = _words_like({one.word for one in near})
    return spelling.best(spelling.forms(word, near, known), known)


def _within(found: list[Candidate], slips: float) -> list[Candidate]:
    return [one for one in found if one.cost <= slips]


def _words_like(stems: Collection[str]) -> list[Known]:
    """All words of the index that have one of the stems, as they are counted now; none that only
    documents have which are about to change, for they may have been hidden."""
    rows = SearchWord.objects.filter(stem__in=stems).values_list("word", "stem", "documents")
    known = [Known(*row) for row in rows] if stems else []
    changing = _changing() if known else Counter()
    return [] if changing is None else [one for one in known if one.documents > changing[one.word]]


def _changing() -> Counter[str] | None:
    """Words of documents whose single changes the index has not followed yet, with the number of
    such documents; None if there are too many to look through. One query, mostly."""
    jobs = IndexJob.objects.filter(target="database")
    keys = set(jobs.values_list("kind", "object_id")[: _MOST_CHANGING + 1])
    if len(keys) > _MOST_CHANGING:
        return None
    counts: Counter[str] = Counter()
    for kind in {kind for kind, _id in keys}:
        ids = [object_id for of, object_id in keys if of == kind]
        rows = IndexedDocument.objects.filter(kind=kind, object_id__in=ids, is_current=True)
        for title, body in rows.values_list("title_words", "body_words"):
            counts.update(words_in(title, body))
    return counts
