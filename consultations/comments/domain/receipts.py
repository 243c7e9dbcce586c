"""The receipt code: random, public, typed on a phone, checked before anything is looked up.

«7K3F-92QX-C»: eight characters of a 31-letter alphabet without look-alikes and a check character.
Each position is multiplied by its own weight modulo the prime 31, so that any single wrong
character and any swap of two neighbours is noticed (weighted sum, as in ISBN-10).
"""

from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 8
_VALUE: Final = {character: value for value, character in enumerate(ALPHABET)}
_PRIME: Final = len(ALPHABET)
# Letters that a Russian keyboard gives for those that look the same.
_LOOKALIKES: Final = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


class BadReceiptCodeError(ValueError):
    """Not a receipt code, or one with a misprint."""


def _check(body: str) -> str:
    total = sum(weight * _VALUE[char] for weight, char in enumerate(body, start=1))
    return ALPHABET[total % _PRIME]


def make(numbers: list[int]) -> str:
    """The code of eight random numbers (any non-negative integers), with its check character."""
    if len(numbers) != LENGTH:
        raise ValueError(f"{LENGTH} numbers are needed, not {len(numbers)}")
    body = "".join(ALPHABET[number % _PRIME] for number in numbers)
    return f"{body[:4]}-{body[4:]}-{_check(body)}"


def normalise(typed: str) -> str:
    """The code in its one spelling: case, spaces, hyphens and Cyrillic look-alikes do not matter.

    Raises BadReceiptCodeError if it is not one or its check character is wrong.
    """
    code = "".join(char for char in typed.upper() if char.isalnum()).translate(_LOOKALIKES)
    if len(code) != LENGTH + 1 or any(char not in _VALUE for char in code):
        raise BadReceiptCodeError(typed)
    body, check = code[:LENGTH], code[LENGTH]
    if _check(body) != check:
        raise BadReceiptCodeError(typed)
    return f"{body[:4]}-{body[4:]}-{check}"
