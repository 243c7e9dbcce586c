"""The tree: placing, headings, annexes, quotations, text around."""

from drafts.domain.nodes import Alinea, Cell, Kind, Note, NoteKind, QuotedStructure, Role, Table
from drafts.domain.paragraphs import Alignment, Paragraph, Run, plain
from drafts.domain.parser import parse
from tests.unit.drafts.helpers import act_of, codes, parse_text, paths_of, quoted_of


def centred(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text),), alignment=Alignment.CENTRE)


# --- placing --------------------------------------------------------------------------------


def test_codes_nest_fully() -> None:
    text = """
ЧАСТЬ ПЕРВАЯ
Раздел I. Общие положения
Подраздел 1. Основные положения
Глава 1. Законодательство
§ 1. Понятия
Статья 1. Начала
1. Текст.
Глава 2. Лица
Статья 2. Иное
Текст.
"""
    base = "part_of_act:ПЕРВАЯ/section:I/subsection:1"
    assert paths_of(text) == [
        "part_of_act:ПЕРВАЯ",
        "part_of_act:ПЕРВАЯ/section:I",
        base,
        f"{base}/chapter:1",
        f"{base}/chapter:1/article:1",
        f"{base}/chapter:1/article:1/paragraph:1",
        f"{base}/chapter:2",
        f"{base}/chapter:2/article:2",
    ]


def test_kinds_without_articles_follow_the_shape() -> None:
    text = "1. Утвердить:\n1) одно:\nа) первое;\nб) второе;\n2) другое.\n2. Признать.\n2.1. Нечто."
    assert paths_of(text) == [
        "point:1",
        "point:1/subpoint:1",
        "point:1/subpoint:1/subpoint:а",
        "point:1/subpoint:1/subpoint:б",
        "point:1/subpoint:2",
        "point:2",
        "point:2/point:2.1",
    ]


def test_raised_points_are_siblings_and_dotted_ones_children() -> None:
    assert paths_of("1. Один.\n2. Два.\n2^{1}. Ещё.\n3. Три.") == [
        "point:1",
        "point:2",
        "point:2.1",
        "point:3",
    ]
    assert paths_of("1. Один.\n1.1. Внутри.\n1.1.1. Глубже.\n2. Два.") == [
        "point:1",
        "point:1/point:1.1",
        "point:1/point:1.1/point:1.1.1",
        "point:2",
    ]


def test_dotted_parts_of_an_article_are_siblings() -> None:
    text = "Статья 1. А\n1. Один.\n1.1. Вставленная.\n1.2. Ещё.\n2. Два."
    assert paths_of(text)[1:] == [
        "article:1/paragraph:1",
        "article:1/paragraph:1.1",
        "article:1/paragraph:1.2",
        "article:1/paragraph:2",
    ]


def test_number_without_a_dot_counts_only_in_its_place() -> None:
    assert paths_of("1. А.\n1.1 Первое.\n1.2 второе.\n2. Б.") == [
        "point:1",
        "point:1/point:1.1",
        "point:1/point:1.2",
        "point:2",
    ]
    assert paths_of("1. Размер:\n2.5 процента.\n2. Б.") == ["point:1", "point:2"]


def test_a_list_inside_a_subpoint() -> None:
    text = "Статья 1. А\n1) одно:\nа) первое:\n1) раз;\n2) два;\nб) второе;\n2) другое."
    assert paths_of(text) == [
        "article:1",
        "article:1/point:1",
        "article:1/point:1/subpoint:а",
        "article:1/point:1/subpoint:а/point:1",
        "article:1/point:1/subpoint:а/point:2",
        "article:1/point:1/subpoint:б",
        "article:1/point:2",
    ]


def test_two_lists_in_one_part_keep_their_order() -> None:
    text = "Статья 1. А\n1. Лица:\n1) одни;\n2) другие.\nПри этом:\n1) раз;\n2) два."
    parsed = parse_text(text)
    assert [path for path in paths_of(text) if path.endswith("point:1")] == [
        "article:1/paragraph:1/point:1",
        "article:1/paragraph:1/point:1",
    ]
    assert "number_repeated" in codes(parsed.warnings)
    assert "duplicate_path" in codes(parsed.warnings)
    points = parsed.act.units[0].children[0].children
    assert points[1].intro == (Alinea("другие."), Alinea("При этом:"))


