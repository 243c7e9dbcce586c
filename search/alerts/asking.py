"""A search read from its address; one that is kept is nothing but an address."""

from django.http import QueryDict

from core.web.texts import clean_text
from search.asked import Asked
from search.forms import LONGEST_TEXT, filters_in
from search.interface import Order


def asked_from(given: QueryDict) -> Asked:
    """Never fails: what cannot be searched for asks for nothing. Order and page are left out, since
    news have an order of their own."""
    text = clean_text(given.get("q", "")).strip()
    if len(text) > LONGEST_TEXT:
        return Asked("")
    return Asked(
        text=text,
        filters=filters_in(given),
        older=given.get("older") == "1",
        exact=given.get("exact") == "1",
    )


def parsed(query: str) -> Asked:
    """The same of a query string."""
    return asked_from(QueryDict(query))


def plain(asked: Asked) -> Asked:
    """Without order and page."""
    return asked.by(Order.RELEVANCE)
