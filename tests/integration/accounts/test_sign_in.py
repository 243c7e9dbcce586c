"""Signing in by e-mail, and the lock after wrong passwords."""

import pytest
from django.core import mail
from django.test import Client

from core.accounts.models import User
from core.accounts.services import create_user
from core.mail.models import OutboxMessage
from tests.factories.accounts import PASSWORD
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "maria@veche.example"


@pytest.fixture
def user() -> User:
    return create_user(actor=None, email=ADDRESS, full_name="Иванова Мария", password=PASSWORD)


def sign_in(client: Client, password: str, address: str = ADDRESS) -> int:
    response = client.post("/accounts/login/", {"login": address, "password": password})
    return response.status_code


@pytest.mark.usefixtures("user")
def test_the_right_password_opens_the_own_page_whatever_the_case_of_the_address() -> None:
    client = Client()
    assert sign_in(client, PASSWORD, ADDRESS.upper()) == 302
    assert client.get("/my/").status_code == 200


@pytest.mark.usefixtures("user")
def test_five_wrong_passwords_lock_even_the_right_one() -> None:
    client = Client()
    statuses = [sign_in(client, "wrong-password") for _ in range(6)]
    assert statuses[0] == 200
    assert statuses[-1] in {403, 429}
    assert sign_in(client, PASSWORD) != 302
    assert client.get("/my/").status_code == 302


@pytest.mark.usefixtures("user")
def test_others_are_not_locked_out_with_one() -> None:
    for _ in range(6):
        sign_in(Client(), "wrong-password")
    create_user(actor=None, email="petr@veche.example", password=PASSWORD)
    assert sign_in(Client(), PASSWORD, "petr@veche.example") == 302


def test_signing_up_needs_the_letter() -> None:
    client = Client()
    form = {
        "email": "new@veche.example",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "full_name": "Новый Житель",
        "municipality": "Зея",
    }
    assert client.post("/accounts/signup/", form).status_code == 302
    assert client.get("/my/").status_code == 302
    user = User.objects.get(email="new@veche.example")
    assert (user.full_name, user.municipality) == ("Новый Житель", "Зея")
    assert OutboxMessage.objects.get().to == "new@veche.example"
    run_tasks()
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/confirm-email/" in word)
    path = "/" + link.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert not user.emailaddress_set.get().verified
    client.post(path)
    assert user.emailaddress_set.get().verified
    assert sign_in(client, PASSWORD, "new@veche.example") == 302


@pytest.mark.usefixtures("user")
def test_a_known_address_is_not_given_away_at_sign_up() -> None:
    form = {"email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD}
    known = Client().post("/accounts/signup/", form)
    unknown = Client().post("/accounts/signup/", {**form, "email": "nobody@veche.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
