"""What people ask for by e-mail here: to file a request, to join one."""

from collections.abc import Iterator
from typing import Final

from core.accounts.purposes import Purpose

FILE: Final = "request"
JOIN: Final = "request-join"


def purposes() -> Iterator[Purpose]:
    """How each is described and carried out."""
    from consultations.requests.services import filing, joining

    yield Purpose(FILE, filing.describe, filing.perform)
    yield Purpose(JOIN, joining.describe, joining.perform)
