from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.layout import other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pfrjy", "закон"),
        ("Pfrjy j nbibyt", "Закон о тишине"),
        ("j,otcndtyysq cjdtn", "общественный совет"),
        ("`krf", "ёлка"),
        ("j,]tv", "объем"),
        ("cn/ 5", "ст. 5"),
        ("дусу", "lece"),
        ("ujl^2026", "год:2026"),
    ],
)
def test_keys_of_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@pytest.mark.parametrize("typed", ["", "15-8", "закон law", "№ 131 – «»"])
def test_nothing_for_numbers_and_for_words_of_both_alphabets(typed: str) -> None:
    assert other_layout(typed) == ""


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя ", min_size=1))
def test_there_and_back(text: str) -> None:
    there = other_layout(text)
    assert bool(there) == bool(text.strip())
    if set(there) & set(ascii_lowercase):
        assert other_layout(there) == text
