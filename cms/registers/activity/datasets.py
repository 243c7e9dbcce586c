"""What is given out about the work of councils as open data."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.registers.activity import selectors
from cms.registers.activity.models import ControlForm, ControlWork, Meeting, MeetingForm
from cms.registers.opendata.registry import Dataset
from core.documents.csv import Value
from core.documents.tableschema import FileColumn
from core.mail.links import absolute

MEETING_COLUMNS: Final = (
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Совет", "string", "Чьё заседание.", "Whose meeting.", is_required=True),
    FileColumn("Номер заседания", "string", "Как его нумерует совет.",
               "As the council numbers it."),
    FileColumn("Дата", "date", "День заседания, в том числе намеченный.",
               "Its day, also if it is planned.", is_required=True),
    FileColumn("Форма", "string",
               "in_person – очное, remote – дистанционное, visiting – выездное.",
               "in_person, remote, visiting.", tuple(MeetingForm.values), is_required=True),
    FileColumn("Место", "string", "Где проходит.", "Where it is held."),
    FileColumn("Муниципальное образование", "string", "Куда выезжал совет.",
               "Which municipality."),
    FileColumn("Повестка", "string", "Вопросы, каждый с новой строки.",
               "Questions, each on its line.", is_required=True),
    FileColumn("Решения", "string", "Что решили.", "What was decided."),
    FileColumn("Членов совета", "integer", "Сколько членов в совете в этот день.",
               "Members of the council on that day."),
    FileColumn("Присутствовало", "integer", "Сколько из них присутствовало.",
               "How many were present."),
    FileColumn("Кворум", "boolean", "true, если кворум был; пусто, если явка не внесена.",
               "Whether there was a quorum; empty if attendance is not known."),
    FileColumn("Адрес", "string", "Страница заседания.", "Its page.", is_required=True),
)  # fmt: skip

WORK_COLUMNS: Final = (
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Совет", "string", "Кто провёл.", "Who held it.", is_required=True),
    FileColumn("Форма", "string",
               "expertise – экспертиза, discussion – обсуждение, hearing – слушания, monitoring – "
               "мониторинг, inspection – проверка, other – другая форма.",
               "expertise, discussion, hearing, monitoring, inspection, other.",
               tuple(ControlForm.values), is_required=True),
    FileColumn("Другая форма", "string", "Её название.", "Its name."),
    FileColumn("Предмет", "string", "О чём.", "What it was about.", is_required=True),
    FileColumn("Дата", "date", "День; если дней несколько, последний.",
               "The day; of several, the last.", is_required=True),
    FileColumn("Подтверждение", "string", "Адрес страницы или файла.",
               "Address of the evidence.", is_required=True),
)  # fmt: skip


def _meeting(row: Meeting) -> tuple[Value, ...]:
    return (
        row.pk,
        row.council.name,
        row.number,
        row.held_on,
        row.form,
        row.place,
        row.municipality,
        row.agenda,
        row.decisions,
        row.members_total,
        row.members_present,
        row.has_quorum,
        absolute(row.get_absolute_url()),
    )


def _work(row: ControlWork) -> tuple[Value, ...]:
    address = row.evidence
    return (
        row.pk,
        row.council.name,
        row.form,
        row.other_form,
        row.title,
        row.held_on,
        absolute(address) if address.startswith("/") else address,
    )


MEETINGS: Final = Dataset(
    slug="council-meetings",
    title=_("Meetings of councils"),
    about=_("When and where councils meet, what they discuss and what they decide."),
    keywords=(_("public councils"), _("meetings"), _("visiting sessions")),
    period=_("on every change"),
    columns=MEETING_COLUMNS,
    key=("Номер в системе",),
    rows=selectors.public_meetings,
    values=_meeting,
    changed=selectors.last_meeting_change,
    page=lambda: reverse("activity:meetings"),
)

WORKS: Final = Dataset(
    slug="public-control-outside",
    title=_("Public control outside the platform"),
    about=_("Forms of public control that councils used outside the platform, with evidence."),
    keywords=(_("public councils"), _("public control")),
    period=_("on every change"),
    columns=WORK_COLUMNS,
    key=("Номер в системе",),
    rows=selectors.public_works,
    values=_work,
    changed=selectors.last_work_change,
    page=lambda: reverse("activity:works"),
)
