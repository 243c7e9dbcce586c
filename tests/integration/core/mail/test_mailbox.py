import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from core.mail.models import OutboxMessage
from core.mail.services import enqueue_rendered, erase_recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(settings: Settings) -> None:
    settings.DEBUG = True
    settings.ROOT_URLCONF = "tests.integration.core.mail.urls"


def put(key: str = "confirm:1", **fields: str) -> OutboxMessage:
    values = {
        "to": "anna@example.ru",
        "subject": "Подтвердите предложение",
        "body_text": "Откройте https://veche.example/confirm/a?b=1&c=2.\n\n<script>alert(1)</script>",
        "language": "ru",
    }
    return enqueue_rendered(key=key, **(values | fields))


def test_there_is_no_mailbox_on_a_real_site(client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("mailbox:list")
    assert client.get("/mailbox/").status_code == 404


def test_even_mounted_by_mistake_it_stays_closed(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.integration.core.mail.urls"
    message = put()
    assert client.get(reverse("mailbox:list")).status_code == 404
    assert client.get(reverse("mailbox:message", args=[message.pk])).status_code == 404


@pytest.mark.usefixtures("mailbox")
def test_the_list(client: Client) -> None:
    assert "anna@example.ru" not in client.get("/mailbox/").content.decode()
    first, second = put("a", subject="Первое <b>"), put("b", subject="Второе")
    html = client.get("/mailbox/").content.decode()
    assert html.index("Второе") < html.index("Первое &lt;b&gt;")
    assert f'href="/mailbox/{first.pk}/"' in html
    assert f'href="/mailbox/{second.pk}/"' in html


@pytest.mark.usefixtures("mailbox")
def test_the_list_goes_on(client: Client) -> None:
    for number in range(51):
        put(f"key:{number}", subject=f"Письмо {number}.")
    html = client.get("/mailbox/").content.decode()
    assert "Письмо 1." in html
    assert "Письмо 0." not in html
    cursor = html.partition("?cursor=")[2].partition('"')[0]
    assert "Письмо 0." in client.get(f"/mailbox/?cursor={cursor}").content.decode()
    assert client.get("/mailbox/?cursor=nonsense").status_code == 200


@pytest.mark.usefixtures("mailbox")
def test_links_of_a_message_work_and_nothing_else_does(client: Client) -> None:
    message = put(body_html="<p onclick='x()'>Откройте</p>")
    html = client.get(f"/mailbox/{message.pk}/").content.decode()
    assert 'href="https://veche.example/confirm/a?b=1&amp;c=2"' in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "&lt;p onclick=" in html
    assert client.get("/mailbox/999999/").status_code == 404


@pytest.mark.usefixtures("mailbox")
def test_an_erased_message_can_still_be_looked_at(client: Client) -> None:
    message = put()
    erase_recipient("anna@example.ru")
    html = client.get(f"/mailbox/{message.pk}/").content.decode()
    assert "anna@example.ru" not in html
    assert client.get("/mailbox/").status_code == 200


@pytest.mark.usefixtures("mailbox")
def test_letters_are_only_read(client: Client) -> None:
    assert client.post("/mailbox/").status_code == 405
    assert "no-store" in client.get("/mailbox/")["Cache-Control"]
