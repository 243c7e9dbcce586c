"""Units in the cases of Russian, as acts write them."""

import pytest

from consultations.amendments.domain.places import MAX_ALINEA, Spot, accusative, place_words, within
from consultations.amendments.domain.quoting import quoted, unquoted
from drafts.domain.citations import Case, citation

CASES = [
    ("article:5", "Статью 5", "В статье 5"),
    ("article:5.1/paragraph:1", "Часть 1 статьи 5.1", "В части 1 статьи 5.1"),
    (
        "chapter:II/article:5/paragraph:1/point:2",
        "Пункт 2 части 1 статьи 5",
        "В пункте 2 части 1 статьи 5",
    ),
    (
        "article:5/point:3/subpoint:а",
        "Подпункт «а» пункта 3 статьи 5",
        "В подпункте «а» пункта 3 статьи 5",
    ),
    ("chapter:2", "Главу 2", "В главе 2"),
    ("section:I/chapter:2", "Главу 2 раздела I", "В главе 2 раздела I"),
    ("section:I", "Раздел I", "В разделе I"),
    ("section:I/subsection:2", "Подраздел 2 раздела I", "В подразделе 2 раздела I"),
    ("part_of_act:первая", "Часть первую", "В части первой"),
    ("part_of_act:ТРЕТЬЯ", "Часть третью", "В части третьей"),
    ("part_of_act:вторая/section:I", "Раздел I части второй", "В разделе I части второй"),
    ("annex:1", "Приложение 1", "В приложении 1"),
    ("annex:", "Приложение", "В приложении"),
    ("annex:1/point:1/point:1.2", "Пункт 1.2 приложения 1", "В пункте 1.2 приложения 1"),
    ("division:1", "§ 1", "В § 1"),
    ("", "Законопроект", "В законопроекте"),
]


@pytest.mark.parametrize(("path", "changed", "inside"), CASES)
def test_every_kind_of_unit(path: str, changed: str, inside: str) -> None:
    assert accusative(Spot(path)) == changed
    assert within(Spot(path)) == inside


@pytest.mark.parametrize(
    ("spot", "changed", "inside"),
    [
        (
            Spot("article:5", is_heading=True),
            "Наименование статьи 5",
            "В наименовании статьи 5",
        ),
        (
            Spot("annex:2", is_heading=True),
            "Наименование приложения 2",
            "В наименовании приложения 2",
        ),
        (
            Spot("article:5/paragraph:1", alinea=2),
            "Абзац второй части 1 статьи 5",
            "В абзаце втором части 1 статьи 5",
        ),
        (
            Spot("article:5/point:3/subpoint:а", alinea=1),
            "Абзац первый подпункта «а» пункта 3 статьи 5",
            "В абзаце первом подпункта «а» пункта 3 статьи 5",
        ),
        (Spot("", is_preamble=True), "Преамбулу", "В преамбуле"),
    ],
)
def test_places_inside_a_unit(spot: Spot, changed: str, inside: str) -> None:
    assert accusative(spot) == changed
    assert within(spot) == inside


def test_no_place_is_written_with_yo() -> None:
    spots = [Spot("article:5", alinea=number) for number in range(1, MAX_ALINEA + 1)]
    written = [words(spot) for spot in spots for words in (accusative, within)]
    written += [citation("article:5", case=case) for case in Case]
    assert not [words for words in written if "ё" in words]
    assert citation("article:5.1", case=Case.INSTRUMENTAL) == "статьей 5.1"


def test_the_column_of_the_unit() -> None:
    assert place_words("article:5/point:2") == "пункт 2 статьи 5"
    assert place_words("") == "законопроект в целом"


def test_paws_stand_inside_guillemets() -> None:
    assert quoted("Закон «О правах»") == "«Закон „О правах“»"
    assert unquoted("Закон „О правах“") == "Закон «О правах»"
    # What is not paired, is nested or has paws already is left alone.
    for words in ("до «края", "», а «", "«а «б» в»", "„а“ «б»"):
        assert quoted(words) == f"«{words}»"
