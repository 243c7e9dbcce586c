"""Words of the official document, in its language: they must not change with the interface."""

import datetime as dt
from typing import Final

KINDS: Final = {"monitoring": "Итоговый документ", "inspection": "Акт"}
OF_FORM: Final = {
    "monitoring": "общественного мониторинга",
    "inspection": "общественной проверки",
}
_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip


def day(value: str) -> str:
    """«12 марта 2026 г.» of an ISO date."""
    date = dt.date.fromisoformat(value)
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}\N{NO-BREAK SPACE}г."


def short_day(value: str) -> str:
    """«12.03.2026» of an ISO date."""
    return f"{dt.date.fromisoformat(value):%d.%m.%Y}"


def quoted(title: str) -> str:
    """A title in guillemets."""
    return f"«{title}»"
