from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


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