def test_points_of_sections_go_on_counting() -> None:
    text = "I. Общие положения\n1. Один.\n2. Два.\nII. Порядок\n3. Три.\n3.1. Внутри."
    parsed = parse_text(text)
    assert paths_of(text) == [
        "section:I",
        "section:I/point:1",
        "section:I/point:2",
        "section:II",
        "section:II/point:3",
        "section:II/point:3/point:3.1",
    ]
    assert parsed.warnings == ()


def test_captions_of_points() -> None:
    act = act_of("1. Общие положения\n1.1. Текст.\n2. Порядок\n2.1. Текст.")
    assert [(unit.heading, unit.intro) for unit in act.units] == [
        ("Общие положения", ()),
        ("Порядок", ()),
    ]


def test_captions_may_count_apart_from_their_points() -> None:
    paragraphs = [
        centred("1. Общие положения"),
        plain("1. Первый."),
        plain("2. Второй."),
    ]
    units = parse(paragraphs).act.units
    assert [child.number for child in units[0].children] == ["1", "2"]


def test_repealed_units_stay() -> None:
    act = act_of("Статья 1. А\n1. (Утратила силу - Закон от 01.02.2020 № 5)\n2. Текст.")
    assert act.units[0].children[0].own_text == "(Утратила силу - Закон от 01.02.2020 № 5)"


def test_numbers_skipped_and_repeated_are_reported() -> None:
    assert codes(parse_text("1. А.\n3. Б.").warnings) == ["number_skipped"]
    assert codes(parse_text("1. А.\n1. Б.").warnings) == ["number_repeated", "duplicate_path"]


def test_a_latin_list_in_the_text() -> None:
    assert paths_of("1. А:\na) раз;\nб) два;\nв) три.")[1:] == [
        "point:1/subpoint:а",
        "point:1/subpoint:б",
        "point:1/subpoint:в",
    ]


def test_text_without_units_is_preamble() -> None:
    parsed = parse_text("О празднике\n\nВ связи с праздником граждане отдыхают весь день.")
    assert parsed.act.units == ()
    assert parsed.act.title == "О празднике"
    assert parsed.act.preamble == (Alinea("В связи с праздником граждане отдыхают весь день."),)
    assert codes(parsed.warnings) == ["no_units"]


# --- headings and notes ---------------------------------------------------------------------


def test_text_on_the_line_of_an_article_is_no_heading() -> None:
    (unit,) = act_of("Статья 2. Настоящий Закон вступает в силу со дня опубликования.").units
    assert unit.heading == ""
    assert unit.own_text == "Настоящий Закон вступает в силу со дня опубликования."


def test_heading_on_the_next_line() -> None:
    (unit,) = act_of("Статья 5\nПолномочия\n1. Текст.").units
    assert unit.heading == "Полномочия"


def test_heading_of_several_lines() -> None:
    text = "ГЛАВА 2\nПРАВА И СВОБОДЫ\nЧЕЛОВЕКА\nСтатья 1. А\nТекст."
    assert act_of(text).units[0].heading == "ПРАВА И СВОБОДЫ ЧЕЛОВЕКА"


def test_notes_are_no_text() -> None:
    (unit,) = act_of(
        "Статья 1. Имя (в ред. Закона от 06.02.2023 № 267-ОЗ)\n"
        "(в ред. Закона Амурской области от 06.02.2023 N 267-ОЗ)\n"
        "Текст; (В редакции Федерального закона от 20.03.2011 № 41-ФЗ)"
    ).units
    assert unit.heading == "Имя"
    assert unit.intro == (
        Note("(в ред. Закона от 06.02.2023 № 267-ОЗ)", inline=True),
        Note("(в ред. Закона Амурской области от 06.02.2023 N 267-ОЗ)"),
        Alinea("Текст;"),
        Note("(В редакции Федерального закона от 20.03.2011 № 41-ФЗ)", inline=True),
    )


def test_brackets_of_the_text_are_no_note() -> None:
    text = "Действует закон от 06.04.2011 № 63-ФЗ (в редакции настоящего Федерального закона)"
    assert act_of(f"Статья 1. А\n{text}").units[0].intro == (Alinea(text),)


def test_footnotes_under_a_rule() -> None:
    (unit,) = act_of("1. Текст¹.\n\n________\n1 Закон о животном мире.\n\n").units
    assert unit.intro == (
        Alinea("Текст¹."),
        Note("1 Закон о животном мире.", NoteKind.FOOTNOTE),
    )


