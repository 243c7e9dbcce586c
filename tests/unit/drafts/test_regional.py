"""Acts as a region writes them: whole documents with the habits of their word processors."""

from core.uploads import DEFAULT_LIMITS
from drafts.domain import outline
from drafts.domain.nodes import Role
from drafts.domain.parser import parse
from drafts.importers import docx as adapter
from tests.unit.drafts import word
from tests.unit.drafts.helpers import act_of, codes, parse_text, paths_of, quoted_of
from tests.unit.drafts.word import p, r

CENTRE = '<w:jc w:val="center"/>'
RIGHT = '<w:jc w:val="right"/>'


def cell(*texts: str) -> str:
    return "<w:tc>" + "".join(p(text) for text in texts or ("",)) + "</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


BILL = "".join(
    [
        p("Проект", properties=RIGHT),
        p("Вносится Губернатором области", properties=RIGHT),
        p(),
        p("ЗАКОН", properties=CENTRE),
        p("АМУРСКОЙ ОБЛАСТИ", properties=CENTRE),
        p(),
        p("О внесении изменений в Закон Амурской области", properties=CENTRE),
        p("«Об общественном контроле»", properties=CENTRE),
        p(),
        p("Статья 1", properties=CENTRE),
        p("Внести в Закон Амурской области от 8 июля 2005 года № 38-ОЗ следующие изменения:"),
        p("1) в статье 2:"),
        p("а) часть 1 дополнить пунктом 5 следующего содержания:"),
        p("«5) иные лица.»;"),
        p("б) дополнить частью 1.1 следующего содержания:"),
        p("«1.1. Первая."),
        p("Второй абзац."),
        p("1.2. Вторая.»;"),
        p(inside=r("2) дополнить статьей 5") + r("1", word.RAISED) + r(" следующего содержания:")),
        p(inside=r("«Статья 5") + r("1", word.RAISED) + r(". Реестр")),
        p("1. Реестр ведет орган."),
        p("2. Орган вправе:"),
        p("1) запрашивать;"),
        p("2) отказывать.»;"),
        p("3) приложение изложить в следующей редакции:"),
        p("«Приложение", properties=RIGHT),
        p("к Закону Амурской области", properties=RIGHT),
        p("ПЕРЕЧЕНЬ", properties=CENTRE),
        p("1. Первое."),
        p("2. Второе.»."),
        p("Статья 2", properties=CENTRE),
        p("Настоящий Закон вступает в силу со дня его официального опубликования."),
        p(),
        table(cell("Губернатор Амурской области") + cell() + cell("В.А. Орлов")),
        p("г. Благовещенск"),
        p("__________ 2026 года"),
        p("№ _____-ОЗ"),
        p("ПОЯСНИТЕЛЬНАЯ ЗАПИСКА", properties=CENTRE),
        p("к проекту закона", properties=CENTRE),
        p("1. Законопроект разработан в целях контроля."),
    ]
)


def test_amending_bill_of_a_region() -> None:
    imported = adapter.read(word.docx(BILL), DEFAULT_LIMITS)
    parsed = parse(imported.paragraphs)
    rows = [row[:-1] for row in outline.rows(parsed.act, with_quoted=True)]
    a, b = "article:1/point:1/subpoint:а", "article:1/point:1/subpoint:б"
    second, third = "article:1/point:2", "article:1/point:3"
    assert rows == [
        ("article:1",),
        ("article:1/point:1",),
        (a,),
        (a, "point:5"),
        (b,),
        (b, "paragraph:1.1"),
        (b, "paragraph:1.2"),
        (second,),
        (second, "article:5.1"),
        (second, "article:5.1/paragraph:1"),
        (second, "article:5.1/paragraph:2"),
        (second, "article:5.1/paragraph:2/point:1"),
        (second, "article:5.1/paragraph:2/point:2"),
        (third,),
        (third, "annex:1"),
        (third, "annex:1/point:1"),
        (third, "annex:1/point:2"),
        ("article:2",),
    ]
    act = parsed.act
    assert act.stamp == "Проект Вносится Губернатором области"
    assert act.act_type == "ЗАКОН АМУРСКОЙ ОБЛАСТИ"
    assert act.title.endswith("«Об общественном контроле»")
    assert act.back_lines(Role.SIGNATURE) == ("Губернатор Амурской области В.А. Орлов",)
    assert act.back_lines(Role.PLACE) == ("г. Благовещенск",)
    assert codes(parsed.warnings) == ["accompanying_text"]


