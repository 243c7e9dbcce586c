"""Words typed with the other keyboard layout switched on: «pfrjy» is «закон», «ДДС» is «LLC»."""

from typing import Final

# The same keys (ГОСТ 6431-90 and US QWERTY), row by row; then with Shift.
_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_CYRILLIC: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
# The colon is on the key of 6 there: «ujl^2026» is «год:2026».
_TO_CYRILLIC: Final = str.maketrans(_LATIN + "^", _CYRILLIC + ":")
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)


def other_layout(text: str) -> str:
    """What the same keys type in the other layout; empty if there are letters of both alphabets, or
    of neither: then the layout was looked at."""
    small = text.lower()
    has_cyrillic = any("а" <= char <= "я" or char == "ё" for char in small)
    has_latin = any("a" <= char <= "z" for char in small)
    if has_cyrillic == has_latin:
        return ""
    return text.translate(_TO_LATIN if has_cyrillic else _TO_CYRILLIC)
