"""Laws of the tree: what is written out reads back the same."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafts.domain import paths, serialise
from drafts.domain.nodes import Act
from drafts.domain.paragraphs import plain
from drafts.domain.parser import parse
from drafts.domain.render import render
from tests.unit.drafts.trees import acts

LAW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reparsed(act: Act) -> Act:
    return parse([plain(line) for line in render(act).split("\n")]).act


@LAW
@given(acts())
def test_parse_of_render_is_the_act(act: Act) -> None:
    assert reparsed(act) == act


@LAW
@given(acts())
def test_from_dict_of_to_dict_is_the_act(act: Act) -> None:
    assert serialise.from_dict(serialise.to_dict(act)) == act


@LAW
@given(acts())
def test_eids_are_unique_and_parents_come_first(act: Act) -> None:
    placed = list(paths.walk(act))
    assert len({item.eid for item in placed}) == len(placed)
    for index, item in enumerate(placed):
        assert item.parent is None or item.parent < index
        if item.parent is not None:
            assert placed[item.parent].unit.children[item.order] is item.unit


@LAW
@given(st.lists(st.text(max_size=60), max_size=30))
def test_any_text_parses(lines: list[str]) -> None:
    """Whatever comes, the parser does not fail."""
    act = parse([plain(line) for line in lines]).act
    assert serialise.from_dict(serialise.to_dict(act)) == act


FRAGMENTS = st.sampled_from(
    [
        "Статья 1. Имя",
        "Статья 51.",
        "Глава I",
        "1. Текст;",
        "2.1. текст",
        "1) пункт изложить в следующей редакции:",
        "«2) граждане;»;",
        "«Статья 7. Имя",
        "а) нечто:",
        "д¹) нечто.",
        "Текст».",
        "Приложение № 2 к Закону",
        "УТВЕРЖДЕНЫ постановлением",
        "I. Раздел",
        "Губернатор И.О. Фамилия",
        "№ 5-ОЗ",
        "(в ред. Закона от 01.02.2020 № 5)",
        "___",
        "1 Сноска",
        "",
        "Примечания:",
    ]
)


@LAW
@given(st.lists(FRAGMENTS, max_size=25))
def test_any_order_of_real_fragments_keeps_every_letter(lines: list[str]) -> None:
    act = parse([plain(line) for line in lines]).act
    given_letters = sorted(char for line in lines for char in line if char.isalnum())
    kept = sorted(char for char in render(act) if char.isalnum())
    assert kept == given_letters
