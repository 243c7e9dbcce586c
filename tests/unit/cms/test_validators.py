import pytest
from django.core.exceptions import ValidationError

from cms.validators import validate_address


@pytest.mark.parametrize(
    "address",
    ["/", "/bills/", "/consultations/?state=open", "/bills/a/v1/#art_1", "https://amurzs.ru/",
     "http://example.org/путь/", "https://пример.рф/"],
)  # fmt: skip
def test_paths_and_web_addresses(address: str) -> None:
    validate_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "bills/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "data:text/html,x",
     "mailto:a@b.example", "https://", "https:evil", "ftp://a.example/", "/a b/", "\tjavascript:x",
     "/bills/\n"],
)  # fmt: skip
def test_nothing_else(address: str) -> None:
    with pytest.raises(ValidationError):
        validate_address(address)
