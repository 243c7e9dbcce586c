"""What the tracker gives out as open data."""

from functools import cache
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.registers.opendata.registry import Dataset
from cms.registers.tracker import selectors
from cms.registers.tracker.models import Status
from core.documents.csv import Value
from core.documents.tableschema import FileColumn
from core.mail.links import absolute

_STATUSES: Final = tuple(Status.values)

COLUMNS: Final = (
    FileColumn("Резолюция", "string", "Название резолюции.", "Title of the resolution.",
               is_required=True),
    FileColumn("Дата резолюции", "date", "День, когда её приняли.", "The day of its adoption.",
               is_required=True),
    FileColumn("Номер", "string",
               "Номер рекомендации: направление, адресат, пункт. В самой резолюции номеров нет.",
               "Number of the recommendation: direction, addressee, item; not in the resolution.",
               is_required=True),
    FileColumn("Направление", "string", "Раздел резолюции.", "Part of the resolution.",
               is_required=True),
    FileColumn("Кому адресовано", "string", "Как адресат назван в резолюции.",
               "The addressee in the words of the resolution.", is_required=True),
    FileColumn("Рекомендация", "string", "Дословно.", "Word for word.", is_required=True),
    FileColumn("Исполнитель", "string", "Кто отвечает за исполнение.", "Who answers for it.",
               is_required=True),
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Состояние", "string",
               "new – отчёта нет, in_work – в работе, done – исполнено, partly – исполнено "
               "частично, declined – отклонено.",
               "new: no report, in_work, done, partly, declined.", _STATUSES, is_required=True),
    FileColumn("Оценено", "boolean",
               "true, если состояние подтверждено оценкой; false, если это слова исполнителя.",
               "Whether the status was assessed, or is the word of the addressee.",
               is_required=True),
    FileColumn("Состояние с", "date", "С какого дня.", "Since which day."),
    FileColumn("Срок", "date", "До какого дня исполнить.", "Due on."),
    FileColumn("Адрес", "string", "Страница рекомендации.", "The page of the recommendation.",
               is_required=True),
)  # fmt: skip


# What of a row is read from the database, for all rows at once: there may be thousands.
_PATHS: Final = (
    "recommendation__resolution__title",
    "recommendation__resolution__adopted_on",
    "recommendation__number",
    "recommendation__addressee__direction__title",
    "recommendation__addressee__name",
    "recommendation__text",
    "body__name",
    "name",
    "pk",
    "status",
    "is_assessed",
    "changed_on",
    "due_on",
    "recommendation__resolution__slug",
)


def _rows() -> QuerySet[Any]:
    return selectors.public_assignments().values_list(*_PATHS)


def _values(row: tuple[Any, ...]) -> tuple[Value, ...]:
    *place, body, name, pk, status, is_assessed, changed_on, due_on, slug = row
    number = place[2]
    address = f"{absolute(_pages())}{slug}/{number}/"
    return (*place, body or name, pk, status, is_assessed, changed_on, due_on, address)


@cache
def _pages() -> str:
    """Where all resolutions are; asked for each row."""
    return reverse("tracker:list")


RECOMMENDATIONS: Final = Dataset(
    slug="recommendations",
    title=_("Fulfilment of resolutions"),
    about=_(
        "Every recommendation of the resolutions that are followed, by those who answer for it, "
        "with what has become of it."
    ),
    keywords=(_("resolution"), _("recommendations"), _("civil society")),
    period=_("on every change"),
    columns=COLUMNS,
    key=("Номер в системе",),
    rows=_rows,
    values=_values,
    changed=selectors.last_change,
    page=lambda: reverse("tracker:list"),
)
