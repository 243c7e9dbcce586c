import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.query import (
    MAX_CLAUSES,
    MAX_LETTERS,
    MAX_PHRASES,
    MAX_TERMS,
    Field,
    Phrase,
    compile_query,
)
from search.domain.synonyms import GROUPS
from search.domain.words import stems


def said(text: str) -> list[list[str]]:
    """Clauses as lists of alternatives; words in a row are joined by «+», others by a space."""
    return [
        [("+" if phrase.in_row else " ").join(phrase.terms) for phrase in clause]
        for clause in compile_query(text).clauses
    ]


def test_every_word_is_a_clause_without_repeats() -> None:
    assert said("совет Советы предложения") == [["совет"], ["предложен"]]


def test_small_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert said("закон о тишине") == [["закон"], ["тишин"]]
    assert said("о") == [["о"]]
    assert said("«О тишине» для") == [["о+тишин"]]


def test_quoted_words_stand_in_a_row() -> None:
    assert said("закон «Об общественном контроле»") == [["закон"], ["об+обществен+контрол"]]
    assert said('"местные инициативы"') == said("“местные инициативы”") == [["местн+инициатив"]]
    assert said("«15-8»") == [["15x8+15+8"]]


def left_out(text: str) -> list[str]:
    return ["+".join(phrase.terms) for phrase in compile_query(text).without]


def test_a_minus_leaves_words_out() -> None:
    assert (said("тишина -ремонт"), left_out("тишина -ремонт")) == ([["тишин"]], ["ремонт"])
    assert left_out("тишина −ремонт -«ночные работы»") == ["ремонт", "ночн+работ"]
    assert left_out('тишина -"ночные работы"') == ["ночн+работ"]
    assert left_out("закон -15-8") == ["15x8"]


def test_a_dash_and_a_hyphen_are_no_minus() -> None:
    for text in ("закон - это", "закон – ремонт", "что-либо", "«тишина» -", "тишина- ремонт"):
        assert left_out(text) == [], text


def test_nothing_but_a_minus_is_looked_for() -> None:
    assert (said("-ремонт"), left_out("-ремонт")) == ([["ремонт"]], [])


def test_either_of_two() -> None:
    assert said("тишина ИЛИ покой") == said("тишина OR покой") == said("тишина | покой")
    assert said("тишина ИЛИ покой закон") == [["тишин", "пок"], ["закон"]]
    assert said("тишина ИЛИ «ночной покой» ИЛИ сон") == [["тишин", "ночн+пок", "сон"]]
    assert said("тишина или покой") == [["тишин"], ["пок"]]
    assert said("ИЛИ тишина ИЛИ") == [["тишин"]]
    assert said("нко ИЛИ тишина") == [["нко", "некоммерческ+организац", "тишин"]]


def test_numbers_of_bills_in_any_spelling() -> None:
    for text in ("15-8", "№ 15/8", "№15–8", "15—8", "15−8", "15‑8"):
        assert said(text) == [["15x8"]], text
    assert said("и/или закон") == [["закон"]]


def test_a_lonely_quotation_mark_means_nothing() -> None:
    assert said('"совет') == said("«совет") == [["совет"]]


def test_synonyms_are_alternatives() -> None:
    assert said("нко") == [["нко", "некоммерческ+организац"]]
    assert said("помощь некоммерческим организациям")[1] == ["некоммерческ организац", "нко"]
    assert said("некоммерческий") == [["некоммерческ"]]


def test_a_query_is_bounded() -> None:
    assert len(compile_query(" ".join(f"слово{n}" for n in range(50))).clauses) == MAX_CLAUSES


def test_terms_are_what_is_marked() -> None:
    assert compile_query("о нко").terms == {"нко", "некоммерческ", "организац"}


def test_synonyms_survive_stemming() -> None:
    for group in GROUPS:
        compiled = {stems(phrase) for phrase in group}
        assert len(compiled) == len(group), group


HOSTILE = (
    *"\"«»“”„-−*:|()\\%_\0\x1b\u200f\u202e\u0301 ", "ИЛИ ", "OR ", "AND ", "-", ":", "😀", "ст. 5 ",
    "п. ", "автор:", "статья:", "тема:«", "закон: об ", "№ 15-8 ", "«а", '"', "слово", "нко ", "x'",
)  # fmt: skip
typed = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(HOSTILE)).map("".join))


@given(typed, st.booleans(), st.booleans())
def test_whatever_is_typed_is_a_query(text: str, any_clause: bool, exact: bool) -> None:
    query = compile_query(text, any_clause=any_clause, exact=exact)
    sizes = map(len, (query.clauses, query.without, query.first, query.narrowing))
    assert max(sizes) <= MAX_CLAUSES
    for clause in (*query.clauses, *query.first, *([query.without] if query.without else [])):
        assert 0 < len(clause) <= MAX_PHRASES
        for phrase in clause:
            assert isinstance(phrase, Phrase)
            assert 0 < len(phrase.terms) <= MAX_TERMS
            assert len(phrase.words) <= MAX_TERMS
            assert all(
                term.isalnum() and len(term) <= MAX_LETTERS
                for term in (*phrase.terms, *phrase.words)
            )


@pytest.mark.parametrize(
    "piece",
    ["а", "а ", "-а ", "ИЛИ ", "а ИЛИ ", "«", "«а ", '"', '"а" ', "-«", "ст. ", "ст. 5 ", "а: ",
     ":", "статья:", "статья:5 ", "автор: ", "закон: об об об ", "\0", "\u0301", "5.", "5-", "  ",
     "ы   ", "нко ", "😀", "\u202e", "*", "п2", "-автор:"],
)  # fmt: skip
def test_a_long_query_is_no_more_than_its_bounds(piece: str) -> None:
    """How the time grows: `python -m bench query`."""
    for length in (100, 10_000):
        query = compile_query((piece * length)[:length])
        assert len(query.clauses) <= MAX_CLAUSES
        assert all(len(clause) <= MAX_PHRASES for clause in query.clauses)


def test_what_is_beyond_the_longest_text_does_not_count() -> None:
    long = "слово " * 5000
    query = compile_query(long * 100)
    assert [phrase.terms for clause in query.clauses for phrase in clause] == [("слов",)]


def test_beside_a_number_the_sort_of_an_act_is_left_out_and_nothing_else() -> None:
    assert said("закон 59 фз") == said("59 фз")
    assert said("постановление 354") == [["354"]]
    assert len(said("«проект бюджета» 2026")) == 2
    assert len(said("закон ИЛИ шум 15")) == 2
    assert len(said("закон шум 15")) == 3


def test_beside_words_the_number_of_a_bill_is_that_of_its_law() -> None:
    (number, _noise) = compile_query("15-8 шум").clauses
    assert [(p.terms, p.field) for p in number] == [
        (("15x8",), Field.TEXT),
        (("15x8",), Field.LAW),
    ]
    assert len(compile_query("15-8").clauses[0]) == 1
    days = compile_query("14 дней").clauses[0]
    assert {phrase.field for phrase in days} == {Field.TEXT}
