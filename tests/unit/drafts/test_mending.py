"""Fixes of the structure: each does what it says, and none loses or reorders a letter."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from drafts.domain import fixes, paths, serialise
from drafts.domain.fixes import (
    Caption,
    Fix,
    FixError,
    FixProblem,
    Merge,
    Move,
    Quote,
    Relabel,
    Split,
    Unquote,
)
from drafts.domain.mending import apply, replay
from drafts.domain.nodes import Act, Alinea, Block, Kind, Note, QuotedStructure, Unit, quotations
from drafts.domain.paragraphs import plain
from drafts.domain.parser import parse
from tests.unit.drafts.trees import acts

LAW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def act_of(text: str) -> Act:
    return parse([plain(line) for line in text.strip().split("\n")]).act


def outline(act: Act) -> list[tuple[str, str]]:
    return [(placed.path, placed.unit.own_text) for placed in paths.walk(act)]


def letters(act: Act) -> str:
    """Every letter and figure of the preamble and the units, in the order of the sheet."""
    pieces = [*_blocks(act.preamble), *(text for unit in act.units for text in _unit(unit))]
    return "".join(char for text in pieces for char in text if char.isalnum())


def _unit(unit: Unit) -> Iterable[str]:
    head = [unit.num, *unit.stamp, unit.heading] if unit.heading else [unit.num]
    yield from head
    yield from _blocks(unit.intro)
    for child in unit.children:
        yield from _unit(child)
    yield from _blocks(unit.wrap_up)


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Alinea(text) | Note(text):
                yield text
            case QuotedStructure():
                yield from _blocks(block.intro)
                for unit in block.units:
                    yield from _unit(unit)
                yield from _blocks(block.wrap_up)
                yield block.closing


BILL = """
Статья 1. Предмет
1. Закон регулирует отношения:
1) первое;
2) второе.
Вывод из пунктов.
2. Совет вправе:
1) решать; 2) обсуждать.
Статья 2. Заключительные положения
Закон вступает в силу со дня опубликования.
"""


def test_split_at_a_label_inside_a_line() -> None:
    fixed = apply(
        act_of(BILL), Split("art_1__para_2__point_1", "2) обсуждать", kind="point", number="2")
    )
    rows = dict(outline(fixed))
    assert rows["article:1/paragraph:2/point:1"] == "решать;"
    assert rows["article:1/paragraph:2/point:2"] == "обсуждать."
    assert fixed.units[0].children[1].children[1].num == "2)"


def test_split_places_by_kind_and_takes_what_follows() -> None:
    act = act_of("Статья 1. Имя\nТекст один.\nСтатья вторая, её имя\n1. Часть.\n2. Часть.")
    fixed = apply(act, Split("art_1", "Статья вторая", kind="article", number="2"))
    assert [path for path, _text in outline(fixed)] == [
        "article:1",
        "article:2",
        "article:2/paragraph:1",
        "article:2/paragraph:2",
    ]
    assert fixed.units[0].children == ()


def test_split_may_be_told_where_to_stand() -> None:
    act = act_of("Статья 1. Имя\n1. Часть:\n1) пункт.\nИ ещё пункт без номера.\n2. Часть вторая.")
    split = Split("art_1__para_1__point_1", "И ещё", kind="paragraph", number="1.1", level=2)
    fixed = apply(act, split)
    assert [path for path, _text in outline(fixed)] == [
        "article:1",
        "article:1/paragraph:1",
        "article:1/paragraph:1/point:1",
        "article:1/paragraph:1.1",
        "article:1/paragraph:2",
    ]


def test_split_of_the_preamble_makes_the_first_unit() -> None:
    act = act_of("О чём-то\nПреамбула закона, в которой всё сказано.\nПорядок действий таков.")
    fixed = apply(act, Split("", "Порядок действий", kind="article", number="1"))
    assert outline(fixed) == [("article:1", "Порядок действий таков.")]
    assert letters(fixed) == letters(act)


def test_merge_returns_a_false_unit_to_the_text_above() -> None:
    act = act_of("Статья 1. Имя\n1. Пошлина в размере\n2. Процента от суммы платежа.\n3. Иное.")
    as_block = apply(act, Merge("art_1__para_2"))
    assert [a.text for a in as_block.units[0].children[0].intro if isinstance(a, Alinea)] == [
        "Пошлина в размере",
        "2. Процента от суммы платежа.",
    ]
    glued = apply(act, Merge("art_1__para_2", glue=True))
    assert glued.units[0].children[0].own_text == "Пошлина в размере 2. Процента от суммы платежа."
    assert [path for path, _text in outline(glued)][-1] == "article:1/paragraph:3"


def test_merge_of_a_first_unit_hands_its_units_to_the_parent() -> None:
    act = act_of("Глава 1. Имя\nСтатья 1. Предмет\n1. Часть.\n2. Часть.")
    fixed = apply(act, Merge("art_1"))
    assert [path for path, _text in outline(fixed)] == [
        "chapter:1",
        "chapter:1/paragraph:1",
        "chapter:1/paragraph:2",
    ]
    assert letters(fixed) == letters(act)


def test_move_in_and_out() -> None:
    act = act_of("Статья 1. Имя\n1. Часть:\n1) пункт;\n2) пункт.\n2. Часть.")
    inside = apply(act, Move("art_1__para_2", "in"))
    assert outline(inside)[-1][0] == "article:1/paragraph:1/paragraph:2"
    assert apply(inside, Move("art_1__para_1__para_2", "out")) == act


def test_move_out_takes_larger_units_along_and_smaller_ones_in() -> None:
    units = (
        Unit(Kind.PARAGRAPH, "1", "1.", intro=(Alinea("А"),), children=(
            Unit(Kind.POINT, "1", "1)", intro=(Alinea("Б"),)),
            Unit(Kind.PARAGRAPH, "2", "2.", intro=(Alinea("В"),)),
            Unit(Kind.POINT, "1", "1)", intro=(Alinea("Г"),)),
            Unit(Kind.PARAGRAPH, "3", "3.", intro=(Alinea("Д"),)),
        )),
    )  # fmt: skip
    act = Act(units=(Unit(Kind.ARTICLE, "1", "Статья 1.", "Имя", children=units),))
    fixed = apply(act, Move("art_1__para_1__para_2", "out"))
    assert [path for path, _text in outline(fixed)] == [
        "article:1",
        "article:1/paragraph:1",
        "article:1/paragraph:1/point:1",
        "article:1/paragraph:2",
        "article:1/paragraph:2/point:1",
        "article:1/paragraph:3",
    ]


def test_move_up_and_down_change_places() -> None:
    act = act_of("Статья 1. Имя\n2. Вторая часть.\n1. Первая часть.")
    fixed = apply(act, Move("art_1__para_1", "up"))
    assert [path for path, _text in outline(fixed)][1:] == [
        "article:1/paragraph:1",
        "article:1/paragraph:2",
    ]
    assert apply(fixed, Move("art_1__para_1", "down")) == act


def test_relabel() -> None:
    fixed = apply(act_of(BILL), Relabel("art_2", kind="article", number="2-1", label="Статья 2¹."))
    assert fixed.units[1].number == "2-1"
    assert fixed.units[1].num == "Статья 2¹."


def test_caption_cuts_a_heading_short_and_lengthens_it() -> None:
    act = act_of("Статья 1. Предмет закона Закон регулирует отношения\nТекст дальше.")
    short = apply(act, Caption("art_1", "Предмет закона"))
    assert short.units[0].heading == "Предмет закона"
    assert short.units[0].intro[0] == Alinea("Закон регулирует отношения")
    assert letters(short) == letters(act)
    longer = apply(short, Caption("art_1", "Предмет закона Закон регулирует отношения"))
    assert longer == act
    without = apply(short, Caption("art_1", ""))
    assert without.units[0].own_text == "Предмет закона"


AMENDING = """
Статья 1
Внести в Закон области следующие изменения:
1) статью 3 изложить в следующей редакции:
«Статья 3. Новое имя
1. Часть один.»;
2. Часть два».
2) статью 4 признать утратившей силу.
"""


def test_quote_continues_the_quotation_before_it_and_unquote_undoes_it() -> None:
    units = (
        Unit(Kind.POINT, "1", "1)", intro=(
            Alinea("статью изложить в следующей редакции:"),
            QuotedStructure("«", "»;", units=(
                Unit(Kind.PARAGRAPH, "1", "1.", intro=(Alinea("Часть один."),)),
            )),
        )),
        Unit(Kind.PARAGRAPH, "2", "2.", intro=(Alinea("Часть два.»;"),)),
        Unit(Kind.POINT, "2", "2)", intro=(Alinea("иное."),)),
    )  # fmt: skip
    act = Act(units=(Unit(Kind.ARTICLE, "1", "Статья 1", children=units),))
    fixed = apply(act, Quote("art_1__para_2"))
    host = fixed.units[0].children[0]
    (quoted,) = quotations(host.intro)
    assert [unit.number for unit in quoted.units] == ["1", "2"]
    assert quoted.closing == "»;"
    assert quoted.units[0].intro == (Alinea("Часть один.»;"),)
    assert quoted.units[1].intro == (Alinea("Часть два."),)
    assert [unit.num for unit in fixed.units[0].children] == ["1)", "2)"]
    opened = apply(fixed, Unquote("art_1__point_1", 1))
    assert letters(opened) == letters(act)
    assert [path for path, _text in outline(opened)] == [
        "article:1",
        "article:1/point:1",
        "article:1/point:1/paragraph:1",
        "article:1/point:1/paragraph:2",
        "article:1/point:2",
    ]


def test_quote_of_several_units() -> None:
    act = act_of("Статья 1\nДополнить пунктами:\n1) первый;\n2) второй;\n3) третий.")
    fixed = apply(act, Quote("art_1__point_1", last="art_1__point_2"))
    (quoted,) = quotations(fixed.units[0].intro)
    assert [unit.number for unit in quoted.units] == ["1", "2"]
    assert [unit.number for unit in fixed.units[0].children] == ["3"]


@pytest.mark.parametrize(
    ("fix", "problem"),
    [
        (Merge("art_9"), FixProblem.NO_UNIT),
        (Merge(""), FixProblem.NO_UNIT),
        (Split("art_2", "нет таких слов", "point", "1"), FixProblem.NO_WORDS),
        (Split("art_2", "", "point", "1"), FixProblem.NO_WORDS),
        (Split("art_2", "Закон", "point", "№"), FixProblem.BAD_NUMBER),
        (Move("art_1", "in"), FixProblem.NO_PLACE),
        (Move("art_1", "out"), FixProblem.NO_PLACE),
        (Move("art_2", "down"), FixProblem.NO_PLACE),
        (Relabel("art_2", "article", "два слова", ""), FixProblem.BAD_NUMBER),
        (Relabel("art_2", "article", "2", "Статья 2."), FixProblem.NO_CHANGE),
        (Caption("art_2", "Совсем другое"), FixProblem.BAD_HEADING),
        (Quote("art_1"), FixProblem.NO_PLACE),
        (Unquote("art_1"), FixProblem.NO_QUOTATION),
    ],
)
def test_what_does_not_fit_is_refused(fix: Fix, problem: FixProblem) -> None:
    with pytest.raises(FixError) as caught:
        apply(act_of(BILL), fix)
    assert caught.value.code is problem


def test_words_that_occur_twice_are_refused_unless_one_begins_a_line() -> None:
    act = act_of("Статья 1. Имя\nСовет решает, и совет отвечает. И совет спит.")
    with pytest.raises(FixError) as caught:
        apply(act, Split("art_1", "совет", "point", "1"))
    assert caught.value.code is FixProblem.MANY_WORDS


def test_replay_names_what_no_longer_fits() -> None:
    wanted: list[Fix] = [Merge("art_7"), Relabel("art_2", "article", "3", "Статья 3.")]
    act, failed = replay(act_of(BILL), wanted)
    assert failed == [(0, FixProblem.NO_UNIT)]
    assert act.units[1].number == "3"


@st.composite
def fixes_of(draw: st.DrawFn, act: Act) -> Fix:
    """A fix that names a unit of ``act``; it may still not fit."""
    placed = draw(st.sampled_from(list(paths.walk(act))))
    eid, unit = placed.eid, placed.unit
    texts = [block.text for block in (*unit.intro, *unit.wrap_up) if isinstance(block, Alinea)]
    words = draw(st.sampled_from(texts)).split() if texts else ["слово"]
    start = draw(st.integers(0, len(words) - 1))
    return draw(
        st.sampled_from(
            [
                Merge(eid),
                Merge(eid, glue=True),
                Move(eid, "in"),
                Move(eid, "in", following=True),
                Move(eid, "out"),
                Quote(eid),
                Unquote(eid, 1),
                Caption(eid, " ".join(unit.heading.split()[:1])),
                Split(eid, " ".join(words[start:]), "point", "77"),
                Split(eid, " ".join(words[start:]), "article", "77", level=0),
                Split(eid, " ".join(words[start:]), "subpoint", "77", level=2),
            ]
        )
    )


@LAW
@given(st.data())
def test_no_fix_loses_or_reorders_a_letter(data: st.DataObject) -> None:
    act = data.draw(acts())
    applied = 0
    for _step in range(4):
        fix = data.draw(fixes_of(act))
        try:
            fixed = apply(act, fix)
        except FixError:
            continue
        applied += 1
        assert letters(fixed) == letters(act), fix
        assert serialise.from_dict(serialise.to_dict(fixed)) == fixed
        assert fixes.from_dict(fixes.to_dict(fix)) == fix
        if not list(paths.walk(fixed)):
            return
        act = fixed
    assume(applied)
