"""Load data with a fixed number of arguments."""

import pytest
from django.db.models import Count, Sum
from django.utils import timezone

from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from demo.load import world

pytestmark = pytest.mark.django_db


def loaded(seed: int, comments: int, arguments: int) -> Consultation:
    now = timezone.now()
    (step,) = world.load(
        bills=1, comments=comments, seed=seed, now=now, units=30, arguments=arguments
    )
    return step.consultation


def test_the_comments_make_as_many_groups_as_was_asked() -> None:
    consultation = loaded(1, comments=300, arguments=20)
    groups = ArgumentGroup.objects.filter(consultation=consultation, size__gt=0)
    found = groups.aggregate(number=Count("pk"), people=Sum("size"))
    assert found["number"] == 20
    published = consultation.comments.published().proposals().count()
    assert found["people"] == published > 200
    consultation.refresh_from_db()
    assert recount_open_items(consultation=consultation) == consultation.open_items


def test_another_seed_says_something_else() -> None:
    texts = [
        list(loaded(seed, comments=40, arguments=7).comments.values_list("comment", flat=True))
        for seed in (1, 2)
    ]
    assert texts[0] != texts[1]
    assert len(set(texts[0])) > 7
