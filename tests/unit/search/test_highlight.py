from hypothesis import example, given
from hypothesis import strategies as st

from search.domain.highlight import Segment, fragments, highlight
from search.domain.query import compile_query

TEXT = "Начало. " * 60 + "Общественный совет рассматривает предложения граждан. " + "Конец. " * 60


def terms(query: str) -> frozenset[str]:
    return compile_query(query).terms


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_a_short_text_is_shown_unchanged(text: str, queries: list[str]) -> None:
    segments = highlight(text, terms(" ".join(queries)), length=len(text))
    assert "".join(segment.text for segment in segments) == text


@given(
    st.lists(st.sampled_from(["совет", "а", "предложения", "б-в", "длинноесловобезконца" * 3])),
    st.sampled_from([" ", "\n", "-", ""]),
    st.integers(1, 60),
)
@example(["длинноесловобезконца" * 3, "совет"], "", 10)
def test_what_is_shown_stands_in_the_text(pieces: list[str], joint: str, length: int) -> None:
    text = joint.join(pieces)
    segments = highlight(text, terms("совет"), length=length)
    shown = "".join(segment.text for segment in segments)
    assert shown.removeprefix("… ").removesuffix(" …") in text
    assert any(segment.found for segment in segments) == any(
        segment.found for segment in highlight(text, terms("совет"), length=len(text) + 1)
    )


def test_every_form_is_marked_and_the_cut_is_at_words() -> None:
    segments = highlight(TEXT, terms("предложение совета"))
    assert [segment.text for segment in segments if segment.found] == ["совет", "предложения"]
    shown = "".join(segment.text for segment in segments)
    assert shown.startswith("… Начало.")
    assert shown.endswith("Конец. …")
    assert 200 < len(shown) < 260


def test_parts_and_synonyms_are_marked() -> None:
    found = highlight("Закон № 15-8 о волонтёрах", terms("15 доброволец"))
    assert [segment.text for segment in found if segment.found] == ["15-8", "волонтёрах"]


def test_without_a_match_the_beginning_is_shown() -> None:
    assert highlight("Первые слова текста", frozenset({"нет"}))[0].text == "Первые слова текста"


def test_a_long_text_shows_words_that_stand_far_apart() -> None:
    text = "Тишина здесь. " + "Иные слова. " * 100 + "Покой там. " + "Иные слова. " * 100
    pieces = fragments(text, {"тишин", "пок"}, length=60)
    assert [[s.text for s in piece if s.found] for piece in pieces] == [["Тишина"], ["Покой"]]
    assert all(sum(len(s.text) for s in piece) <= 70 for piece in pieces)
    assert pieces[1][0].text == "… "


def test_a_word_that_was_shown_needs_no_second_piece() -> None:
    text = "Тишина здесь. " + "Иные слова. " * 100 + "Тишина там."
    assert len(fragments(text, {"тишин"}, length=60)) == 1
    assert len(fragments("Тишина и покой", {"тишин", "пок"}, length=60)) == 1
    assert fragments("", {"тишин"}) == []
    (beginning,) = fragments("Ничего такого", {"тишин"})
    assert beginning == (Segment("Ничего такого", found=False),)


@given(st.text(max_size=400), st.sets(st.sampled_from(["а", "б", "слов"])))
def test_pieces_are_of_the_text_and_in_order(text: str, terms: set[str]) -> None:
    place = 0
    for piece in fragments(text, terms, length=20, most=3):
        own = "".join(s.text for s in piece if s.text not in {"… ", " …"})
        place = text.index(own, place) + len(own)
