"""A search read from its address; one that is kept is nothing but an address."""

from typing import Final

from django.http import QueryDict

from core.web.texts import clean_text
from search.asked import Asked
from search.interface import FACETS, Order

# As the page of results takes them: longer words are refused there, more values are not read.
LONGEST_TEXT: Final = 1000
MOST_VALUES: Final = 20
_LONGEST_VALUE: Final = 200


def asked_from(given: QueryDict) -> Asked:
    """Never fails: what cannot be searched for is a search without words. Order and page are left
    out, since news have an order of their own."""
    text = clean_text(given.get("q", "")).strip()
    filters = {name: values for name in FACETS if (values := _values(given, name))}
    return Asked(
        text=text if len(text) <= LONGEST_TEXT else "",
        filters=filters,
        older=given.get("older") == "1",
        exact=given.get("exact") == "1",
    )


def parsed(query: str) -> Asked:
    """The same of a query string."""
    return asked_from(QueryDict(query))


def plain(asked: Asked) -> Asked:
    """Without order and page."""
    return asked.by(Order.RELEVANCE)


def _values(given: QueryDict, name: str) -> tuple[str, ...]:
    values = (clean_text(value).strip()[:_LONGEST_VALUE] for value in given.getlist(name))
    return tuple(dict.fromkeys(filter(None, values)))[:MOST_VALUES]
