"""What is given out about the resources of councils as open data."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.registers.opendata.registry import Dataset
from cms.registers.resources import selectors
from cms.registers.resources.models import Practice, Premises
from core.documents.csv import Value
from core.documents.tableschema import FileColumn

PREMISES_COLUMNS: Final = (
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Кто предоставляет", "string", "Орган.", "The body.", is_required=True),
    FileColumn("Помещение", "string", "Что это.", "What it is.", is_required=True),
    FileColumn("Муниципальное образование", "string", "Где.", "Where.", is_required=True),
    FileColumn("Адрес", "string", "Почтовый адрес.", "The address.", is_required=True),
    FileColumn("Вместимость", "integer", "На сколько человек.", "For how many people."),
    FileColumn("Оборудование", "string", "Что есть в помещении.", "The equipment."),
    FileColumn("Доступно на коляске", "boolean", "true, если войти можно на коляске.",
               "Whether it is accessible in a wheelchair.", is_required=True),
    FileColumn("Часы", "string", "Когда можно пользоваться.", "When it can be used.",
               is_required=True),
    FileColumn("Телефон", "string", "Телефон учреждения.", "Telephone of the office."),
    FileColumn("Электронная почта", "string", "Почта учреждения.", "E-mail of the office."),
)  # fmt: skip

PRACTICE_COLUMNS: Final = (
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Совет", "string", "Где проходит практика.", "In which council.",
               is_required=True),
    FileColumn("Учебное заведение", "string", "Откуда студенты.", "Whose students.",
               is_required=True),
    FileColumn("Направление", "string", "Направление подготовки.", "Field of study."),
    FileColumn("С", "date", "Первый день.", "First day.", is_required=True),
    FileColumn("По", "date", "Последний день.", "Last day.", is_required=True),
    FileColumn("Наставник", "string", "Должность наставника в совете.", "Post of the tutor.",
               is_required=True),
    FileColumn("Мест", "integer", "Сколько мест.", "How many places.", is_required=True),
    FileColumn("Студентов", "integer", "Сколько студентов прошли практику.",
               "How many students took part."),
)  # fmt: skip


def _premises(row: Premises) -> tuple[Value, ...]:
    return (
        row.pk,
        row.body.name,
        row.title,
        row.municipality,
        row.address,
        row.places,
        row.equipment,
        row.is_accessible,
        row.hours,
        row.phone,
        row.email,
    )


def _practice(row: Practice) -> tuple[Value, ...]:
    return (
        row.pk,
        row.council.name,
        row.institution,
        row.field,
        row.starts_on,
        row.ends_on,
        row.tutor,
        row.places,
        row.students,
    )


PREMISES: Final = Dataset(
    slug="council-premises",
    title=_("Premises for councils"),
    about=_("Rooms that bodies give to councils for their work."),
    keywords=(_("public councils"), _("premises")),
    period=_("on every change"),
    columns=PREMISES_COLUMNS,
    key=("Номер в системе",),
    rows=selectors.public_premises,
    values=_premises,
    changed=selectors.last_premises_change,
    page=lambda: reverse("resources:premises"),
)

PRACTICE: Final = Dataset(
    slug="council-practice",
    title=_("Practice of students in councils"),
    about=_("Which students had their practice in councils, when, and how many."),
    keywords=(_("public councils"), _("practice of students")),
    period=_("on every change"),
    columns=PRACTICE_COLUMNS,
    key=("Номер в системе",),
    rows=selectors.public_practices,
    values=_practice,
    changed=selectors.last_practice_change,
    page=lambda: reverse("resources:practice"),
)
