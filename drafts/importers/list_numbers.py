"""Numbers that a word processor counts by itself, as it prints them."""

from drafts.domain.numbering import ALPHABET

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = dict(
    zip(
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)


def format_number(count: int, kind: str) -> str:
    """``count`` in one of Word's number formats (``w:numFmt``); unknown formats are decimal."""
    if kind in ("upperRoman", "lowerRoman"):
        return roman(count) if kind == "upperRoman" else roman(count).lower()
    if kind in ("russianLower", "russianUpper", "lowerLetter", "upperLetter"):
        alphabet = ALPHABET if kind.startswith("russian") else _LATIN
        letter = alphabet[(count - 1) % len(alphabet)] * ((count - 1) // len(alphabet) + 1)
        return letter.upper() if "pper" in kind else letter
    if kind == "decimalZero":
        return f"{count:02d}"
    return str(count)


def roman(count: int) -> str:
    """``count`` in Roman numerals; decimal where there are none (0, or beyond 3999)."""
    if not 0 < count < 4000:
        return str(count)
    text, rest = "", count
    for sign, worth in _ROMAN.items():
        text += sign * (rest // worth)
        rest %= worth
    return text