def test_head_of_an_annex_in_a_table() -> None:
    body = (
        p("1. Утвердить Положение.")
        + table(
            cell() + cell("УТВЕРЖДЕНО", "постановлением Правительства области", "от 01.02.2020 № 5")
        )
        + p("ПОЛОЖЕНИЕ", properties=CENTRE)
        + p("о комиссии", properties=CENTRE)
        + p("1. Общие положения", properties=CENTRE)
        + p("1.1. Комиссия создаётся.")
        + p("1.2. Комиссия вправе:")
        + p("а) запрашивать;")
        + p("б) приглашать.")
        + p("2. Порядок работы", properties=CENTRE)
        + p("2.1. Заседания проводятся.")
    )
    act = parse(adapter.read(word.docx(body), DEFAULT_LIMITS).paragraphs).act
    assert [row[0] for row in outline.rows(act)] == [
        "point:1",
        "annex:1",
        "annex:1/point:1",
        "annex:1/point:1/point:1.1",
        "annex:1/point:1/point:1.2",
        "annex:1/point:1/point:1.2/subpoint:а",
        "annex:1/point:1/point:1.2/subpoint:б",
        "annex:1/point:2",
        "annex:1/point:2/point:2.1",
    ]
    assert act.units[1].heading == "ПОЛОЖЕНИЕ о комиссии"
    assert act.units[1].children[0].heading == "Общие положения"


def test_decision_of_a_municipal_council() -> None:
    text = """
РОССИЙСКАЯ ФЕДЕРАЦИЯ

БЛАГОВЕЩЕНСКАЯ ГОРОДСКАЯ ДУМА

РЕШЕНИЕ

28.05.2020 № 10/52
г. Благовещенск

О внесении изменений в Устав
муниципального образования

В соответствии с Федеральным законом «Об общих принципах» Дума решила:

1. Внести в Устав муниципального образования следующие изменения:
1.1. Часть 1 статьи 5 дополнить пунктом 18 следующего содержания:
«18) осуществление мероприятий.».
1.2. Статью 6 изложить в следующей редакции:
«Статья 6. Права органов
1. Органы имеют право на:
1) создание музеев;
2) иные права.».
2. Настоящее решение вступает в силу со дня опубликования.

Мэр города Благовещенска                                В.С. Калита
"""
    assert paths_of(text) == ["point:1", "point:1/point:1.1", "point:1/point:1.2", "point:2"]
    assert quoted_of(text) == [
        ("point:1/point:1.1", "point:18"),
        ("point:1/point:1.2", "article:6"),
        ("point:1/point:1.2", "article:6/paragraph:1"),
        ("point:1/point:1.2", "article:6/paragraph:1/point:1"),
        ("point:1/point:1.2", "article:6/paragraph:1/point:2"),
    ]
    act = act_of(text)
    assert act.title == "О внесении изменений в Устав муниципального образования"
    assert act.back_lines(Role.SIGNATURE) == ("Мэр города Благовещенска В.С. Калита",)


