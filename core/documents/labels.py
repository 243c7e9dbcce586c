"""The few words that a document's furniture needs, in the language of the document.

They are kept here and not in the interface's translation catalogue: a document that is made again
from its frozen snapshot must not change because somebody improved a translation.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Labels:
    """`page` has the places {page} and {pages}, `rest` {number}; `number` precedes the document's
    number; `rows`, `continued` and `long` are of tables that are given by portions."""

    page: str
    table: str
    rest: str
    figure: str
    number: str
    rows: str
    continued: str
    long: str


LABELS: Final = {
    "ru": Labels(
        page="стр. {page} из {pages}",
        table="Таблица",
        rest="Продолжение таблицы\N{NO-BREAK SPACE}{number}",
        figure="Рисунок",
        number="№",
        rows="строки {first}–{last}",
        continued="продолжение",
        long="Таблица велика и дана по частям. Строк: {rows}, частей: {parts}.",
    ),
    "en": Labels(
        page="page {page} of {pages}",
        table="Table",
        rest="Table\N{NO-BREAK SPACE}{number}, continued",
        figure="Figure",
        number="No.",
        rows="rows {first}–{last}",
        continued="continued",
        long="The table is long and given in parts. Rows: {rows}, parts: {parts}.",
    ),
}


def labels(language: str) -> Labels:
    """Labels of a language that `blocks.LANGUAGES` lists."""
    return LABELS[language]


def table_caption(language: str, number: str, caption: str) -> str:
    """«Таблица 1 — Название» (ГОСТ Р 2.105-2019, 6.8)."""
    return f"{LABELS[language].table}\N{NO-BREAK SPACE}{number} — {caption}"


def continued_caption(language: str, number: str) -> str:
    """«Продолжение таблицы 1» (ГОСТ Р 2.105-2019, 6.8)."""
    return LABELS[language].rest.format(number=number)


def figure_caption(language: str, number: str, caption: str) -> str:
    """«Рисунок 1 — Название» (ГОСТ Р 2.105-2019, 6.5)."""
    return f"{LABELS[language].figure}\N{NO-BREAK SPACE}{number} — {caption}"
