"""Twelve inputs that mislead parsers of acts, and their relatives."""

from drafts.domain import paths
from drafts.domain.nodes import Alinea, QuotedStructure, Role
from tests.unit.drafts.helpers import act_of, codes, parse_text, paths_of, quoted_of


def eids_of(text: str) -> list[str]:
    return [placed.eid for placed in paths.walk(act_of(text))]


def test_01_article_with_heading() -> None:
    unit = act_of("Статья 5. Полномочия\nТекст статьи.").units[0]
    assert (unit.kind, unit.number, unit.num, unit.heading) == (
        "article", "5", "Статья 5.", "Полномочия",
    )  # fmt: skip
    assert unit.intro == (Alinea("Текст статьи."),)


def test_02_raised_number_of_an_article() -> None:
    parsed = parse_text("Статья 5. А\nТекст.\nСтатья 5^{1}. Б\nТекст.\nСтатья 6. В\nТекст.")
    assert [unit.number for unit in parsed.act.units] == ["5", "5.1", "6"]
    assert parsed.act.units[1].num == "Статья 5¹."
    assert [placed.eid for placed in paths.walk(parsed.act)] == ["art_5", "art_5-1", "art_6"]
    assert parsed.warnings == ()


def test_02_flattened_number_of_an_article() -> None:
    parsed = parse_text("Статья 5. А\nТекст.\nСтатья 51. Б\nТекст.\nСтатья 6. В\nТекст.")
    assert [unit.number for unit in parsed.act.units] == ["5", "5.1", "6"]
    assert codes(parsed.warnings) == ["superscript_lost"]


def test_02_article_51_after_50_is_what_it_says() -> None:
    text = "\n".join(f"Статья {n}. Имя\nТекст." for n in (49, 50, 51, 52))
    assert paths_of(text) == ["article:49", "article:50", "article:51", "article:52"]


def test_03_dotted_article_is_not_a_part() -> None:
    assert paths_of("Статья 5.1. Реестр\n1. Реестр ведётся.") == [
        "article:5.1",
        "article:5.1/paragraph:1",
    ]
    assert eids_of("Статья 5.1. Реестр\n1. Реестр ведётся.") == ["art_5-1", "art_5-1__para_1"]


def test_04_unnumbered_line_belongs_to_the_part() -> None:
    article = act_of("Статья 1. А\n1. Совет создаётся органом.\nСовет вправе жаловаться.").units[0]
    (part,) = article.children
    assert part.intro == (Alinea("Совет создаётся органом."), Alinea("Совет вправе жаловаться."))


def test_05_subpoints_and_back() -> None:
    text = "Статья 1. А\n1) лица;\n2) граждане:\nа) одни;\nб) другие.\n3) прочие."
    assert paths_of(text) == [
        "article:1",
        "article:1/point:1",
        "article:1/point:2",
        "article:1/point:2/subpoint:а",
        "article:1/point:2/subpoint:б",
        "article:1/point:3",
    ]


def test_06_optional_letters_are_no_gap() -> None:
    letters = list("абвгдежзикл")
    text = "Статья 1. А\nСледующее:\n" + "\n".join(f"{letter}) нечто;" for letter in letters)
    assert parse_text(text).warnings == ()


def test_06_skipped_letter_is_a_gap_among_siblings() -> None:
    text = "Статья 1. А\nСледующее:\n" + "\n".join(f"{c}) нечто;" for c in "абвгдежи")
    parsed = parse_text(text)
    assert paths_of(text)[-2:] == ["article:1/subpoint:ж", "article:1/subpoint:и"]
    assert [(w.code, w.params["skipped"]) for w in parsed.warnings] == [("letter_skipped", "з")]


AMENDING = """
Статья 1
1) в статье 3:
а) пункт 2 изложить в следующей редакции:
«2) граждане;»;
б) пункт 4 признать утратившим силу;
"""


def test_07_quoted_point_is_no_unit_of_the_body() -> None:
    assert paths_of(AMENDING) == [
        "article:1",
        "article:1/point:1",
        "article:1/point:1/subpoint:а",
        "article:1/point:1/subpoint:б",
    ]
    assert quoted_of(AMENDING) == [("article:1/point:1/subpoint:а", "point:2")]


def test_07_eid_of_the_quoted_point() -> None:
    host = next(p for p in paths.walk(act_of(AMENDING)) if p.path.endswith("subpoint:а"))
    assert [p.eid for p in paths.quoted(host)] == ["art_1__point_1__subpara_a__qstr_1__point_2"]


