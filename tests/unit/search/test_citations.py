"""Units that are named in a query."""

import pytest

from search.domain.clauses import Clause, Field, Query
from search.domain.query import compile_query


def said(clauses: tuple[Clause, ...]) -> list[list[str]]:
    return [[f"{phrase.field}:{'+'.join(phrase.terms)}" for phrase in clause] for clause in clauses]


def first(text: str) -> list[list[str]]:
    return said(compile_query(text).first)


@pytest.mark.parametrize(
    ("text", "leaf", "around"),
    [
        ("п. 2 ч. 1 ст. 5", "leaf:point2", ["unit:paragraph1", "unit:article5"]),
        ("П. 2 Ч. 1 СТ. 5", "leaf:point2", ["unit:paragraph1", "unit:article5"]),
        ("статья 5 часть 1", "leaf:paragraph1", ["unit:article5"]),
        ("часть 3 статьи 12", "leaf:paragraph3", ["unit:article12"]),
        ("пп. а п. 3 ст. 7", "leaf:subpointа", ["unit:point3", "unit:article7"]),
        ("подпункт «а» пункта 2", "leaf:subpointа", ["unit:point2"]),
        ("ст. 5.1", "leaf:article5x1", []),
        ("ст. 5¹", "leaf:article5x1", []),
        ("ст.5", "leaf:article5", []),
        ("п2 ч1 ст5", "leaf:point2", ["unit:paragraph1", "unit:article5"]),
        ("5 статья", "leaf:article5", []),
        ("абз. 2 ч. 1 ст. 5", "leaf:paragraph1", ["unit:article5"]),
        ("абзац второй статьи 5", "leaf:article5", []),
        ("п. 1.1 ст. 3", "leaf:point1x1", ["unit:article3"]),
        ("глава II", "leaf:chapterii", []),
        ("гл. 2", "leaf:chapter2", []),
        ("глава вторая", "leaf:chapter2", []),
        ("приложение 1", "leaf:annex1", []),
        ("пункт 4 приложения № 2", "leaf:point4", ["unit:annex2"]),
        ("ч. 2 статьи 36.12-1", "leaf:paragraph2", ["unit:article36x12x1"]),
    ],
)
def test_the_smallest_unit_and_those_around_it(text: str, leaf: str, around: list[str]) -> None:
    found = first(text)
    assert found[0][0] == leaf
    assert [clause[0] for clause in found[1:]] == around


def test_what_drafters_call_otherwise_is_an_alternative() -> None:
    assert first("п. 1 ст. 5")[0] == ["leaf:point1", "leaf:paragraph1", "leaf:subpoint1"]
    assert first("глава 2")[0] == ["leaf:chapter2", "leaf:chapterii"]
    assert "leaf:partofactвторая" in first("часть вторая")[0]


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("п. 2 ч. 1 ст. 5 закона об образовании", ["law:образован"]),
        ("статья 5 об образовании", ["law:образован"]),
        ("ст. 5 законопроекта «Об образовании»", ["law:об+образован"]),
        ("№ 15-8 ст. 3", ["law:15x8"]),
        ("ст. 5 проекта закона Амурской области", ["law:амурск"]),
    ],
)
def test_the_rest_names_the_law(text: str, law: list[str]) -> None:
    assert first(text)[-1] == law


def test_what_is_surely_meant() -> None:
    query = compile_query("п. 2 ч. 1 ст. 5 о тишине")
    assert said(query.surest) == [
        ["leaf:point2"],
        ["unit:paragraph1", "unit:partofact1", "unit:partofactпервая"],
        ["unit:article5"],
        ["law:тишин"],
    ]
    for text in ("ст. 5", "глава 2", "тишина", "статья:5"):
        assert compile_query(text).surest == (), text


def test_several_units_are_alternatives_and_a_tangle_is_none() -> None:
    assert first("ст. 5 и ст. 7") == [["leaf:article5", "leaf:article7"]]
    assert first("п. 1 ст. 5 и п. 2 ст. 7") == []


@pytest.mark.parametrize(
    "text",
    ["статья", "5", "часть города", "закон о тишине", "глава района", "тишина ИЛИ ст. 5",
     "ст. 5 -штраф", "п. п. п.", "приложение для телефона", "пункт о штрафах"],
)  # fmt: skip
def test_what_names_no_unit(text: str) -> None:
    found = compile_query(text)
    assert found.first == ()
    assert found.clauses


def test_what_stands_in_the_unit_holds_the_words_as_well() -> None:
    query = compile_query("ст. 5 закона о тишине")
    assert said(query.clauses) == [
        ["text:ст", "text:стат", "unit:article5"],
        ["text:5", "text:пят", "unit:article5"],
        ["text:тишин", "law:тишин"],
    ]
    assert query.in_texts == query.clauses


def test_marked_are_words_alone() -> None:
    query: Query = compile_query("ст. 5 о тишине")
    assert query.terms == {"ст", "стат", "5", "пят", "тишин"}
    assert all(p.field is not Field.TEXT for clause in query.first for p in clause)
