"""The few words that a document's furniture needs, in the language of the document.

They are kept here and not in the interface's translation catalogue: a document that is made again
from its frozen snapshot must not change because somebody improved a translation.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Labels:
    """`page` has the places {page} and {pages}, `continued` {number}; `number` precedes the
    document's number."""

    page: str
    table: str
    continued: str
    figure: str
    number: str


LABELS: Final = {
    "ru": Labels(
        page="стр. {page} из {pages}",
        table="Таблица",
        continued="Продолжение таблицы\N{NO-BREAK SPACE}{number}",
        figure="Рисунок",
        number="№",
    ),
    "en": Labels(
        page="page {page} of {pages}",
        table="Table",
        continued="Table\N{NO-BREAK SPACE}{number}, continued",
        figure="Figure",
        number="No.",
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
    return LABELS[language].continued.format(number=number)


def figure_caption(language: str, number: str, caption: str) -> str:
    """«Рисунок 1 — Название» (ГОСТ Р 2.105-2019, 6.5)."""
    return f"{LABELS[language].figure}\N{NO-BREAK SPACE}{number} — {caption}"