def test_07_quotation_marks_are_kept() -> None:
    subpoint = act_of(AMENDING).units[0].children[0].children[0]
    quotation = subpoint.intro[1]
    assert isinstance(quotation, QuotedStructure)
    assert (quotation.opening, quotation.closing) == ("«", "»;")
    assert quotation.units[0].intro == (Alinea("граждане;"),)


def test_08_quoted_article_with_parts() -> None:
    text = """
Статья 1
1) в статье 5 слово «а» исключить;
2) дополнить статьей 5.1 следующего содержания:
«Статья 5.1. Реестр
1. Реестр ведёт уполномоченный орган.
2. Форма утверждается советом.».
Статья 2
Настоящий Закон вступает в силу со дня опубликования.
"""
    assert [p for p in paths_of(text) if p.count("/") == 0] == ["article:1", "article:2"]
    host = "article:1/point:2"
    assert quoted_of(text) == [
        (host, "article:5.1"),
        (host, "article:5.1/paragraph:1"),
        (host, "article:5.1/paragraph:2"),
    ]


def test_08_one_mark_closes_two_levels() -> None:
    text = """
Статья 1
1) статью 2 изложить в следующей редакции:
«Статья 2. Основы
1. Действует Закон Амурской области «О внесении изменений в Закон Амурской области «О выборах».»;
2) статью 3 признать утратившей силу.
"""
    assert paths_of(text) == ["article:1", "article:1/point:1", "article:1/point:2"]


def test_08_unclosed_quotation_ends_at_the_next_expected_number() -> None:
    text = """
Статья 1
1) дополнить статьей 5.1 следующего содержания:
«Статья 5.1. Реестр
1. Реестр ведёт орган.
2) статью 6 признать утратившей силу.
"""
    parsed = parse_text(text)
    assert paths_of(text) == ["article:1", "article:1/point:1", "article:1/point:2"]
    assert "quotation_not_closed" in codes(parsed.warnings)


def test_09_replaced_words_are_no_structure() -> None:
    text = (
        "Статья 1\n1) в статье 2:\nа) в части 1 слова «на 4 года» заменить словами «на пять лет»;"
    )
    assert paths_of(text)[-1] == "article:1/point:1/subpoint:а"
    assert quoted_of(text) == []


def test_10_dates_and_fractions_are_text() -> None:
    text = """
Статья 1. Срок
1. Платёж вносится в размере:
1.5 процента суммы или
1 января 2026 года
2. Пеня не начисляется.
"""
    assert paths_of(text) == ["article:1", "article:1/paragraph:1", "article:1/paragraph:2"]


def test_11_numbers_start_anew_in_an_annex() -> None:
    text = """
Статья 1. А
1. Утвердить перечень.
2. Опубликовать.

Приложение
к Закону Амурской области

Перечень

1. Общие положения
2. Прочее
"""
    assert paths_of(text) == [
        "article:1",
        "article:1/paragraph:1",
        "article:1/paragraph:2",
        "annex:1",
        "annex:1/point:1",
        "annex:1/point:2",
    ]
    assert eids_of(text)[-2:] == ["att_1__point_1", "att_1__point_2"]


def test_12_front_and_back_are_no_alineas() -> None:
    act = act_of("""
Проект

ЗАКОН АМУРСКОЙ ОБЛАСТИ

Об общественном контроле

ПринятЗаконодательным Собранием Амурской области 24 сентября 2020 года

Статья 1. Предмет

Закон регулирует отношения.

Губернатор Амурской области  И.О. Фамилия

г. Благовещенск
5 октября 2020 года
№ ___-ОЗ
""")
    assert [(line.role, line.text) for line in act.front] == [
        (Role.STAMP, "Проект"),
        (Role.ACT_TYPE, "ЗАКОН АМУРСКОЙ ОБЛАСТИ"),
        (Role.TITLE, "Об общественном контроле"),
        (Role.ADOPTION, "Принят Законодательным Собранием Амурской области 24 сентября 2020 года"),
    ]
    assert act.units[0].intro == (Alinea("Закон регулирует отношения."),)
    assert [(line.role, line.text) for line in act.back] == [
        (Role.SIGNATURE, "Губернатор Амурской области И.О. Фамилия"),
        (Role.PLACE, "г. Благовещенск"),
        (Role.DATE, "5 октября 2020 года"),
        (Role.NUMBER, "№ ___-ОЗ"),
    ]
