import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.words import spelled, stem, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("предложение", "предложениями"),
        ("Учёт", "учета"),
        ("общественная", "общественной"),
        ("СОВЕТ", "советов"),
        ("Article", "article"),
        ("порядок", "порядка"),
        ("участок", "участков"),
        ("заявка", "заявок"),
        ("доброволец", "добровольцев"),
        ("образец", "образца"),
        ("перечень", "перечня"),
        ("уровень", "уровнем"),
        ("земля", "земель"),
        ("общест\u00adвенный", "общественные"),
        ("за\u0301мок", "замок"),
        ("край", "края"),
        ("кра\u0438\u0306", "край"),
        ("что‑либо", "что-либо"),
    ],
)
def test_forms_and_spellings_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("закон", "заказ"), ("поддержать", "отклонить"), ("степень", "степной"), ("срок", "рок")],
)
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("№ 15-8, статья 5.1", "15x8 15 8 стат 5x1 5 1"),
        ("15‑8", "15x8 15 8"),
        ("15/8, 15–8", "15x8 15 8 15x8 15 8"),
        ("и/или", "и ил"),
        ("ст.5", "ст 5"),
        ("слова.Предмет", "слов предмет"),
        ("5¹ и 5¹² м²", "5x1 5 1 и 5x12 5 12 м2"),
        ("36.12-1", "36x12x1 36 12 1"),
        ("видео-конференц-связью", "видеxконференцxсвяз виде конференц связ видеоконференцсвяз"),
        ("2202-I, ИП-кодекс2", "2202xi 2202 i ипxкодекс2 ип кодекс2"),
        ("--- «» №", ""),
    ],
)
def test_compounds_are_found_whole_and_in_parts(text: str, expected: str) -> None:
    assert stems(text) == expected


@given(st.text())
def test_words_are_slices_of_the_text_in_order(text: str) -> None:
    position = 0
    for word in words(text):
        assert position <= word.start < word.end <= len(text)
        position = word.end


@given(st.text())
def test_terms_are_letters_and_digits(text: str) -> None:
    assert all(term.isalnum() for word in words(text) for term in word.terms)


@given(st.text(alphabet="аёЖ1²5-./– \u0301\u0306\u00ad«x法\n", max_size=30))
def test_words_with_and_without_marks_are_told_apart_in_the_same_way(text: str) -> None:
    """A text without marks is read by a simpler pattern; a mark at its end changes nothing else."""
    places = [text[word.start : word.end] for word in words(text)]
    assert places == spelled(text)
    assert places == [text[word.start : word.end] for word in words(f"{text} а\u0301")][:-1]
