import re
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MIN_DIGITS: Final = 5


def validate_address(value: str) -> None:
    """Accepts a path of this site («/bills/?state=open») or a whole https address; raises
    ValidationError for anything else, scripts in disguise above all."""
    parts = urlsplit(value)
    is_path = value.startswith("/") and not value.startswith(("//", "/\\")) and not parts.netloc
    is_elsewhere = parts.scheme in {"http", "https"} and bool(parts.hostname)
    if (is_path or is_elsewhere) and not any(char.isspace() for char in value):
        return
    raise ValidationError(
        _("Enter a path of this site, such as /bills/, or an address with https://.")
    )


_PHONE: Final = re.compile(r"\+?[\d\s()\u2013-]{5,40}(?:,?\s*доб\.\s*\d{1,6})?")


def validate_phone(value: str) -> None:
    """Accepts a number as people write it («+7 (4162) 00-00-00, доб. 12»); raises ValidationError
    for anything else."""
    if not _PHONE.fullmatch(value.strip()) or len(dialled(value)) < MIN_DIGITS:
        raise ValidationError(_("Enter a telephone number, such as +7 (4162) 00-00-00."))


def dialled(phone: str) -> str:
    """The number for a link («tel:»): digits with their plus, without an extension."""
    number = phone.partition("доб")[0]
    plus = "+" if number.lstrip().startswith("+") else ""
    return plus + "".join(char for char in number if char.isdecimal() and char.isascii())
