"""The receipt code: every likely misprint is noticed, every likely spelling is understood."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consultations.comments.domain.receipts import (
    ALPHABET,
    LENGTH,
    BadReceiptCodeError,
    make,
    normalise,
)

NUMBERS = st.lists(st.integers(0, 30), min_size=LENGTH, max_size=LENGTH)
CODES = NUMBERS.map(make)
PLACES = st.integers(0, LENGTH)  # of the nine characters without hyphens
CYRILLIC = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")
# Whatever may stand between the groups, or before and after the code.
FILLERS = st.text(alphabet=" \t\n\u00a0-\u2010\u2011\u2012\u2013\u2014.,/№#", max_size=3)


def bare(code: str) -> str:
    return code.replace("-", "")


def is_refused(typed: str) -> bool:
    try:
        normalise(typed)
    except BadReceiptCodeError:
        return True
    return False


# --- Shape ------------------------------------------------------------------------------------


def test_the_alphabet_is_of_prime_length_without_look_alikes() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert not set("01OIL") & set(ALPHABET)


def test_a_known_code() -> None:
    # 1·0 + 2·1 + 3·2 + … + 8·7 = 168 = 5·31 + 13, and the 14th letter is F.
    assert make([0, 1, 2, 3, 4, 5, 6, 7]) == "2345-6789-F"
    assert ALPHABET[13] == "F"


@given(NUMBERS)
def test_a_code_is_its_own_one_spelling(numbers: list[int]) -> None:
    code = make(numbers)
    assert normalise(code) == code
    assert [len(group) for group in code.split("-")] == [4, 4, 1]
    assert bare(code)[:LENGTH] == "".join(ALPHABET[number] for number in numbers)


@given(st.lists(st.integers(0, 10**9), min_size=LENGTH, max_size=LENGTH))
def test_any_random_numbers_make_a_code(numbers: list[int]) -> None:
    assert make(numbers) == make([number % 31 for number in numbers])


@pytest.mark.parametrize("length", [0, 1, 7, 9])
def test_a_code_of_another_length_is_not_made(length: int) -> None:
    with pytest.raises(ValueError, match="8 numbers"):
        make([1] * length)


# --- Misprints --------------------------------------------------------------------------------


@given(CODES, PLACES, st.sampled_from(ALPHABET))
def test_every_wrong_character_is_noticed(code: str, place: int, wrong: str) -> None:
    right = bare(code)
    assume(right[place] != wrong)
    assert is_refused(right[:place] + wrong + right[place + 1 :])


@given(CODES, st.integers(0, LENGTH - 1))
def test_every_swap_of_neighbours_is_noticed(code: str, place: int) -> None:
    right = bare(code)
    assume(right[place] != right[place + 1])
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert is_refused(swapped)


def test_all_misprints_of_one_code_are_noticed() -> None:
    """The same without chance: 9 places by 30 wrong characters, and 8 swaps."""
    right = bare(make([7, 30, 0, 12, 1, 25, 18, 3]))
    wrong = [
        right[:place] + char + right[place + 1 :]
        for place in range(len(right))
        for char in ALPHABET
        if char != right[place]
    ]
    wrong += [
        right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        for place in range(len(right) - 1)
        if right[place] != right[place + 1]
    ]
    assert len(wrong) == 9 * 30 + 8
    assert all(is_refused(typed) for typed in wrong)


@given(CODES, PLACES)
def test_a_lost_character_is_noticed(code: str, place: int) -> None:
    right = bare(code)
    assert is_refused(right[:place] + right[place + 1 :])


@given(CODES, PLACES, st.sampled_from(ALPHABET))
def test_a_character_too_many_is_noticed(code: str, place: int, extra: str) -> None:
    right = bare(code)
    assert is_refused(right[:place] + extra + right[place:])


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_is_refused(typed: str) -> None:
    if is_refused(typed):
        return
    code = normalise(typed)
    assert normalise(code) == code
    assert set(bare(code)) <= set(ALPHABET)


@pytest.mark.parametrize(
    "typed", ["", "   ", "----", "2345-6789", "2345-6789-0", "O345-6789-F", "٢345-6789-F", "²" * 9]
)
def test_what_is_no_code_at_all(typed: str) -> None:
    assert is_refused(typed)


# --- Spellings --------------------------------------------------------------------------------


@given(CODES)
def test_case_does_not_matter(code: str) -> None:
    assert normalise(code.lower()) == code
    assert normalise(code.swapcase()) == code


@given(CODES, st.lists(FILLERS, min_size=LENGTH + 2, max_size=LENGTH + 2))
def test_spaces_and_hyphens_do_not_matter(code: str, fillers: list[str]) -> None:
    typed = fillers[0]
    for char, filler in zip(bare(code), fillers[1:], strict=True):
        typed += char + filler
    assert normalise(typed) == code


@given(CODES, st.booleans())
def test_a_russian_keyboard_gives_the_same_letters(code: str, lower: bool) -> None:
    typed = code.translate(CYRILLIC)
    assert normalise(typed.lower() if lower else typed) == code


def test_each_cyrillic_look_alike_is_its_latin_letter() -> None:
    for letter in "ABEKMHPCTYX":
        code = make([ALPHABET.index(letter)] * LENGTH)
        typed = code.translate(CYRILLIC)
        assert typed != code
        assert normalise(typed) == code
