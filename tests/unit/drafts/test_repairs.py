"""What is mended before a text is read, and that each place is named."""

import pytest

from core.uploads import DEFAULT_LIMITS
from drafts.domain import outline
from drafts.domain.paragraphs import Alignment, Paragraph, Run, plain
from drafts.domain.parser import parse
from drafts.domain.slips import mend
from drafts.domain.wrapping import unwrap
from drafts.importers import registry

# --- Slips ------------------------------------------------------------------------------------


def mended(text: str, *others: str) -> tuple[str, list[tuple[str, str, str]]]:
    paragraph = mend([plain(line) for line in (text, *others)])[0]
    return paragraph.text, [(r.code, r.before, r.after) for r in paragraph.repairs]


@pytest.mark.parametrize(
    ("text", "right", "repairs"),
    [
        (
            "Cтатья 5. Пoлномочия",
            "Статья 5. Полномочия",
            [("latin_letters", "Cтатья, Пoлномочия", "Статья, Полномочия")],
        ),
        (
            "в соответствии c законом",
            "в соответствии с законом",
            [("latin_letters", "c", "с")],
        ),
        ("B случае отказа", "В случае отказа", [("latin_letters", "B", "В")]),
        ("Статья5. Права", "Статья 5. Права", [("space_lost", "Статья5.", "Статья 5.")]),
        (
            "ПринятЗаконодательным Собранием",
            "Принят Законодательным Собранием",
            [("space_lost", "ПринятЗаконодательным", "Принят Законодательным")],
        ),
        (
            "согласно пункту5 части2",
            "согласно пункту 5 части 2",
            [("space_lost", "пункту5 части2", "пункту 5 части 2")],
        ),
        (
            "органы,учреждения",
            "органы, учреждения",
            [("space_lost", "органы,учреждения", "органы, учреждения")],
        ),
        (
            "законом областиАмурской",
            "законом области Амурской",
            [("space_lost", "областиАмурской", "области Амурской")],
        ),
    ],
)
def test_slips_are_mended_and_named(text, right, repairs) -> None:
    assert mended(text, "области Амурской") == (right, repairs)


@pytest.mark.parametrize(
    "text",
    [
        "Tотх − объём отходов",  # a variable
        "P = Tкр × N",
        "портал ГосУслуги и вирус COVID-19",
        "витамин C и IТ-компания",
        "1,5 процента и 2,5 года",
        "сеть МегаФон",
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert mended(text, "госуслуги нечто") == (text, [])


def test_a_look_survives_a_mended_slip() -> None:
    paragraph = Paragraph(runs=(Run("Cтатья 5", bold=True), Run("1", superscript=True)))
    (result,) = mend([paragraph])
    assert [(run.text, run.bold, run.superscript) for run in result.runs] == [
        ("Статья 5", True, False),
        ("1", False, True),
    ]


# --- Labels -----------------------------------------------------------------------------------


def rows(*lines: str) -> list[str]:
    return [path for path, *_text in outline.rows(parse([plain(line) for line in lines]).act)]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["1) один;", "2) два;", "З) три."], "point:3"),
        (["1) один;", "2) два;", "з) три;", "4) четыре."], "point:4"),
        (["5) пять;", "б) шесть;", "7) семь."], "point:7"),
        (["а) один;", "6) два;", "в) три."], "subpoint:в"),
        (["9) девять;", "1О) десять."], "point:10"),
    ],
)
def test_misread_labels(lines: list[str], last: str) -> None:
    found = rows("Статья 1. Имя", "1. Часть:", *lines)
    assert len(found) == 2 + len(lines)
    assert found[-1] == f"article:1/paragraph:1/{last}"


def test_a_misread_article() -> None:
    lines = ["Статья 1. Один", "Текст.", "Статья 2. Два", "Текст.", "Статья З. Три", "Текст."]
    assert rows(*lines) == ["article:1", "article:2", "article:3"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Г лава 2. Порядок", "chapter:2"),
        ("С т а т ь я 7. Порядок", "chapter:1/article:7"),
        ("Р А З Д Е Л II. ПОРЯДОК", "section:II"),
    ],
)
def test_a_label_with_spaces_inside_its_word(written: str, path: str) -> None:
    parsed = parse([plain(t) for t in ("Глава 1. Имя", "Статья 6. Имя", "Текст.", written, "Т.")])
    assert path in [row[0] for row in outline.rows(parsed.act)]
    (warning,) = [w for w in parsed.warnings if w.code == "label_spaced"]
    assert warning.params["before"] == written.rsplit(maxsplit=2)[0]
    assert warning.place == path


