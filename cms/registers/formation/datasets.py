"""What is given out about the formation of councils as open data."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cms.registers.formation import selectors
from cms.registers.formation.models import Competition, Decision, Nomination, Outcome
from cms.registers.opendata.registry import Dataset
from core.documents.csv import Value
from core.documents.tableschema import FileColumn
from core.mail.links import absolute

COMPETITION_COLUMNS: Final = (
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Совет", "string", "Какой совет формируется.", "Which council is formed.",
               is_required=True),
    FileColumn("Конкурс", "string", "Название конкурса.", "Title of the competition.",
               is_required=True),
    FileColumn("Акт", "string", "Каким актом объявлен.", "By which act.", is_required=True),
    FileColumn("Мест", "integer", "Сколько мест замещается.", "Seats to be filled.",
               is_required=True),
    FileColumn("Объявлен", "date", "День объявления.", "Day of the announcement.",
               is_required=True),
    FileColumn("Выдвижение с", "date", "Первый день выдвижения кандидатов.",
               "First day of proposing candidates."),
    FileColumn("Выдвижение по", "date", "Последний день выдвижения кандидатов.",
               "Last day of proposing candidates."),
    FileColumn("Проверка по", "date", "День окончания проверки кандидатов.",
               "Day by which candidates are checked."),
    FileColumn("Состав утверждён", "date", "День утверждения состава, в том числе намеченный.",
               "Day of approving the composition, also if it is planned."),
    FileColumn("Итог", "string",
               "running – идёт, formed – состав утверждён, failed – не состоялся, "
               "cancelled – отменён.",
               "running, formed, failed, cancelled.", tuple(Outcome.values), is_required=True),
    FileColumn("Кандидатов", "integer", "Сколько кандидатов опубликовано.",
               "Candidates that are public.", is_required=True),
    FileColumn("От общественных объединений", "integer",
               "Сколько из них выдвинули общественные объединения.",
               "Of them, proposed by public associations.", is_required=True),
    FileColumn("Включено в состав", "integer", "Сколько кандидатов включено в состав.",
               "Candidates that were included.", is_required=True),
    FileColumn("Адрес", "string", "Страница конкурса.", "Its page.", is_required=True),
)  # fmt: skip

NOMINATION_COLUMNS: Final = (
    FileColumn("Номер в системе", "integer", "Постоянный номер строки.",
               "Permanent number of the row.", is_required=True),
    FileColumn("Конкурс", "integer", "Номер конкурса в системе.",
               "The number of the competition.", is_required=True),
    FileColumn("Совет", "string", "В какой совет.", "For which council.", is_required=True),
    FileColumn("Номер кандидата", "integer", "В списке кандидатов конкурса.",
               "In the list of candidates.", is_required=True),
    FileColumn("Кто выдвинул", "string", "Организация.", "The organisation.", is_required=True),
    FileColumn("ОГРН", "string", "Пусто, если объединение не является юридическим лицом.",
               "Empty for an association that is no legal entity."),
    FileColumn("Общественное объединение", "boolean", "true, если это общественное объединение.",
               "Whether it is a public association.", is_required=True),
    FileColumn("Кандидат", "string", "Имя, если кандидат согласен на его распространение.",
               "The name, if the candidate consents."),
    FileColumn("Решение", "string",
               "proposed – выдвинут, admitted – допущен, refused – не допущен, chosen – включён "
               "в состав, not_chosen – не включён, withdrawn – отозван.",
               "proposed, admitted, refused, chosen, not_chosen, withdrawn.",
               tuple(Decision.values), is_required=True),
    FileColumn("Причина", "string", "Почему принято такое решение.", "Why."),
)  # fmt: skip


def _competition(row: Competition) -> tuple[Value, ...]:
    return (
        row.pk,
        row.council.name,
        row.title,
        row.act,
        row.seats,
        *(day for _name, day in row.days.named()),
        row.outcome,
        row.proposed,
        row.proposed_by_associations,
        row.chosen,
        absolute(row.get_absolute_url()),
    )


def _nomination(row: Nomination) -> tuple[Value, ...]:
    return (
        row.pk,
        row.competition_id,
        row.competition.council.name,
        row.number,
        row.organisation,
        row.ogrn,
        row.is_public_association,
        row.candidate,
        row.decision,
        row.reason,
    )


COMPETITIONS: Final = Dataset(
    slug="council-competitions",
    title=_("Competitions for seats in councils"),
    about=_("How councils are formed: the days of each stage, the outcome, how many candidates."),
    keywords=(_("public councils"), _("competition"), _("composition")),
    period=_("on every change"),
    columns=COMPETITION_COLUMNS,
    key=("Номер в системе",),
    rows=selectors.public_competitions,
    values=_competition,
    changed=selectors.last_competition_change,
    page=lambda: reverse("formation:list"),
)

NOMINATIONS: Final = Dataset(
    slug="council-nominations",
    title=_("Candidates for councils by who proposed them"),
    about=_("Who proposed candidates for councils, and what became of each."),
    keywords=(_("public councils"), _("public associations"), _("candidates")),
    period=_("on every change"),
    columns=NOMINATION_COLUMNS,
    key=("Номер в системе",),
    rows=selectors.public_nominations,
    values=_nomination,
    changed=selectors.last_nomination_change,
    page=lambda: reverse("formation:list"),
)
