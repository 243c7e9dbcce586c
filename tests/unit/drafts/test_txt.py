"""Plain text: encodings, and lines that a mail program or an OCR broke."""

import pytest

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from drafts.importers import txt
from tests.corpus import corpus_file

WRAPPED = """
ПОСТАНОВЛЕНИЕ

от 21.12.2015 № 571-п
г. Иваново

О предоставлении субсидий бюджетам муниципальных образований
области на организацию обеспечения водоснабжения

В соответствии со статьей 139 Бюджетного кодекса Российской
Федерации, федеральными законами от 06.10.2003 № 131-ФЗ «Об общих
принципах организации местного самоуправления», правительство
постановляет:

1. Предоставить из областного бюджета в 2015 году средства на
софинансирование расходных обязательств муниципальных образова-
ний области на организацию обеспечения водоснабжения.
2. Утвердить порядок:
1) предоставления субсидий бюджетам муниципальных образований;
2) возврата остатков субсидий в областной бюджет в соответствии с
требованиями, установленными бюджетным законодательством.
"""


def lines(text: str, encoding: str = "utf-8") -> list[str]:
    found = txt.read(text.encode(encoding), DEFAULT_LIMITS)
    return [paragraph.text for paragraph in found.paragraphs if paragraph.text]


def joined(start: int, stop: int) -> str:
    """Written lines of ``WRAPPED`` (empty ones not counted) as one paragraph."""
    written = [line for line in WRAPPED.split("\n") if line]
    return " ".join(written[start - 1 : stop - 1])


def test_broken_lines_are_joined() -> None:
    assert lines(WRAPPED) == [
        "ПОСТАНОВЛЕНИЕ",
        "от 21.12.2015 № 571-п",
        "г. Иваново",
        joined(4, 6),
        joined(6, 10),
        joined(10, 13).replace("образова- ний", "образований"),
        "2. Утвердить порядок:",
        "1) предоставления субсидий бюджетам муниципальных образований;",
        joined(15, 17),
    ]


def test_joining_is_reported() -> None:
    assert [w.code for w in txt.read(WRAPPED.encode(), DEFAULT_LIMITS).warnings] == ["lines_joined"]


@pytest.mark.parametrize(
    "name", ["acts/bfcd7a4e9bc4498cbe591153e341e0b9.txt", "acts/amend_test_1.txt"]
)
def test_whole_paragraphs_are_left_alone(name: str) -> None:
    data = corpus_file(name).read_bytes()
    found = txt.read(data, DEFAULT_LIMITS)
    assert found.warnings == []
    text = data.decode("utf-8-sig")
    assert [p.text for p in found.paragraphs] == text.replace("\r", "").split("\n")


def test_short_items_are_left_alone() -> None:
    text = "Статья 1. Имя\n" + "\n".join(f"{n}) нечто короткое;" for n in range(1, 20))
    assert len(lines(text)) == 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert lines("Статья 1. Имя\r\nТекст статьи закона.", encoding) == [
        "Статья 1. Имя",
        "Текст статьи закона.",
    ]


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UploadRefused) as caught:
        txt.read(bytes(range(256)) * 4, DEFAULT_LIMITS)
    assert caught.value.code is RefusalCode.DAMAGED


def test_a_heading_does_not_swallow_the_text_below() -> None:
    text = WRAPPED + "\nСтатья 3. Основные понятия настоящего Закона\nВ целях настоящего Закона.\n"
    assert lines(text)[-2:] == [
        "Статья 3. Основные понятия настоящего Закона",
        "В целях настоящего Закона.",
    ]
