"""What reference systems print between the lines of an act is no text of it."""

import pytest

from drafts.domain import paths
from drafts.domain.nodes import Alinea, Cell, Note, Role, Table, Unit
from drafts.domain.paragraphs import Paragraph, plain
from drafts.domain.parser import parse


def unit(path: str, *lines: str | Paragraph) -> Unit:
    whole = [plain(line) if isinstance(line, str) else line for line in lines]
    return next(p.unit for p in paths.walk(parse(whole).act) if p.path == path)


def blocks(found: Unit) -> list[tuple[type, str]]:
    return [
        (type(block), block.text)
        for block in (*found.intro, *found.wrap_up)
        if isinstance(block, Alinea | Note)
    ]


HEAD = ("Статья 1. Имя", "1. Первая часть.")
TAIL = "2. Вторая часть."


@pytest.mark.parametrize(
    "aside",
    [
        ("КонсультантПлюс: примечание.", "Часть 1 вступает в силу с 1 января 2027 года."),
        ("КонсультантПлюс: примечание. Часть 1 вступает в силу с 1 января 2027 года.",),
        ("ГАРАНТ:", "См. комментарии к статье 1 настоящего Закона"),
        (
            "Информация об изменениях:",
            "Пункт 1 изменен с 1 января 2020 г. - Закон от 2 июля 2013 г. N 185-ОЗ",
            "См. предыдущую редакцию",
        ),
        ("(см. текст в предыдущей редакции)",),
        ("Комментарий к статье 1",),
        ("(в ред. Закона от 02.07.2013 N 185-ОЗ)",),
    ],
)
def test_asides_are_notes(aside: tuple[str, ...]) -> None:
    found = unit("article:1/paragraph:1", *HEAD, *aside, TAIL)
    assert blocks(found) == [(Alinea, "Первая часть."), *((Note, line) for line in aside)]
    assert unit("article:1/paragraph:2", *HEAD, *aside, TAIL).own_text == "Вторая часть."


def test_a_note_broken_into_lines_is_one() -> None:
    lines = ("(в ред. Законов от 27.10.2008 N 180-ОЗ,", "от 02.07.2013 N 185-ОЗ)")
    found = unit("article:1/paragraph:1", *HEAD, *lines, TAIL)
    assert blocks(found)[1:] == [(Note, " ".join(lines))]


def test_a_box_is_a_note_and_a_table_of_data_is_not() -> None:
    box = Table(((Cell(("КонсультантПлюс: примечание.", "О применении см. письмо.")), Cell()),))
    data = Table(((Cell(("Показатель",)), Cell(("Значение",))),))
    lines = (*HEAD, Paragraph(block=box), Paragraph(block=data), TAIL)
    found = unit("article:1/paragraph:1", *lines)
    assert found.intro == (
        Alinea("Первая часть."),
        Note("КонсультантПлюс: примечание. О применении см. письмо."),
        data,
    )


@pytest.mark.parametrize(
    "line",
    [
        "См. также",  # nothing follows that a system would print
        "Информация об изменениях размещается на сайте.",
        "(в редакции, которую утвердил совет) документ хранится вечно,",
        "Гарант обязуется:",
    ],
)
def test_text_that_only_looks_so_stays(line: str) -> None:
    found = unit("article:1/paragraph:1", *HEAD, line, TAIL)
    assert (Alinea, line) in blocks(found)


def test_an_aside_above_the_act_is_a_note_of_its_head() -> None:
    lines = ["ЗАКОН ОБЛАСТИ", "О чём-то", "КонсультантПлюс: примечание.", "Статья 1. Имя", "Слово."]
    act = parse([plain(line) for line in lines]).act
    assert act.front[-1].role is Role.NOTE
    assert act.preamble == ()


def test_an_aside_between_the_stamp_and_the_title_of_an_annex() -> None:
    lines = (
        *HEAD,
        "Приложение № 1",
        "к Закону области",
        "КонсультантПлюс: примечание.",
        "ПЕРЕЧЕНЬ",
        "1. Пункт.",
    )
    annex = unit("annex:1", *lines)
    assert annex.heading == "ПЕРЕЧЕНЬ"
    assert annex.intro == (Note("КонсультантПлюс: примечание."),)


def test_the_stamp_of_the_sponsor_may_take_two_lines() -> None:
    lines = ["Проект", "Вносится Губернатором", "Амурской области", "", "ЗАКОН", "О чём-то"]
    act = parse([plain(line) for line in [*lines, "Статья 1. Имя", "Слово."]]).act
    assert act.stamp == "Проект Вносится Губернатором Амурской области"
