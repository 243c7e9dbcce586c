from hypothesis import given
from hypothesis import strategies as st

from search.domain.query import MAX_CLAUSES, Phrase, compile_query
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


@given(st.text(max_size=400))
def test_whatever_is_typed_is_a_query(text: str) -> None:
    query = compile_query(text)
    assert max(len(query.clauses), len(query.without)) <= MAX_CLAUSES
    for clause in (*query.clauses, *([query.without] if query.without else [])):
        assert clause
        for phrase in clause:
            assert isinstance(phrase, Phrase)
            assert phrase.terms
            assert all(term.isalnum() for term in phrase.terms)
