import pytest

from search.domain.families import are_related, terms_of, with_families
from search.domain.query import compile_query
from search.domain.synonyms import Synonyms
from search.domain.words import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("голосовать", "голосование"),
        ("инвалид", "инвалидность"),
        ("президент", "президентский"),
        ("прогрев", "прогревать"),
        ("прогревать", "прогреть"),
        ("конституция", "конституционный"),
        ("предоставить", "предоставление"),
        ("общественный", "общество"),
    ],
)
def test_words_of_one_root(one: str, other: str) -> None:
    assert are_related(stem(one), stem(other))
    assert are_related(stem(other), stem(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("сторона", "сторож"),
        ("участие", "участок"),
        ("объект", "объём"),
        ("представитель", "предприятие"),
        ("статья", "статус"),
        ("шум", "шумный"),
    ],
)
def test_words_of_other_roots_and_those_too_short_to_tell(one: str, other: str) -> None:
    assert not are_related(stem(one), stem(other))


def test_words_get_their_families_rows_and_numbers_none() -> None:
    groups = Synonyms((("выборы", "голосование", "день выборов"),))
    query = compile_query("выборы 15 «голосование прошло»", synonyms=groups)
    assert terms_of(query) == {"выбор", "голосован"}
    wide = with_families(query, {"голосован": ["голосова"], "15": ["пятнадцат"], "выбор": []})
    assert wide.clauses[1:] == query.clauses[1:]
    added = set(wide.clauses[0]) - set(query.clauses[0])
    assert {phrase.terms for phrase in added} == {("голосова",)}
    assert with_families(query, {}) == query
