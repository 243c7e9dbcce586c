import pytest

from search.domain.query import compile_query
from search.domain.ranking import Scorer, Texts, Vocabulary
from search.domain.synonyms import Synonyms
from search.domain.weights import WEIGHTS
from search.domain.words import stems

VOCABULARY = Vocabulary(1000, {"тишин": 20, "ноч": 100, "област": 400, "поко": 20})


def score(
    query: str,
    title: str = "",
    body: str = "",
    context: str = "",
    *,
    boost: float = 1,
    groups: tuple[tuple[str, ...], ...] = (),
    any_clause: bool = False,
) -> float:
    asked = compile_query(query, synonyms=Synonyms(groups), any_clause=any_clause)
    texts = Texts(stems(title), stems(body), stems(context), boost)
    return Scorer(asked, VOCABULARY, WEIGHTS).score(texts)


def test_title_weighs_more_than_body_and_body_more_than_context() -> None:
    in_title = score("тишина", title="о тишине")
    in_body = score("тишина", body="о тишине")
    assert in_title > in_body > score("тишина", context="о тишине") > 0


def test_nothing_of_the_words_is_worth_nothing() -> None:
    assert score("тишина", "о покое", "ночью", "область") == 0


def test_a_rare_word_is_worth_more_than_a_frequent_one() -> None:
    rare, frequent = (
        score("тишина область", body=text, any_clause=True) for text in ("тишина", "область")
    )
    assert rare > 2 * frequent


def test_a_word_in_a_short_text_is_worth_more() -> None:
    assert score("тишина", body="тишина ночью") > score("тишина", body="тишина" + " слово" * 200)


def test_more_of_a_word_is_worth_less_and_less() -> None:
    once, twice, often = (score("тишина", "тишина " * n) for n in (1, 2, 9))
    assert once < twice < often
    assert twice - once > often - twice


def test_words_that_stand_together_are_worth_more() -> None:
    between = "слово " * 20
    near = score("тишина ночь", body=f"тишина ночью {between}")
    apart = score("тишина ночь", body=f"тишина {between} ночью")
    assert near > apart


def test_what_was_typed_is_worth_more_than_its_synonym() -> None:
    groups = (("тишина", "покой"),)
    typed, other = (score("тишина", body=text, groups=groups) for text in ("тишина", "покой"))
    assert typed > other > 0


def test_a_synonym_of_several_words_stands_in_a_row() -> None:
    groups = (("тишина", "ночной покой"),)
    assert score("тишина", body="ночной покой", groups=groups)
    assert not score("тишина", body="покой ночной", groups=groups)


@pytest.mark.parametrize(("more", "less"), [("тишина ночью", "тишина " * 9)])
def test_of_what_lacks_words_the_one_with_more_of_them_comes_first(more: str, less: str) -> None:
    both, one = (score("тишина ночь", body=text, any_clause=True) for text in (more, less))
    assert both > one


def test_what_a_kind_is_worth_counts() -> None:
    assert score("тишина", "тишина", boost=2) > score("тишина", "тишина")


def test_an_unknown_number_is_rare_but_not_the_rarest() -> None:
    number, rare, frequent = (
        score(word, body=word) for word in ("15", "тишина", "область")
    )  # fmt: skip
    assert frequent < number <= rare


def test_what_has_to_be_in_no_text_changes_nothing() -> None:
    assert score("статья:5 тишина", body="тишина") == score("тишина", body="тишина")


def test_what_stands_in_the_named_unit_holds_its_words() -> None:
    asked = compile_query("пункт 2 тишина", synonyms=Synonyms(), any_clause=True)
    scorer = Scorer(asked, VOCABULARY, WEIGHTS)
    inside = Texts("", stems("тишина"), "", units="article5 point2")
    outside = Texts("", stems("тишина"), "", units="article5 point3")
    assert scorer.score(inside) > scorer.score(outside) > 0


def test_the_law_that_is_named_counts_as_a_context() -> None:
    asked = compile_query("пункт 2 закона о тишине", synonyms=Synonyms())
    scorer = Scorer(asked, VOCABULARY, WEIGHTS)
    assert scorer.score(Texts("", "", "", law=stems("О тишине"))) > 0
    assert scorer.score(Texts("", "", "", law=stems("О покое"))) == 0
