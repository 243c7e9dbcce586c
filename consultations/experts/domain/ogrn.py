"""ОГРН, the number of an organisation in the state register: its last digit checks the others."""

import re
from typing import Final

_OGRN: Final = re.compile(r"[0-9]{13}", re.ASCII)


def plain_ogrn(typed: str) -> str:
    """The digits of a number as people type it, with spaces or hyphens."""
    return re.sub(r"[\s-]", "", typed)


def is_ogrn(number: str) -> bool:
    """Thirteen digits, the last of which is the rest of the first twelve by 11, and of that by 10.
    (Fifteen digits are the number of a sole trader, who is no organisation.)"""
    return _OGRN.fullmatch(number) is not None and int(number[:12]) % 11 % 10 == int(number[12])
