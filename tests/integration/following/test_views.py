"""The pages of following: with an account, by the link of a letter, and by the mail program."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.following import services, subjects
from consultations.following.models import Subscription
from consultations.process.models import Consultation
from core.accounts.models import Confirmation
from tests.comments import running, said
from tests.factories.accounts import UserFactory
from tests.factories.drafts import ProvisionFactory, TopicFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
NEW = "/following/new/"


@pytest.fixture
def consultation() -> Consultation:
    return running()


@pytest.fixture
def subscription(consultation: Consultation) -> Subscription:
    return services.follow(
        actor=UserFactory(email="maria@veche.example"),
        target=subjects.of_bill(consultation.version.bill),
        now=consultation.opens_at,
    )


def token(subscription: Subscription) -> str:
    return services.person_token(subscription.email_hash)


def test_everything_that_can_be_followed_has_its_form(
    client: Client, consultation: Consultation
) -> None:
    bill = consultation.version.bill
    unit = ProvisionFactory(version=consultation.version, number="7")
    comment = said(consultation)
    topic = TopicFactory()
    queries = (
        {"bill": bill.slug},
        {"bill": bill.slug, "on": unit.eid},
        {"bill": bill.slug, "on": unit.eid, "v": 1},
        {"comment": comment.pk},
        {"topic": topic.slug},
        {"municipality": "Тында"},
    )
    for query in queries:
        page = client.get(NEW, query)
        assert page.status_code == 200, query
        typed = {"email": "a@veche.example", "frequency": "daily", "consent_processing": "on"}
        done = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], typed)
        assert done.status_code == 302, query
        assert "/confirm/sent/" in done["Location"]
    assert Confirmation.objects.count() == len(queries) - 1  # the same provision twice is one


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"bill": "net"},
        {"bill": "b", "on": "art_9"},
        {"comment": "x"},
        {"comment": "9" * 30},
        {"topic": "net"},
        {"municipality": "  "},
    ],
)
def test_what_is_not_there_is_not_found(client: Client, query: dict[str, str]) -> None:
    assert client.get(NEW, query).status_code == 404


def test_without_consent_nothing_is_asked(client: Client, consultation: Consultation) -> None:
    address = f"{NEW}?bill={consultation.version.bill.slug}"
    refused = client.post(address, {"email": "a@veche.example", "frequency": "daily"})
    assert refused.status_code == 422
    assert "Без этого согласия письма отправлять нельзя." in refused.content.decode()
    assert not Confirmation.objects.exists()


def test_an_account_is_asked_only_how_often(client: Client, consultation: Consultation) -> None:
    client.force_login(UserFactory())
    address = f"{NEW}?bill={consultation.version.bill.slug}"
    assert 'name="email"' not in client.get(address).content.decode()
    done = client.post(address, {"frequency": "weekly"})
    assert done["Location"] == consultation.version.bill.get_absolute_url()
    assert Subscription.objects.get().frequency == "weekly"


def test_the_link_of_a_letter_changes_and_stops(client: Client, subscription: Subscription) -> None:
    address = reverse("following:manage", args=[token(subscription)])
    assert "законопроект" in client.get(address).content.decode()
    client.post(address, {"subscription": subscription.pk, "frequency": "weekly"})
    subscription.refresh_from_db()
    assert subscription.frequency == "weekly"
    client.post(address, {"subscription": subscription.pk})
    assert not Subscription.objects.exists()


def test_nobody_stops_the_letters_of_others(client: Client, subscription: Subscription) -> None:
    other = services.person_token("f" * 64)
    client.post(reverse("following:manage", args=[other]), {"subscription": subscription.pk})
    assert Subscription.objects.exists()
    forged = token(subscription)[:-2] + "xx"
    assert client.post(reverse("following:stop", args=[forged])).status_code == 410
    assert Subscription.objects.exists()


def test_a_mail_program_stops_everything_by_one_press_and_a_scanner_nothing(
    subscription: Subscription,
) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = reverse("following:stop", args=[token(subscription)])
    assert strict.get(address).status_code == 302
    assert Subscription.objects.exists()
    strict.post(address, {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.exists()


def test_the_own_list_needs_an_account(client: Client, subscription: Subscription) -> None:
    address = reverse("following:mine")
    assert client.get(address).status_code == 302
    client.force_login(subscription.contact.user)
    assert client.get(address).status_code == 200
    client.post(address, {"subscription": subscription.pk})
    assert not Subscription.objects.exists()


def test_pages_lead_to_following(client: Client, consultation: Consultation) -> None:
    comment = said(consultation)
    bill = consultation.version.bill
    list_url = reverse("reader:comments", args=[consultation.year, consultation.slug])
    for address, query in (
        (bill.get_absolute_url(), f"bill={bill.slug}"),
        (consultation.get_absolute_url(), f"bill={bill.slug}"),
        (list_url, f"bill={bill.slug}"),
        (comment.get_absolute_url(), f"comment={comment.pk}"),
    ):
        assert f'{NEW}?{query}"' in client.get(address).content.decode(), address
    assert page_queries(client, f"{NEW}?bill={bill.slug}") <= 6
