"""Whether quoted words stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.expertise.domain.quotes import stands_in

TEXT = (
    "3. Комиссия рассматривает представления «в\N{NO-BREAK SPACE}разумный срок» – "
    "не позднее решения."
)


@pytest.mark.parametrize(
    "quotation",
    [
        "в разумный срок",
        "Комиссия рассматривает представления «в разумный срок»",
        'Комиссия рассматривает представления "в разумный срок" - не позднее решения',
        "«комиссия  рассматривает\nпредставления…не позднее решения»",
        "рассматривает <…> решения.",
        "“в разумный срок” — не позднее",
    ],
)
def test_marks_spaces_and_omissions_do_not_matter(quotation: str) -> None:
    assert stands_in(quotation, TEXT)


@pytest.mark.parametrize(
    "quotation",
    ["в короткий срок", "не позднее решения … рассматривает", "", "…", "«»", "разумный срок дней"],
)
def test_other_words_are_noticed(quotation: str) -> None:
    assert not stands_in(quotation, TEXT)


def test_yo_is_ye() -> None:
    assert stands_in("учет", "Учёт часов")


@given(st.text(alphabet="абв «».,-", min_size=1), st.data())
def test_a_piece_of_a_text_stands_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    if any(char in "абв" for char in piece):
        assert stands_in(piece, text)
