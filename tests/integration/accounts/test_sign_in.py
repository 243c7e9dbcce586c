"""Signing in by e-mail, and the lock after wrong passwords."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.accounts.models import ConsentGrant, ConsentVersion, MembershipRole, User
from core.accounts.selectors import current_consents
from core.accounts.services import add_member, create_user
from core.mail.models import OutboxMessage
from tests.factories.accounts import PASSWORD, CouncilFactory, consent_texts
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "maria@veche.example"


@pytest.fixture(autouse=True)
def _consents() -> None:
    consent_texts()


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
        "consent_processing": "on",
    }
    assert client.post("/accounts/signup/", form).status_code == 302
    assert client.get("/my/").status_code == 302
    user = User.objects.get(email="new@veche.example")
    assert (user.full_name, user.municipality) == ("Новый Житель", "Зея")
    grant = ConsentGrant.objects.get(contact__user=user)
    assert grant.version.kind == "processing"
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


def test_no_account_without_the_consent() -> None:
    form = {"email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD}
    page = Client().get("/accounts/signup/").content.decode()
    text = current_consents(timezone.localdate())["processing"]
    assert f'href="{text.get_absolute_url()}"' in page
    assert Client().get(text.get_absolute_url()).status_code == 200
    refused = Client().post("/accounts/signup/", form)
    assert list(refused.context["form"].errors) == ["consent_processing"]
    ConsentVersion.objects.all().delete()
    refused = Client().post("/accounts/signup/", form | {"consent_processing": "on"})
    assert list(refused.context["form"].errors) == ["consent_processing"]
    assert not User.objects.exists()


@pytest.mark.usefixtures("user")
def test_a_known_address_is_not_given_away_at_sign_up() -> None:
    form = {"email": ADDRESS, "password1": PASSWORD, "password2": PASSWORD}
    form["consent_processing"] = "on"
    known = Client().post("/accounts/signup/", form)
    unknown = Client().post("/accounts/signup/", {**form, "email": "nobody@veche.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (None, "/my/"),
        (MembershipRole.CLERK, "/desk/"),
        (MembershipRole.SECRETARY, "/desk/"),
        (MembershipRole.MODERATOR, "/desk/"),
        (MembershipRole.MEMBER, "/desk/"),
        (MembershipRole.EDITOR, "/cms-admin/"),
        (MembershipRole.STAFF, "/cms-admin/"),
        (MembershipRole.ADMINISTRATOR, "/desk/"),
    ],
)
def test_everybody_arrives_at_the_own_work(user: User, role: str | None, place: str) -> None:
    if role is not None:
        add_member(actor=None, user=user, body=CouncilFactory(), role=MembershipRole(role))
    data = {"login": ADDRESS, "password": PASSWORD}
    client = Client()
    response = client.post("/accounts/login/", data)
    assert (response.status_code, response["Location"]) == (302, place)
    assert client.get(place).status_code == 200


def test_letters_about_the_account_are_ours_and_whole(user: User) -> None:
    Client().post("/accounts/password/reset/", {"email": ADDRESS})
    Client().post("/accounts/password/reset/", {"email": "nobody@veche.example"})
    form = {"email": "new@veche.example", "password1": PASSWORD, "password2": PASSWORD}
    form["consent_processing"] = "on"
    Client().post("/accounts/signup/", form)
    letters = list(OutboxMessage.objects.order_by("pk"))
    assert [letter.subject for letter in letters] == [
        "Новый пароль",
        "Учётной записи с этим адресом нет",
        "Подтвердите адрес электронной почты",
    ]
    for letter in letters:
        assert "на площадке «Вече»" in letter.body_text.lower().replace("вече", "Вече")
        assert "http" in letter.body_text
        assert "Амурская область" in letter.body_text
        assert "&" not in letter.body_text.partition("http")[0]