def test_words_that_only_look_like_labels_stay() -> None:
    parsed = parse([plain(t) for t in ("Статья 6. Имя", "Глава администрации 2 раза в год.")])
    assert not [w for w in parsed.warnings if w.code == "label_spaced"]


@pytest.mark.parametrize(
    "lines",
    [
        ["1) один:", "а) буква;", "б) буква;", "в) буква."],
        ["ж) буква;", "з) буква;", "и) буква."],
        ["1) один;", "2) два:", "а) буква;", "б) буква;", "3) три."],
    ],
)
def test_right_labels_stay(lines: list[str]) -> None:
    parsed = parse([plain(line) for line in ("Статья 1. Имя", "1. Часть:", *lines)])
    assert not [w for w in parsed.warnings if w.code == "label_misread"]


def test_a_misread_label_names_its_place() -> None:
    parsed = parse([plain(t) for t in ("Статья 1. Имя", "1. Ч:", "1) а;", "2) б;", "З) в.")])
    (warning,) = [w for w in parsed.warnings if w.code == "label_misread"]
    assert warning.place == "article:1/paragraph:1/point:3"
    assert warning.params == {"before": "З)", "after": "3)"}


# --- Broken lines -----------------------------------------------------------------------------

LINES = """Статья 1. Предмет регулирования настоящего Закона
1. Настоящий Закон регулирует общественные отношения, которые возни-
кают при проведении общественной экспертизы проектов законов обла-
сти, и определяет социально-экономические основы участия граждан,
какие-либо объединения которых вправе выступать организаторами, или
12
иных форм общественного контроля, предусмотренных законодательством
Российской Федерации и области, в том числе на социально-экономичес-
кие последствия принятия закона, как это предусмотрено порядком.
2. Граждане вправе обращаться в Общественную палату области с предло-
жениями о проведении общественной экспертизы проекта закона области.
Статья 2. Основы
Органы государственной власти области содействуют общественной экс-
пертизе, рассматривают её результаты и публикуют мотивированный ответ."""


def test_broken_lines_of_any_format_are_joined() -> None:
    whole = unwrap([plain(line) for line in LINES.split("\n")])
    assert whole.width
    texts = [paragraph.text for paragraph in whole.paragraphs]
    assert [text[:10] for text in texts] == [
        "Статья 1. ",
        "1. Настоящ",
        "2. Граждан",
        "Статья 2. ",
        "Органы гос",
    ]
    assert "которые возникают при" in texts[1]
    assert "организаторами, или иных форм" in texts[1]
    repairs = [(r.code, r.before, r.after) for p in whole.paragraphs for r in p.repairs]
    assert ("hyphen_joined", "возни-кают", "возникают") in repairs
    assert ("page_number_removed", "12", "") in repairs
    assert len([r for r in repairs if r[0] == "hyphen_joined"]) == 5


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    lines = LINES.replace("какие-либо объединения которых", "какие-\nлибо объединения которых")
    texts = " ".join(p.text for p in unwrap([plain(t) for t in lines.split("\n")]).paragraphs)
    assert "какие-либо объединения" in texts


def test_a_page_number_inside_a_sentence_of_whole_paragraphs() -> None:
    lines = [
        "1. Первая часть " + "очень " * 40 + "длинная, как предусмотрено",
        "",
        "- 7 -",
        "",
        "частью 2 настоящей статьи, " + "и ещё " * 40 + "слово.",
        "2. Вторая часть.",
    ]
    whole = unwrap([plain(line) for line in lines])
    assert whole.width == 0
    assert [p.text[:9] for p in whole.paragraphs] == ["1. Первая", "2. Вторая"]
    assert whole.paragraphs[0].repairs[0].before == "- 7 -"


def test_a_number_between_whole_sentences_stays() -> None:
    lines = ["Всего членов совета.", "12", "Они избираются."]
    assert len(unwrap([plain(line) for line in lines]).paragraphs) == 3


def test_centred_lines_are_not_joined() -> None:
    lines = [plain(line) for line in LINES.split("\n")]
    heading = Paragraph(runs=(Run("и ещё один заголовок по центру"),), alignment=Alignment.CENTRE)
    assert heading in unwrap([*lines, heading]).paragraphs


def test_the_place_of_what_was_mended_is_named() -> None:
    payload = b"txt\n" + LINES.replace("Статья 2. Основы", "Cтатья 2. Основы").encode()
    answer = registry.parse_payload(payload, DEFAULT_LIMITS)
    places = {(w["code"], w.get("place", "")) for w in answer["warnings"]}
    assert places >= {
        ("page_number_removed", "article:1/paragraph:1"),
        ("hyphen_joined", "article:1/paragraph:2"),
        ("hyphen_joined", "article:2"),
        ("latin_letters", "article:2"),
        ("lines_joined", ""),
    }
