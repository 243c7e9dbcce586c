"""Filters that are typed: «вид:комментарий», «совет:"при Собрании"», «-год:2025», «тема:экология».

They mean what those of an address mean, and go together with them: the values of one facet are
alternatives, whoever named them; the facets hold all. What is left out (only typing can say so) is
left out whatever else is wanted. What names no value of its facet is looked for as words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from django.utils import translation

from core.accounts.models import Council
from drafts.models import Topic
from search import registry
from search.domain import fields
from search.domain.query import MAX_CLAUSES, Query, compile_query
from search.domain.synonyms import Synonyms
from search.domain.words import stems
from search.models import FacetSet

LANGUAGES: Final = ("ru", "en")
# Other wordings of one name that are tried.
MOST_WORDINGS: Final = 40
# What else people call the kinds.
_KINDS: Final = {
    "bill": ("закон", "проект", "проект закона", "bill"),
    "provision": ("норма", "положение", "статья", "структурная единица", "provision"),
    "comment": ("комментарий", "замечание", "comment", "proposal"),
    "answer": ("ответ", "позиция", "answer"),
    "opinion": ("мнение", "заключение", "заключение совета", "opinion"),
    "conclusion": ("заключение", "сводное заключение", "conclusion"),
    "recommendation": ("рекомендация", "резолюция", "recommendation", "resolution"),
    "page": ("страница", "новость", "page", "news"),
}

Values = Mapping[str, tuple[str, ...]]
Named = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A filter as it stands in a text, from `start` to `end`: `text` is what it says, `values` are
    those of the facet that are called so; none if it is not known here."""

    facet: str
    text: str
    values: tuple[str, ...]
    is_left_out: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Values by facets: one of the `wanted` of each facet must be there, none of the `left_out`."""

    wanted: Values = field(default_factory=dict)
    left_out: Values = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.left_out)

    def plus(self, facet: str, values: Iterable[str], *, is_left_out: bool = False) -> "Filters":
        """With more values of a facet."""
        if is_left_out:
            return replace(self, left_out=_with(self.left_out, facet, values))
        return replace(self, wanted=_with(self.wanted, facet, values))

    def among(self, wanted: Values) -> "Filters":
        """Together with those of an address, which come first."""
        joined = Filters(dict(wanted), self.left_out)
        for facet, values in self.wanted.items():
            joined = joined.plus(facet, values)
        return joined


class Reader:
    """Understands the filters of texts and queries, by the synonyms that editors keep; what a name
    means is looked up once. Queries: one for each name of a council, a topic or a municipality."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def values(self, facet: str, text: str) -> tuple[str, ...]:
        """The values of a facet that are called so."""
        if (facet, text) not in self._known:
            self._known[facet, text] = self._looked_up(facet, text)
        return self._known[facet, text]

    def typed(self, text: str) -> tuple[Typed, ...]:
        """The filters of a text, in their order; no more than a query has of them."""
        found = list(fields.filters(text))
        read = list(dict.fromkeys(one.narrowing for one in found))[:MAX_CLAUSES]
        return tuple(
            Typed(
                one.facet, one.value, self.values(one.facet, one.value),
                one.is_left_out, one.start, one.end,
            )
            for one in found
            if one.narrowing in read
        )  # fmt: skip

    def narrowed(self, query: Query) -> tuple[Query, Filters]:
        """The query and the filters that it names; what is unknown is looked for as words."""
        filters, clauses = Filters(), list(query.clauses)
        for one in query.narrowing:
            values = self.values(one.facet, one.value)
            filters = filters.plus(one.facet, values, is_left_out=one.is_left_out)
            if not (values or one.is_left_out):
                clauses += compile_query(one.value, synonyms=self.synonyms).clauses
        unique = tuple(dict.fromkeys(clauses))[:MAX_CLAUSES]
        return replace(query, clauses=unique, narrowing=()), filters

    def _looked_up(self, facet: str, text: str) -> tuple[str, ...]:
        if facet == "year":
            return (text,)
        return _called(text, _NAMES[facet](), self.synonyms)


def filters_of(typed: Iterable[Typed]) -> Filters:
    """What typed filters say together."""
    filters = Filters()
    for one in typed:
        filters = filters.plus(one.facet, one.values, is_left_out=one.is_left_out)
    return filters


def names_of(facet: str) -> list[str]:
    """The values of a facet that can be typed, by their names; none if any can (years)."""
    named = _NAMES[facet]() if facet in _NAMES else ()
    return list(dict.fromkeys(value for value, _name in named))


# --- Texts with filters ------------------------------------------------------------------------


def without(text: str, typed: Iterable[Typed]) -> str:
    """The text without these filters."""
    return _replaced(text, ((one, "") for one in typed))


def as_words(text: str, typed: Iterable[Typed]) -> str:
    """The text with what no filter knows as the words that it is made of."""
    return _replaced(text, ((one, _words(one)) for one in typed if not one.values))


def _words(one: Typed) -> str:
    return " ".join(f"-{word}" for word in one.text.split()) if one.is_left_out else one.text


def _replaced(text: str, by: Iterable[tuple[Typed, str]]) -> str:
    pieces, place = [], 0
    for one, words in sorted(by, key=lambda pair: pair[0].start):
        pieces += [text[place : one.start].strip(), words]
        place = one.end
    if not pieces:
        return text
    return " ".join(filter(None, [*pieces, text[place:].strip()]))


# --- What values are called --------------------------------------------------------------------


def _with(known: Values, facet: str, values: Iterable[str]) -> Values:
    joined = tuple(dict.fromkeys((*known.get(facet, ()), *values)))
    return {**known, facet: joined} if joined else known


def _called(text: str, named: Named, synonyms: Synonyms) -> tuple[str, ...]:
    """The value that is the text; else those whose names have just the words of the text, in any
    form or as synonyms; else those whose names have other words as well."""
    pairs = list(named)
    exact = [value for value, _name in pairs if value.casefold() == text.casefold()]
    terms = tuple(stems(text).split())
    if exact or not terms:
        return tuple(dict.fromkeys(exact))
    others = islice(synonyms.others(terms), MOST_WORDINGS)
    wordings = {frozenset(terms), *map(frozenset, others)}
    names = [(value, frozenset(stems(name).split())) for value, name in pairs]
    just = [value for value, name in names if name in wordings]
    wider = (value for value, name in names if any(wanted <= name for wanted in wordings))
    return tuple(dict.fromkeys(just or wider))


def _kinds() -> Named:
    """What the site calls a kind in either language, and other words for it."""
    for kind, source in registry.sources().items():
        for word in _KINDS.get(kind, ()):
            yield kind, word
        for language in LANGUAGES:
            with translation.override(language):
                label = str(source.label)
            yield kind, label


def _councils() -> Named:
    return Council.objects.order_by("name").values_list("slug", "name")


def _topics() -> Named:
    rows = Topic.objects.order_by("name").values_list("slug", "name", "name_en")
    return ((slug, name) for slug, *both in rows for name in both)


def _municipalities() -> Named:
    """Municipalities are their own names."""
    values: set[str] = set()
    for found in FacetSet.objects.values_list("values__municipality", flat=True).distinct():
        values.update(found or ())
    return ((value, value) for value in sorted(values))


_NAMES: Final[Mapping[str, Callable[[], Named]]] = {
    "kind": _kinds,
    "council": _councils,
    "topic": _topics,
    "municipality": _municipalities,
}
