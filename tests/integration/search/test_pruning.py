"""Combinations of facets leave when no document has them any more."""

import pytest
from django.utils import timezone

from core.clock import registry as clock
from search import services
from search.models import FacetSet, IndexedDocument
from tests.factories.conclusions import published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db


def unused() -> int:
    return FacetSet.objects.exclude(pk__in=IndexedDocument.objects.values("facets")).count()


@pytest.mark.parametrize("way", ["clock", "repair", "rebuild"])
def test_what_nothing_refers_to_is_taken_away(way: str) -> None:
    published(ConsultationFactory())
    services.fill()
    kept = FacetSet.objects.count()
    FacetSet.objects.create(values={"kind": ["gone"]}, digest="0" * 32)
    assert unused() == 1
    if way == "clock":
        (job,) = [job for job in clock.jobs() if job.name == "search.facets"]
        assert job.run(timezone.now()) == "1 combinations"
        assert job.run(timezone.now()) == ""
    elif way == "repair":
        services.mend()
    else:
        services.rebuild()
    assert unused() == 0
    assert FacetSet.objects.count() == kept


def test_mostly_it_costs_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        services.prune(timezone.now())
