import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.highlight import highlight
from search.domain.words import query_terms, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("предложение", "предложениями"),
        ("Учёт", "учета"),
        ("общественная", "общественной"),
        ("СОВЕТ", "советов"),
        ("Article", "article"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_different_words_have_different_stems() -> None:
    assert stem("закон") != stem("заказ")
    assert stem("поддержать") != stem("отклонить")


def test_compounds_are_found_whole_and_in_parts() -> None:
    assert stems("№ 15-8, статья 5.1").split() == ["15_8", "15", "8", "стат", "5_1", "5", "1"]
    assert query_terms("15-8") == ("15_8",)


def test_query_is_bounded_and_has_no_repeats() -> None:
    assert query_terms("совет советы совета") == ("совет",)
    assert len(query_terms(" ".join(f"слово{n}" for n in range(50)))) == 12


@given(st.text())
def test_words_are_slices_of_the_text_in_order(text: str) -> None:
    position = 0
    for word in words(text):
        assert position <= word.start < word.end <= len(text)
        position = word.end


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_highlight_shows_the_text_unchanged(text: str, queries: list[str]) -> None:
    terms = query_terms(" ".join(queries))
    segments = highlight(text, terms, length=len(text) + 1)
    assert "".join(segment.text for segment in segments) == text


def test_highlight_marks_every_form_and_cuts_at_words() -> None:
    text = "Начало. " * 60 + "Общественный совет обсуждает предложения граждан. " + "Конец. " * 60
    segments = highlight(text, query_terms("предложение совета"))
    assert [segment.text for segment in segments if segment.found] == ["совет", "предложения"]
    shown = "".join(segment.text for segment in segments)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 300


def test_highlight_without_a_match_is_the_beginning() -> None:
    assert highlight("Первые слова текста", ("нет",))[0].text == "Первые слова текста"
