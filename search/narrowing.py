"""Filters that are typed: «вид:комментарий», «совет:"при Собрании"», «тема:экология»."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.utils import translation

from core.accounts.models import Council
from drafts.models import Topic
from search import registry
from search.domain.query import MAX_CLAUSES, Query, compile_query
from search.domain.words import stems
from search.models import FacetSet

LANGUAGES: Final = ("ru", "en")
# What else people call the kinds.
_KINDS: Final = {
    "bill": "законопроект проект закон bill",
    "provision": "норма положение статья структурная единица provision",
    "comment": "комментарий предложение замечание comment proposal",
    "answer": "ответ позиция answer",
    "opinion": "мнение заключение совета opinion",
    "conclusion": "сводное заключение conclusion",
    "page": "страница новость page news",
}


def narrowed(query: Query) -> tuple[Query, dict[str, tuple[str, ...]]]:
    """The query and the filters that it names, by facets. What names no value of a facet is looked
    for as words."""
    filters: dict[str, tuple[str, ...]] = {}
    clauses = list(query.clauses)
    for facet, text in query.narrowing:
        values = _RESOLVERS[facet](text)
        if values:
            filters[facet] = tuple(dict.fromkeys((*filters.get(facet, ()), *values)))
        else:
            clauses += compile_query(text).clauses
    unique = tuple(dict.fromkeys(clauses))[:MAX_CLAUSES]
    return replace(query, clauses=unique, narrowing=()), filters


def _named(text: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Values whose names have all words of the text, in any form; or the one that is the text."""
    pairs = list(names)
    wanted = set(stems(text).split())
    exact = [value for value, _name in pairs if value.casefold() == text.casefold()]
    if exact or not wanted:
        return tuple(exact)
    return tuple(
        dict.fromkeys(value for value, name in pairs if wanted <= set(stems(name).split()))
    )


def _kinds(text: str) -> tuple[str, ...]:
    """A kind by its code, by what the site calls it in either language, or by another word."""
    names = [(kind, _KINDS.get(kind, "")) for kind in registry.sources()]
    for language in LANGUAGES:
        with translation.override(language):
            names += [(kind, str(source.label)) for kind, source in registry.sources().items()]
    return _named(text, names)


def _councils(text: str) -> tuple[str, ...]:
    return _named(text, Council.objects.values_list("slug", "name"))


def _topics(text: str) -> tuple[str, ...]:
    rows = Topic.objects.values_list("slug", "name", "name_en")
    return _named(text, ((slug, name) for slug, *both in rows for name in both))


def _municipalities(text: str) -> tuple[str, ...]:
    """Municipalities are their own names."""
    values: set[str] = set()
    for found in FacetSet.objects.values_list("values__municipality", flat=True).distinct():
        values.update(found or ())
    return _named(text, ((value, value) for value in sorted(values)))


_RESOLVERS: Final[Mapping[str, Callable[[str], tuple[str, ...]]]] = {
    "kind": _kinds,
    "council": _councils,
    "topic": _topics,
    "municipality": _municipalities,
    "year": lambda text: (text,),
}
