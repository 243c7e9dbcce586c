import pytest

from search.domain.query import compile_query
from search.domain.synonyms import GROUPS, Fault, Problem, Synonyms, phrases, problem


def test_what_a_site_starts_with_has_no_faults() -> None:
    lines = [", ".join(group) for group in GROUPS]
    for place, line in enumerate(lines):
        assert problem(line, lines[:place]) is None, line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", Problem(Fault.ALONE)),
        ("НКО", Problem(Fault.ALONE)),
        ("НКО, , ", Problem(Fault.ALONE)),
        ("НКО, —", Problem(Fault.EMPTY, "—")),
        ("дом, дома", Problem(Fault.TWICE, "дома")),
        ("дом, палата", Problem(Fault.TAKEN, "палата")),
        ("дом, общественной палаты", None),
        ("дом, раз два три четыре пять шесть семь",
         Problem(Fault.LONG, "раз два три четыре пять шесть семь")),
        (", ".join(f"слово{n}" for n in range(13)), Problem(Fault.MANY)),
    ],
)  # fmt: skip
def test_faults(line: str, expected: Problem | None) -> None:
    assert problem(line, ["палаты, собрание"]) == expected


def test_phrases_are_tidied() -> None:
    assert phrases(" НКО ,  некоммерческая   организация,") == ("НКО", "некоммерческая организация")


def test_a_query_takes_them_as_a_value() -> None:
    own = Synonyms((("тачка", "автомобиль"),))
    assert hash(own) == hash(Synonyms((("тачка", "автомобиль"),)))
    (clause,) = compile_query("тачки", synonyms=own).clauses
    assert [phrase.terms for phrase in clause] == [("тачк",), ("автомобил",)]
    (clause,) = compile_query("нко", synonyms=own).clauses
    assert [phrase.terms for phrase in clause] == [("нко",)]
    assert compile_query("нко", synonyms=Synonyms()).clauses == (clause,)


def test_a_word_of_two_groups_means_either() -> None:
    own = Synonyms((("мо", "муниципальное образование"), ("мо", "московская область")))
    (clause,) = compile_query("мо", synonyms=own).clauses
    assert len(clause) == 3
