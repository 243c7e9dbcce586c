"""A list is printed once and kept; whatever changes in it shows at once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments import services
from consultations.comments.models import ProvisionComment
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.services import erase_contact, withdraw_dissemination
from drafts.models import Provision
from tests.comments import author, confirm, submit, text, waiting
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import REFUSAL, answer_everything
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
NAME = "Галкина Ирина Юрьевна"
Deed = Callable[[ProvisionComment, str, User], object]


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


@pytest.fixture
def article(consultation: Consultation) -> Provision:
    return ProvisionFactory(version=consultation.version)


@pytest.fixture
def spoken(consultation: Consultation, article: Provision) -> services.Confirmed:
    signed = author(full_name=NAME, name_display="full", consents=("processing", "dissemination"))
    pending = waiting(consultation, provision=article, by=signed, now=timezone.now())
    return confirm(pending, timezone.now())


def hide(comment: ProvisionComment, secret: str, user: User) -> object:
    return services.hide_comment(
        actor=user, comment=comment, ground_code="insults", now=timezone.now()
    )


def restore(comment: ProvisionComment, secret: str, user: User) -> object:
    hide(comment, secret, user)
    return services.restore_comment(actor=user, comment=comment, now=timezone.now())


def withdraw(comment: ProvisionComment, secret: str, user: User) -> object:
    return services.withdraw_comment(secret=secret, now=timezone.now())


def revise(comment: ProvisionComment, secret: str, user: User) -> object:
    return services.revise_comment(secret=secret, text=text("Иначе."), now=timezone.now())


def join(comment: ProvisionComment, secret: str, user: User) -> object:
    return services.join_comment(actor=user, comment=comment, now=timezone.now())


def reply(comment: ProvisionComment, secret: str, user: User) -> object:
    consultation, provision = comment.consultation, comment.provision
    return submit(
        consultation, provision=provision, reply_to=comment, actor=user, now=timezone.now()
    )


def speak(comment: ProvisionComment, secret: str, user: User) -> object:
    words = text("Ещё одно.")
    return submit(comment.consultation, words=words, actor=user, now=timezone.now())


def answer(comment: ProvisionComment, secret: str, user: User) -> object:
    return answer_everything(comment.consultation, REFUSAL)


def take_the_name_away(comment: ProvisionComment, secret: str, user: User) -> object:
    return withdraw_dissemination(actor=user, contact=comment.contact)


def erase(comment: ProvisionComment, secret: str, user: User) -> object:
    return erase_contact(actor=user, contact=comment.contact)


DEEDS: list[Deed] = [
    hide, withdraw, revise, join, reply, speak, answer, take_the_name_away, erase
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_a_change_shows_at_once(
    client: Client, consultation: Consultation, spoken: services.Confirmed, deed: Deed
) -> None:
    address = f"{consultation.get_absolute_url()}comments/"
    before = client.get(address).content
    assert client.get(address).content == before
    deed(spoken.comment, spoken.secret, UserFactory())
    assert client.get(address).content != before


def test_what_is_shown_again_shows_again(
    client: Client, consultation: Consultation, spoken: services.Confirmed
) -> None:
    address = f"{consultation.get_absolute_url()}comments/"
    before = client.get(address).content
    restore(spoken.comment, spoken.secret, UserFactory())
    assert client.get(address).content == before


def test_a_mark_shows_in_the_list_of_its_provision(
    client: Client, consultation: Consultation, article: Provision
) -> None:
    address = f"{consultation.get_absolute_url()}comments/?on={article.eid}"
    before = client.get(address).content
    services.mark_provision(
        consultation=consultation, provision=article, person="a", stance="oppose",
        now=timezone.now(),
    )  # fmt: skip
    assert client.get(address).content != before


def test_the_end_of_the_window_shows(
    client: Client, consultation: Consultation, spoken: services.Confirmed, time_machine
) -> None:
    address = f"{consultation.get_absolute_url()}comments/"
    assert "/join/" in client.get(address).content.decode()
    time_machine.move_to(consultation.closes_at + dt.timedelta(seconds=1), tick=False)
    assert "/join/" not in client.get(address).content.decode()


def test_languages_and_filters_are_kept_apart(
    client: Client, consultation: Consultation, spoken: services.Confirmed
) -> None:
    address = f"{consultation.get_absolute_url()}comments/"
    russian = client.get(address).content.decode()
    english = client.get(address, headers={"Accept-Language": "en"}).content.decode()
    client.cookies.clear()
    assert "Предложения" in russian
    assert russian != english
    assert spoken.comment.rationale not in client.get(f"{address}?kind=add").content.decode()


def test_what_is_kept_costs_one_query(
    client: Client, consultation: Consultation, spoken: services.Confirmed
) -> None:
    assert page_queries(client, f"{consultation.get_absolute_url()}comments/") == 1
