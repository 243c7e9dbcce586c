"""Words with a colon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.fields import filters
from search.domain.query import Query, compile_query
from tests.unit.search.test_citations import said


def clauses(text: str) -> list[list[str]]:
    return said(compile_query(text).clauses)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("статья:5", "unit:article5"),
        ("Статья: 5", "unit:article5"),
        ("СТ :5.1", "unit:article5x1"),
        ("ст:5¹", "unit:article5x1"),
        ("article:5", "unit:article5"),
        ("часть:2", "unit:paragraph2"),
        ("ч:2", "unit:paragraph2"),
        ("пункт:3", "unit:point3"),
        ("п:3)", "unit:point3"),
        ("подпункт:а", "unit:subpointа"),
        ("подпункт:«б»", "unit:subpointб"),
        ("подпункт:в", "unit:subpointв"),
        ("глава:II", "unit:chapterii"),
        ("глава:2", "unit:chapter2"),
        ("раздел:IV", "unit:sectioniv"),
        ("приложение:1", "unit:annex1"),
        ("автор:Иванова", "author:иванов"),
        ('автор:"Анна Иванова"', "author:ан+иванов"),
        ("author: «Иванова»", "author:иванов"),
        ("закон:15-8", "law:15x8"),
        ("закон:15/8", "law:15x8"),
        ("law:“об образовании”", "law:об+образован"),
        ("закон:об образовании", "law:образован"),
    ],
)
def test_where_to_look(text: str, expected: str) -> None:
    assert clauses(text)[0][0] == expected
    assert len(clauses(text)) == 1


def test_beside_words_and_units_of_either_spelling() -> None:
    assert clauses("глава:2 штраф") == [["unit:chapter2", "unit:chapterii"], ["text:штраф"]]
    assert clauses("глава:II")[0] == ["unit:chapterii", "unit:chapter2"]
    assert clauses("штраф закон:тишина забор") == [["law:тишин"], ["text:штраф"], ["text:забор"]]


def test_a_unit_alone_comes_first_and_a_narrowed_search_is_no_wider() -> None:
    query = compile_query("статья:5 часть:1 закон:тишина")
    assert said(query.first)[0][0] == "leaf:paragraph1"
    assert ["law:тишин"] in said(query.first)
    assert compile_query("статья:5 штраф").first == ()


@pytest.mark.parametrize(
    "text",
    ["время:5", "статья:", "статья: ", "автор:", "автор: «»", "год:1", "статья:штраф", "тема:",
     "статья::5", "http://закон", "подстатья:5", "5:статья"],
)  # fmt: skip
def test_ordinary_text(text: str) -> None:
    query = compile_query(text)
    assert not query.narrowing
    assert query.in_texts == query.clauses
    assert query.clauses


def test_left_out() -> None:
    query = compile_query('тишина -автор:"Анна Иванова" -закон:15-8 -статья:5')
    assert said(query.clauses) == [["text:тишин"]]
    assert said((query.without,)) == [["author:ан+иванов", "law:15x8", "unit:article5"]]


def narrowing(query: Query) -> dict[str, str]:
    """Values by facets; what is left out with a minus."""
    return {f"{'-' * one.is_left_out}{one.facet}": one.value for one in query.narrowing}


def test_facets() -> None:
    query = compile_query("тишина вид:комментарий совет:«при Собрании» год: 2026 район:Белогорск")
    assert said(query.clauses) == [["text:тишин"]]
    assert narrowing(query) == {
        "kind": "комментарий",
        "council": "при Собрании",
        "year": "2026",
        "municipality": "Белогорск",
    }
    assert narrowing(compile_query("year:2025 topic:school x")) == {
        "year": "2025",
        "topic": "school",
    }


def test_a_filter_alone_has_no_words() -> None:
    query = compile_query("что тема:образование")
    assert (query.clauses, narrowing(query)) == ((), {"topic": "образование"})


def test_filters_with_a_minus_leave_out() -> None:
    query = compile_query("тишина -вид:предложение −год:2025 район:Зея-Бурея")
    assert said(query.clauses) == [["text:тишин"]]
    assert query.without == ()
    assert narrowing(query) == {
        "-kind": "предложение",
        "-year": "2025",
        "municipality": "Зея-Бурея",
    }


def test_words_are_left_out_of_all_that_a_filter_lets_through() -> None:
    query = compile_query("-ремонт год:2026")
    assert (query.clauses, said((query.without,))) == ((), [["text:ремонт"]])
    assert said(compile_query("-ремонт").clauses) == [["text:ремонт"]]


@given(st.text(alphabet='-год:2025вид «»"ст 1\n', max_size=60))
def test_filters_of_any_text_follow_one_another(text: str) -> None:
    found, place = list(filters(text)), 0
    for one in found:
        assert place <= one.start < one.end <= len(text)
        place = one.end
    assert set(compile_query(text).narrowing) <= {one.narrowing for one in found}


def test_filters_stand_where_they_stand() -> None:
    text = "тишина -вид: «два слова» статья:5 год:2026"
    found = [(text[one.start : one.end], one.facet) for one in filters(text)]
    assert found == [("-вид: «два слова»", "kind"), ("год:2026", "year")]