def test_conclusion_of_a_list_belongs_to_its_owner() -> None:
    text = "Статья 1. А\n1. Лица:\n1) одни;\n2) другие.\nУказанные лица голосуют.\n2. Иное."
    part = act_of(text).units[0].children[0]
    assert part.wrap_up == (Alinea("Указанные лица голосуют."),)


def test_text_between_items_belongs_to_the_item() -> None:
    text = "Статья 1. А\n1. Лица:\n1) одни.\nОни голосуют.\n2) другие."
    assert act_of(text).units[0].children[0].children[0].intro == (
        Alinea("одни."),
        Alinea("Они голосуют."),
    )


# --- annexes --------------------------------------------------------------------------------

RULES = """
ПОСТАНОВЛЕНИЕ

Об утверждении Правил

1. Утвердить прилагаемые Правила.

Председатель А.А. Иванов

УТВЕРЖДЕНЫ
постановлением Правительства
от 6 мая 2011 г. № 354

ПРАВИЛА
предоставления услуг

1. Общий текст.

Приложение № 1
к Правилам предоставления услуг

ТРЕБОВАНИЯ к качеству

1. Требование.

Приложение № 1¹
к Правилам предоставления услуг

Форма договора

Приложение № 2
к постановлению Правительства

ИЗМЕНЕНИЯ

1. Изменение.
"""


def test_annexes_nest_by_what_they_belong_to() -> None:
    assert paths_of(RULES) == [
        "point:1",
        "annex:1",
        "annex:1/point:1",
        "annex:1/annex:1",
        "annex:1/annex:1/point:1",
        "annex:1/annex:1.1",
        "annex:2",
        "annex:2/point:1",
    ]


def test_head_of_an_annex() -> None:
    annex = act_of(RULES).units[1]
    assert annex.heading == "ПРАВИЛА предоставления услуг"
    assert annex.stamp == ("УТВЕРЖДЕНЫ", "постановлением Правительства", "от 6 мая 2011 г. № 354")
    assert annex.children[1].num == "Приложение № 1"


def test_approval_under_the_word_annex_is_one_head() -> None:
    text = (
        "1. Утвердить.\n\nПриложение\nк приказу\n\nУТВЕРЖДЕНО\nприказом\n\nПОЛОЖЕНИЕ\n\n1. Текст."
    )
    assert paths_of(text) == ["point:1", "annex:1", "annex:1/point:1"]


def test_an_annex_alone() -> None:
    assert paths_of("Приложение № 2\nк постановлению\n\nФОРМА\n\nТекст.") == ["annex:2"]


def test_a_sentence_about_an_annex_is_no_annex() -> None:
    text = "1. Текст.\nПриложение 1 к Закону изложить в следующей редакции.\n2. Текст."
    assert paths_of(text) == ["point:1", "point:2"]


def test_articles_of_an_annex_are_its_own() -> None:
    text = "Статья 1. А\n1. Текст.\n\nПриложение\nк Соглашению\n\nЗАДАЧИ\n\nСтатья 1\n1. Текст."
    assert paths_of(text)[-3:] == ["annex:1", "annex:1/article:1", "annex:1/article:1/paragraph:1"]


# --- quotations -----------------------------------------------------------------------------


def test_quoted_paragraph_without_number() -> None:
    text = "Статья 1\n1) абзац второй изложить в следующей редакции:\n«орган власти.»;\n2) иное."
    point = act_of(text).units[0].children[0]
    assert point.intro[1] == QuotedStructure("«", "»;", intro=(Alinea("орган власти."),))


def test_quotation_on_the_line_of_its_lead() -> None:
    text = "Статья 1\n1) пункт 5 изложить в следующей редакции: «5. Текст.»;\n2) иное."
    point = act_of(text).units[0].children[0]
    assert point.intro[0] == Alinea("пункт 5 изложить в следующей редакции:")
    assert quoted_of(text) == [("article:1/point:1", "paragraph:5")]


def test_quoted_sentence_on_the_line_stays_text() -> None:
    text = 'Статья 1\n1) дополнить предложением следующего содержания: "Текст.".\n2) иное.'
    assert quoted_of(text) == []


def test_definitions_in_quotation_marks_are_text() -> None:
    text = """
1. Понятия означают следующее:
"совет" - орган;
"член" - лицо.
2. Иное.
"""
    assert paths_of(text) == ["point:1", "point:2"]
    assert len(act_of(text).units[0].intro) == 3


