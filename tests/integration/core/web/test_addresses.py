"""Whom a limit counts: the visitor, however many proxies stand between."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from core.accounts.services import create_user
from core.web.addresses import client_ip
from tests.factories.accounts import PASSWORD

VISITOR, PROXY = "203.0.113.7", "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, VISITOR, PROXY),  # nobody stands before us: the header is the visitor's own invention
        (1, VISITOR, VISITOR),
        (1, f"1.2.3.4, {VISITOR}", VISITOR),  # the first entry is an invention
        (2, f"1.2.3.4, {VISITOR}, 10.0.0.2", VISITOR),
        (2, VISITOR, PROXY),  # came past the outer proxy
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_what_our_proxies_have_added_is_believed(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": forwarded})
    assert client_ip(request) == expected


def test_a_socket_has_no_address(settings: Any) -> None:
    settings.PROXY_COUNT = 1
    assert client_ip(RequestFactory().get("/", REMOTE_ADDR="")) == "127.0.0.1"


@pytest.mark.django_db
def test_behind_a_proxy_one_visitor_does_not_lock_out_another(settings: Any) -> None:
    settings.PROXY_COUNT = 1
    create_user(actor=None, email="maria@veche.example", password=PASSWORD)

    def sign_in(address: str, password: str) -> int:
        form = {"login": "maria@veche.example", "password": password}
        headers = {"X-Forwarded-For": address}
        return Client(REMOTE_ADDR=PROXY, headers=headers).post("/accounts/login/", form).status_code

    for _ in range(6):
        sign_in("198.51.100.1", "wrong-password")
    assert sign_in("198.51.100.1", PASSWORD) != 302
    assert sign_in(VISITOR, PASSWORD) == 302


@pytest.mark.django_db
def test_behind_a_proxy_visitors_are_counted_apart(settings: Any, client: Client) -> None:
    settings.PROXY_COUNT = 1
    settings.ROOT_URLCONF = "tests.integration.core.web.urls"
    settings.RATE_LIMITS = {"demo": "2/h"}

    def post(address: str) -> int:
        return client.post(
            "/limited/", {"text": "слова"}, REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": address}
        ).status_code

    assert [post("198.51.100.1") for _ in range(3)] == [200, 200, 429]
    assert post(VISITOR) == 200
