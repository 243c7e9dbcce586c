"""The last digit of an ОГРН checks the others."""

import pytest

from consultations.experts.domain.ogrn import is_ogrn, plain_ogrn

GOOD = "1027700132195"  # of a bank that everybody knows


def test_the_control_digit() -> None:
    assert is_ogrn(GOOD)
    for digit in "0123456789".replace(GOOD[-1], ""):
        assert not is_ogrn(GOOD[:-1] + digit)


def test_a_rest_of_ten_is_written_as_nought() -> None:
    number = next(n for n in range(100_000_000_000, 100_000_000_100) if n % 11 == 10)
    assert is_ogrn(f"{number}0")


WIDE = "\N{FULLWIDTH DIGIT ONE}" * 13
WRONG = ("", "102770013219", "10277001321955", "304500116000157", "a" * 13, WIDE)


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_no_number_of_an_organisation(typed: str) -> None:
    assert not is_ogrn(plain_ogrn(typed))


def test_spaces_and_hyphens_do_not_matter() -> None:
    assert plain_ogrn(" 1 02 77 00-132195 ") == GOOD