def test_straight_marks_with_inner_titles() -> None:
    text = """
Статья 1
1) статью 7 изложить в следующей редакции:
"Статья 7. Закон "О выборах"
1. Действует Закон "О выборах";
2. Применяется Закон "О референдуме".";
2) статью 8 исключить.
"""
    assert quoted_of(text) == [
        ("article:1/point:1", "article:7"),
        ("article:1/point:1", "article:7/paragraph:1"),
        ("article:1/point:1", "article:7/paragraph:2"),
    ]
    assert paths_of(text)[-1] == "article:1/point:2"


def test_several_quotations_in_one_unit() -> None:
    text = """
1. В статье 7:
наименование изложить в следующей редакции:
"Статья 7. Формы";
пункт 1 изложить в следующей редакции:
"1. Текст.
Второй абзац.";
2. Статью 8 исключить.
"""
    assert quoted_of(text) == [("point:1", "article:7"), ("point:1", "paragraph:1")]


def test_scheme_of_the_quoted_act() -> None:
    tail = " изложить в следующей редакции:\n«5. Т.»."
    rules = "1. В Положении, утвержденном приказом:\n1) пункт 5" + tail
    law = "1. В Законе области:\n1) часть 5 статьи 2" + tail
    assert quoted_of(rules) == [("point:1/subpoint:1", "point:5")]
    assert quoted_of(law) == [("point:1/subpoint:1", "paragraph:5")]


def test_quoted_annex() -> None:
    text = """
Статья 1
Дополнить приложением 3 следующего содержания:
«Приложение № 3
к Закону Амурской области

ПЕРЕЧЕНЬ

1. Первое.
2. Второе.».
Статья 2
Закон вступает в силу.
"""
    assert quoted_of(text) == [
        ("article:1", "annex:3"),
        ("article:1", "annex:3/point:1"),
        ("article:1", "annex:3/point:2"),
    ]
    assert paths_of(text) == ["article:1", "article:2"]


# --- around the units -----------------------------------------------------------------------


def test_signature_never_sticks_to_the_last_point() -> None:
    act = act_of("1. Текст.\n\nПредседатель Думы\nгорода Кирова\t\tВ.В. Быков")
    assert act.units[0].intro == (Alinea("Текст."),)
    assert act.back_lines(Role.SIGNATURE) == ("Председатель Думы", "города Кирова В.В. Быков")


def test_a_person_in_the_text_is_no_signature() -> None:
    text = "1. Назначить:\nПредседатель комиссии избирается;\n2. Иное."
    assert paths_of(text) == ["point:1", "point:2"]


def test_numbered_text_after_the_signature_is_kept() -> None:
    parsed = parse_text(
        "1. А.\n\nГубернатор\n\nИвановской области П.А. Коньков6. Порядок\n6.1. Текст."
    )
    assert codes(parsed.warnings)[0] == "units_after_signature"
    assert parsed.act.units[-1].number == "6"
    assert parsed.act.back[-1].text == "Ивановской области П.А. Коньков"


def test_title_in_a_table_of_one_cell() -> None:
    table = Paragraph(block=Table(((Cell(("О плане",)),),)))
    act = parse([plain("РЕШЕНИЕ"), table, plain("1. Утвердить.")]).act
    assert act.title == "О плане"


def test_spaced_capitals_are_a_word() -> None:
    act = act_of("П Р И К А З\n\nО порядке\n\n1. Текст.")
    assert act.act_type == "ПРИКАЗ"


def test_parts_of_the_front() -> None:
    act = act_of("""
Проект

Вносится депутатом Орловым В.А.

ЗАКОН
АМУРСКОЙ ОБЛАСТИ

О внесении изменений в Закон Амурской области
«О выборах»

Настоящий Закон принят в целях развития.

Статья 1
Текст.
""")
    assert act.stamp == "Проект Вносится депутатом Орловым В.А."
    assert act.act_type == "ЗАКОН АМУРСКОЙ ОБЛАСТИ"
    assert act.title == "О внесении изменений в Закон Амурской области «О выборах»"
    assert act.preamble == (Alinea("Настоящий Закон принят в целях развития."),)


def test_divisions_are_kept_in_the_tree() -> None:
    chapter = act_of("Глава 1. А\n§ 1. Общее\nСтатья 1. Б\nТекст.").units[0]
    assert chapter.children[0].kind is Kind.DIVISION
    assert chapter.children[0].children[0].kind is Kind.ARTICLE
