import smtplib

import pytest
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from core.mail.delivery import build, is_permanent, message_id
from core.mail.models import OutboxMessage


def built(**fields: str) -> EmailMultiAlternatives:
    values = {
        "key": "receipt:1",
        "to": "a@veche.example",
        "subject": "Предложение принято",
        "body_text": "Здравствуйте!\n",
        "language": "ru",
    }
    return build(OutboxMessage(**(values | fields)))


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.ru": (550, b"no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.ru": (450, b"greylisted")}), False),
        (smtplib.SMTPDataError(554, b"rejected"), True),
        (smtplib.SMTPDataError(451, b"later"), False),
        (smtplib.SMTPAuthenticationError(535, b"our own password"), False),
        (ConnectionRefusedError(), False),
        (ValueError(), False),
    ],
)
def test_what_is_refused_for_good(error: Exception, permanent: bool) -> None:
    assert is_permanent(error) is permanent


def test_message_id_is_one_per_key_and_secret(settings: Settings) -> None:
    settings.SITE_URL = "https://veche.example"
    first = message_id("receipt:1")
    assert first == message_id("receipt:1") != message_id("receipt:2")
    assert "receipt" not in first
    assert first.endswith("@veche.example>")
    settings.SECRET_KEY = "another"
    assert message_id("receipt:1") != first


def test_headers_of_automatic_mail() -> None:
    message = built().message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == message_id("receipt:1")
    assert message["Content-Language"] == "ru"
    assert "List-Unsubscribe" not in message
    assert message.get_content_type() == "text/plain"


def test_unsubscribe_header_only_when_given() -> None:
    link = "https://veche.example/unsubscribe/x/"
    assert built(list_unsubscribe=link).message()["List-Unsubscribe"] == f"<{link}>"


def test_text_comes_first_and_html_beside_it() -> None:
    message = built(body_html="<p>Здравствуйте!</p>").message()
    assert message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in message.get_payload()]
    assert kinds == ["text/plain", "text/html"]
