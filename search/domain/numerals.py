"""Numbers that laws write in words: who types «14 дней» finds «четырнадцати дней»."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from search.domain.words import stems

# Round numbers and those up to twenty, in the forms that differ by more than an ending.
_FORMS: Final = {
    2: "два две двух двум двумя",
    3: "три трёх трём тремя",
    4: "четыре четырёх четырём четырьмя",
    5: "пять пяти пятью",
    6: "шесть шести шестью",
    7: "семь семи семью",
    8: "восемь восьми восемью восьмью",
    9: "девять девяти девятью",
    10: "десять десяти десятью",
    11: "одиннадцать одиннадцати одиннадцатью",
    12: "двенадцать двенадцати двенадцатью",
    13: "тринадцать тринадцати тринадцатью",
    14: "четырнадцать четырнадцати четырнадцатью",
    15: "пятнадцать пятнадцати пятнадцатью",
    16: "шестнадцать шестнадцати шестнадцатью",
    17: "семнадцать семнадцати семнадцатью",
    18: "восемнадцать восемнадцати восемнадцатью",
    19: "девятнадцать девятнадцати девятнадцатью",
    20: "двадцать двадцати двадцатью",
    30: "тридцать тридцати тридцатью",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью",
    60: "шестьдесят шестидесяти шестьюдесятью",
    70: "семьдесят семидесяти семьюдесятью",
    80: "восемьдесят восьмидесяти восемьюдесятью",
    90: "девяносто девяноста",
    100: "сто ста",
    200: "двести двухсот двумстам двумястами",
    300: "триста трёхсот трёмстам тремястами",
    400: "четыреста четырёхсот четырёмстам",
    500: "пятьсот пятисот пятистам",
    1000: "тысяча тысячи тысяч тысячу",
}


def in_words(term: str) -> tuple[str, ...]:
    """Stems of the words for a number; none for those that are written in several words."""
    return _stems().get(term, ())


def in_roman(term: str) -> tuple[str, ...]:
    """«2202x1» → «2202xi»: convocations are numbered either way."""
    number, joint, convocation = term.partition("x")
    if (
        len(number) > 2
        and joint
        and convocation.isdecimal()
        and 0 < int(convocation[:4]) < len(_ROMAN)
    ):
        return (f"{number}x{_ROMAN[int(convocation[:4])]}",)
    return ()


_ROMAN: Final = ("", *["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"])


@cache
def _stems() -> Mapping[str, tuple[str, ...]]:
    return {
        str(number): tuple(dict.fromkeys(stems(forms).split())) for number, forms in _FORMS.items()
    }
