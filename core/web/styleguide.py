"""The living style guide: every component with sample content. Mounted only when DEBUG is on.

The samples are invented; they are data of the page, not words of the interface.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.web.access import public
from core.web.forms import SiteForm
from core.web.paging import Page

OLD = (
    "Общественный совет рассматривает законопроект в течение десяти дней со дня его поступления "
    "и направляет заключение в ответственный комитет."
)
NEW = (
    "Общественный совет рассматривает законопроект в течение двадцати рабочих дней со дня его "
    "размещения на официальном сайте и направляет мотивированное заключение в ответственный "
    "комитет."
)
PROMISED = NEW.replace("двадцати рабочих дней", "пятнадцати рабочих дней")
TITLE = (
    "О внесении изменений в Закон Амурской области «Об отдельных вопросах организации и "
    "осуществления общественного контроля на территории Амурской области»"
)


class SampleForm(SiteForm):
    """One field of each kind; the page shows it with its errors."""

    kind = forms.ChoiceField(
        label="Что вы предлагаете?",
        widget=forms.RadioSelect,
        choices=[
            ("amend", "Изменить слова"),
            ("delete", "Исключить это положение"),
            ("add", "Дополнить"),
            ("question", "Задать вопрос"),
        ],
    )
    wording = forms.CharField(
        label="Предлагаемая редакция",
        help_text="Исправьте текст так, как он, по-вашему, должен читаться.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    grounds = forms.CharField(
        label="Обоснование",
        help_text="Почему так будет лучше? Достаточно двух-трёх предложений.",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    email = forms.EmailField(
        label="Электронная почта",
        help_text="На неё придёт подтверждение приёма и ответ. Она не публикуется.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    territory = forms.ChoiceField(
        label="Муниципальное образование",
        required=False,
        choices=[("", "Не указано"), ("1", "город Благовещенск"), ("2", "Тындинский округ")],
    )
    scan = forms.FileField(
        label="Приложение", required=False, help_text="DOCX, PDF или изображение, до 20 МБ."
    )
    consent = forms.BooleanField(label="Согласен на обработку персональных данных")


class SampleFilter(forms.Form):
    q = forms.CharField(label="Слова", required=False)
    status = forms.ChoiceField(
        label="Состояние",
        required=False,
        choices=[("", "Все"), ("open", "Идёт приём"), ("closed", "Завершено")],
    )
    since = forms.DateField(
        label="Не раньше", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@public
def style_guide(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(request, "web/style_guide.html", _samples())


def _samples() -> dict[str, Any]:
    today = timezone.localdate()
    moment = datetime(2026, 5, 12, 3, 30, tzinfo=UTC)
    return {
        "form": SampleForm(
            {"kind": "amend", "wording": NEW, "grounds": "", "email": "не адрес", "territory": "2"}
        ),
        "filter_form": SampleFilter(),
        "today": today,
        "in_two_days": today + timedelta(days=2),
        "in_two_weeks": today + timedelta(days=14),
        "title": TITLE,
        "crumbs": [("Законопроекты", "#"), ("№ 15-8", "#")],
        "moment": moment,
        "counts": [(128, "предложений"), (4, "заключения советов")],
        "steps": _steps(moment),
        "figures": [
            {"value": "1 284", "label": "предложения получено", "note": "из них 96 на бумаге"},
            {"value": "1 240", "label": "опубликовано"},
            {"value": "1 240", "label": "с ответом комитета", "url": "#"},
            {"value": "212", "label": "учтено полностью или частично"},
        ],
        "facts": [
            ("Субъект права законодательной инициативы", "Губернатор области"),
            ("Ответственный комитет", "Комитет по вопросам законодательства"),
            ("Внесён", "10 февраля 2026 г."),
        ],
        "columns": ["Совет", "Заключений", "Ответов", "Учтено"],
        "rows": [
            ["Общественная палата области", 12, 12, "67 %"],
            ["Общественный совет при министерстве социальной защиты", 7, 6, "43 %"],
            ["Общественный совет города Тынды", 3, 3, "100 %"],
        ],
        "numbers": [1, 2, 3],
        "tabs": [
            {"label": "О законопроекте", "url": "#", "current": True},
            {"label": "Предложения", "url": "#", "count": 128},
            {"label": "Заключения советов", "url": "#", "count": 4},
            {"label": "Участие советов в экспертизе", "url": "#"},
        ],
        "page": Page([], "next", "previous"),
        "outline": _outline(),
        "provisions": _provisions(),
        "old": OLD,
        "new": NEW,
        "comment": _comment(moment),
        "answer": _answer(moment),
        "files": _files(today),
        "side": _side(),
    }


def _steps(moment: datetime) -> list[dict[str, Any]]:
    return [
        {"label": "Получено", "state": "done", "date": moment.date()},
        {"label": "Опубликовано", "state": "done", "date": moment.date(), "url": "#"},
        {"label": "Рассмотрено советом", "state": "done", "note": "Общественная палата поддержала"},
        {"label": "Ответ комитета", "state": "current", "note": "до 12 июня 2026 г."},
        {"label": "Слова закона", "state": "ahead"},
    ]


def _outline() -> list[dict[str, Any]]:
    articles = [
        {"number": f"Статья {n}.", "label": name, "url": f"#art_{n}", "count": count}
        for n, name, count in (
            (1, "Предмет регулирования", 0),
            (2, "Общественный совет", 17),
            (3, "Общественная экспертиза", 42),
        )
    ]
    return [
        {"number": "Глава 1.", "label": "Общие положения", "url": "#chp_1", "children": articles},
        {
            "number": "Глава 2.",
            "label": "Заключительные положения",
            "url": "#chp_2",
            "is_open": False,
            "children": [{"number": "Статья 4.", "label": "Вступление в силу", "url": "#art_4"}],
        },
    ]


def _provisions() -> list[dict[str, Any]]:
    return [
        {"eid": "chp_1", "kind": "chapter", "number": "Глава 1.", "heading": "Общие положения"},
        {
            "eid": "art_2",
            "kind": "article",
            "number": "Статья 2.",
            "heading": "Общественный совет",
            "count": 0,
            "propose_url": "#",
        },
        {
            "eid": "art_2__para_1",
            "kind": "paragraph",
            "level": 1,
            "number": "1.",
            "texts": [OLD],
            "count": 12,
            "state": "Изменено",
            "state_kind": "info",
            "citation": "часть 1 статьи 2",
        },
        {
            "eid": "art_2__para_2",
            "kind": "paragraph",
            "level": 1,
            "number": "2.",
            "texts": ["Общественный совет вправе:"],
            "count": 0,
            "citation": "часть 2 статьи 2",
        },
        {
            "eid": "art_2__para_2__point_1",
            "kind": "point",
            "level": 2,
            "number": "1)",
            "texts": ["запрашивать у органов власти сведения, необходимые для заключения;"],
            "count": 3,
            "citation": "пункт 1 части 2 статьи 2",
        },
        {
            "eid": "art_2__para_2__point_2",
            "kind": "point",
            "level": 2,
            "number": "2)",
            "texts": ["приглашать на заседания авторов предложений."],
            "count": 2,
            "citation": "пункт 2 части 2 статьи 2",
        },
    ]


def _comment(moment: datetime) -> dict[str, Any]:
    return {
        "participant": "Участник № 17",
        "author_type": "гражданин",
        "territory": "Тындинский округ",
        "kind": "Изменить слова",
        "stance": "Поддерживает с замечаниями",
        "stance_kind": "info",
        "date": moment,
        "url": "#",
        "provision_url": "#art_2__para_1",
        "citation": "часть 1 статьи 2",
        "original": OLD,
        "proposed": NEW,
        "justification": (
            "Десяти дней не хватает: совет собирается раз в месяц, и за это время люди не успевают "
            "прочитать законопроект.\nСрок лучше считать со дня размещения, его видят все."
        ),
        "similar": 11,
        "similar_url": "#",
    }


def _answer(moment: datetime) -> dict[str, Any]:
    return {
        "disposition": "partly",
        "disposition_label": "Учтено частично",
        "reasoning": (
            "Срок увеличен до пятнадцати рабочих дней: более длительный срок не согласуется с "
            "регламентом рассмотрения законопроектов."
        ),
        "expected_wording": PROMISED,
        "original": OLD,
        "by": "Комитет по вопросам законодательства",
        "date": moment,
        "url": "#",
    }


def _files(today: Any) -> list[dict[str, Any]]:
    return [
        {"title": "Сводное заключение", "format": "docx", "url": "#", "size": 184_320},
        {"title": "Сводное заключение", "format": "pdf", "url": "#", "size": 412_000},
        {"title": "Предложения и ответы", "format": "csv", "url": "#", "size": 96_400,
         "date": today, "note": "открытые данные"},
    ]  # fmt: skip


def _side() -> list[dict[str, Any]]:
    return [
        {
            "title": "Комитет",
            "items": [
                {"label": "Без ответа", "url": "#", "icon": "inbox", "current": True},
                {"label": "Однородные предложения", "url": "#", "icon": "list"},
                {"label": "Сводное заключение", "url": "#", "icon": "document"},
            ],
        },
        {"title": "Модерация", "items": [{"label": "Очередь", "url": "#", "icon": "filter"}]},
    ]
