"""What documents and results of each kind cost, whatever their number."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import registry
from tests.integration.search.public_things import THINGS

pytestmark = pytest.mark.django_db

# Queries: (documents, found). One reads the objects, one the events or versions, one the topics;
# more only for what stands in tables of its own.
COSTS = {
    "bill": (4, 1),
    "version": (4, 1),
    "provision": (5, 1),
    "event": (4, 1),
    "comment": (4, 1),
    "group": (5, 3),
    "answer": (3, 3),
    "amendment": (3, 1),
    "council": (2, 2),
    "opinion": (5, 3),
    "summary": (3, 1),
    "conclusion": (3, 1),
    "minutes": (4, 2),
    "observation": (3, 1),
    "closing": (3, 1),
    "request": (4, 1),
    "expert": (2, 2),
    "call": (4, 2),
    "recommendation": (2, 2),
    "competition": (2, 2),
    "meeting": (1, 1),
}

# What takes no signatures to make, and so is made thirty times.
CHEAP = {"bill", "version", "provision", "event", "comment", "council", "opinion", "request"}


def cost(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


@pytest.mark.parametrize("kind", COSTS)
def test_one_costs_as_much_as_many(kind: str) -> None:
    source, shown = registry.sources()[kind], []
    many = 30 if kind in CHEAP else 6
    for _ in range(many):
        shown.append(THINGS[kind]().shown)
        if len(shown) in (1, many):
            found = (
                cost(lambda: list(source.documents(shown))),
                cost(lambda: source.found(shown)),
            )
            assert found == COSTS[kind]
    assert {document.object_id for document in source.documents(shown)} == set(shown)
    assert cost(lambda: list(source.all_ids())) == 1


def test_every_kind_is_counted() -> None:
    assert COSTS.keys() | {"page"} == registry.sources().keys()
