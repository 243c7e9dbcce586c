"""The positions that a public page shows are counted once and kept; a change shows at once."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments import services
from consultations.comments.models import ProvisionComment
from consultations.conclusions.selectors import desk, kept_tallies, tally
from consultations.conclusions.services import recount_open_items
from consultations.process.models import Consultation
from core.accounts.models import User
from tests.comments import author, confirm, submit, text, waiting
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import REFUSAL, adopted, answered, group_of
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db
Deed = Callable[[ProvisionComment, str, User], object]


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


@pytest.fixture
def spoken(consultation: Consultation) -> services.Confirmed:
    return confirm(waiting(consultation, by=author(), now=timezone.now()), timezone.now())


def kept(consultation: Consultation) -> Any:
    """As a page asks: with the consultation as it is in the database now."""
    read = Consultation.objects.get(pk=consultation.pk)
    return kept_tallies([read])[consultation.pk]


def speak(comment: ProvisionComment, secret: str, user: User) -> object:
    words = text("Ещё одно.")
    return submit(comment.consultation, words=words, actor=user, now=timezone.now())


def hide(comment: ProvisionComment, secret: str, user: User) -> object:
    return services.hide_comment(
        actor=user, comment=comment, ground_code="insults", now=timezone.now()
    )


def restore(comment: ProvisionComment, secret: str, user: User) -> object:
    hide(comment, secret, user)
    kept(comment.consultation)
    return services.restore_comment(actor=user, comment=comment, now=timezone.now())


def withdraw(comment: ProvisionComment, secret: str, user: User) -> object:
    return services.withdraw_comment(secret=secret, now=timezone.now())


def answer(comment: ProvisionComment, secret: str, user: User) -> object:
    return answered(group_of(comment))


def answer_otherwise(comment: ProvisionComment, secret: str, user: User) -> object:
    answer(comment, secret, user)
    kept(comment.consultation)
    other = replace(REFUSAL, disposition="noted", reason_code="opinion")
    return answered(group_of(comment), other)


def adopt_with_a_remark(comment: ProvisionComment, secret: str, user: User) -> object:
    return adopted(comment.consultation, {})


def place_what_has_no_group(comment: ProvisionComment, secret: str, user: User) -> object:
    """As after a fault elsewhere: the recount finds it a group."""
    group = group_of(comment)
    group.items.all().delete()
    group.delete()
    Consultation.objects.filter(pk=comment.consultation_id).public_changed()
    kept(comment.consultation)
    return recount_open_items(consultation=comment.consultation)


DEEDS: list[Deed] = [
    speak, hide, restore, withdraw, answer, answer_otherwise, adopt_with_a_remark,
    place_what_has_no_group,
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_change_is_counted_at_once(
    consultation: Consultation, spoken: services.Confirmed, deed: Deed
) -> None:
    before = kept(consultation)
    deed(spoken.comment, spoken.secret, UserFactory())
    assert kept(consultation) == tally(consultation)
    if deed not in (restore, place_what_has_no_group):  # they end where they began
        assert kept(consultation) != before


def test_what_is_kept_costs_no_query(
    consultation: Consultation, spoken: services.Confirmed, django_assert_num_queries: Any
) -> None:
    consultation.refresh_from_db()
    other = ConsultationFactory()
    with django_assert_num_queries(4):
        first = kept_tallies([consultation, other])
    with django_assert_num_queries(0):
        assert kept_tallies([other, consultation]) == first
    assert first[consultation.pk].proposals.waiting == 1
    assert first[other.pk].total.total == 0


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_so_is_the_progress_of_the_desk(
    consultation: Consultation, spoken: services.Confirmed, deed: Deed
) -> None:
    def shown() -> desk.Progress:
        return desk.progress(Consultation.objects.get(pk=consultation.pk))

    shown()
    deed(spoken.comment, spoken.secret, UserFactory())
    kept_now = shown()
    desk.forget_progress()
    assert shown() == kept_now


def test_the_page_shows_a_new_answer(
    client: Client, consultation: Consultation, spoken: services.Confirmed
) -> None:
    address = consultation.get_absolute_url()
    assert client.get(address).context["tally"].answered == 0
    answered(group_of(spoken.comment))
    assert client.get(address).context["tally"].answered == 1