def test_law_as_legal_systems_export_it() -> None:
    text = """
24 сентября 2020 года N 595-ОЗ

АМУРСКАЯ ОБЛАСТЬ

ЗАКОН

ОБ ОТДЕЛЬНЫХ ВОПРОСАХ ОБЩЕСТВЕННОГО КОНТРОЛЯ

Принят
Законодательным Собранием
Амурской области
24 сентября 2020 года

Список изменяющих документов
(в ред. Закона Амурской области от 06.02.2023 N 267-ОЗ)

Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ

Статья 1. Предмет регулирования настоящего Закона

Настоящий Закон регулирует отдельные вопросы.

Статья 2. Полномочия

1. К полномочиям относятся:
1) принятие законов;
(п. 1 в ред. Закона Амурской области от 06.02.2023 N 267-ОЗ)
2) контроль.
2. Утратил силу. - Закон Амурской области от 06.02.2023 N 267-ОЗ.
3. Иные полномочия.

Губернатор
Амурской области
В.А.ОРЛОВ
г. Благовещенск
5 октября 2020 года
N 595-ОЗ
"""
    parsed = parse_text(text)
    assert paths_of(text) == [
        "chapter:1",
        "chapter:1/article:1",
        "chapter:1/article:2",
        "chapter:1/article:2/paragraph:1",
        "chapter:1/article:2/paragraph:1/point:1",
        "chapter:1/article:2/paragraph:1/point:2",
        "chapter:1/article:2/paragraph:2",
        "chapter:1/article:2/paragraph:3",
    ]
    act = parsed.act
    assert act.title == "ОБ ОТДЕЛЬНЫХ ВОПРОСАХ ОБЩЕСТВЕННОГО КОНТРОЛЯ"
    assert act.adoption == "Принят Законодательным Собранием Амурской области 24 сентября 2020 года"
    assert act.back_lines(Role.SIGNATURE) == ("Губернатор", "Амурской области", "В.А.ОРЛОВ")
    assert act.back_lines(Role.NUMBER) == ("N 595-ОЗ",)
    assert parsed.warnings == ()


def test_administrative_regulation() -> None:
    text = """
Приложение
к постановлению администрации
от 01.02.2020 № 5

Административный регламент
предоставления муниципальной услуги

Раздел I. Общие положения

Подраздел 1. Предмет регулирования

1. Регламент устанавливает порядок.
2. Заявители:
1) граждане;
2) организации.

Раздел II. Стандарт

3. Наименование услуги.
3.1. Услуга бесплатна.

Приложение № 1
к Административному регламенту

Блок-схема
"""
    assert paths_of(text) == [
        "annex:1",
        "annex:1/section:I",
        "annex:1/section:I/subsection:1",
        "annex:1/section:I/subsection:1/point:1",
        "annex:1/section:I/subsection:1/point:2",
        "annex:1/section:I/subsection:1/point:2/subpoint:1",
        "annex:1/section:I/subsection:1/point:2/subpoint:2",
        "annex:1/section:II",
        "annex:1/section:II/point:3",
        "annex:1/section:II/point:3/point:3.1",
        "annex:1/annex:1",
    ]


def test_headings_below_their_articles_in_bold() -> None:
    bold = "<w:b/>"
    body = "".join(
        [
            p(inside=r("Глава 1.", bold), properties=CENTRE),
            p(inside=r("Общие положения", bold), properties=CENTRE),
            p(inside=r("Статья 1.", bold)),
            p(inside=r("Предмет настоящего", bold)),
            p(inside=r("Закона", bold)),
            p("Закон регулирует отношения."),
            p(inside=r("Статья 2", bold)),
            p("1. Текст."),
        ]
    )
    act = parse(adapter.read(word.docx(body), DEFAULT_LIMITS).paragraphs).act
    chapter = act.units[0]
    assert chapter.heading == "Общие положения"
    assert [unit.heading for unit in chapter.children] == ["Предмет настоящего Закона", ""]


def test_new_edition_of_a_whole_law() -> None:
    text = """
Статья 1
Внести изменения в Закон Амурской области, изложив его в новой редакции:
«Закон Амурской области
О контроле
Статья 1. Предмет
Закон регулирует отношения.
Статья 2. Термины
1. Термины:
1) совет - орган;
2) член - лицо.
Статья 3. Вступление в силу
Закон вступает в силу.».
Статья 2
Настоящий Закон вступает в силу со дня опубликования.
"""
    assert paths_of(text) == ["article:1", "article:2"]
    assert [quoted for _host, quoted in quoted_of(text)] == [
        "article:1",
        "article:2",
        "article:2/paragraph:1",
        "article:2/paragraph:1/point:1",
        "article:2/paragraph:1/point:2",
        "article:3",
    ]
