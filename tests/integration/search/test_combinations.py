"""What a process keeps of the combinations of facets, and what it does not."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import transaction

from search.backends import combinations
from search.models import FacetSet

pytestmark = pytest.mark.django_db(transaction=True)


def combination(topic: str) -> FacetSet:
    return FacetSet.objects.create(values={"kind": ["bill"], "topic": [topic]}, digest=topic)


def test_what_has_been_read_is_not_read_again(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    first, second = combination("a"), combination("b")
    with django_assert_num_queries(1):
        combinations.known([first.pk])
    with django_assert_num_queries(1):
        found = combinations.known([first.pk, second.pk])
    with django_assert_num_queries(0):
        assert combinations.known([first.pk, second.pk]) == found
    assert set(found) == {first.pk, second.pk}


def test_what_an_open_transaction_has_seen_is_not_kept() -> None:
    with transaction.atomic():
        made = combination("a")
        assert set(combinations.known([made.pk])) == {made.pk}
        transaction.set_rollback(True)
    assert combinations.known([made.pk]) == {}


def test_beyond_the_limit_all_are_found_and_none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(combinations, "MOST", 1)
    made = [combination(name) for name in "ab"]
    ids = [each.pk for each in made]
    assert set(combinations.known(ids)) == set(ids)
    FacetSet.objects.all().delete()
    assert combinations.known(ids) == {}
