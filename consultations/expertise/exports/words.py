"""The words of the document, in the official language: they must not change because somebody
improved a translation of a page."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from consultations.expertise.domain.parts import Section
from consultations.expertise.ports import Declaration

KIND: Final = "Заключение"
DRAFT: Final = "ПРОЕКТ"
SUPERSEDED: Final = "ЗАМЕНЕНО НОВЫМ ЗАКЛЮЧЕНИЕМ"
ADVISORY: Final = "Заключение носит рекомендательный характер."

SECTIONS: Final[dict[Section, str]] = {
    Section.REQUISITES: "Реквизиты заключения",
    Section.BASIS: "Основание и срок проведения экспертизы",
    Section.EXPERTS: "Эксперты и сведения о конфликте интересов",
    Section.MATERIALS: "Изученные материалы",
    Section.CHECKLIST: "Вопросы экспертизы",
    Section.REMARKS: "Замечания по структурным единицам законопроекта",
    Section.COMMENTS: "Рассмотренные предложения граждан и организаций",
    Section.CONSEQUENCES: "Оценка социальных, экономических, правовых и иных последствий",
    Section.FINDINGS: "Выводы о соответствии законодательству и соблюдении прав",
    Section.RECOMMENDATION: "Предложения по совершенствованию законопроекта и рекомендация",
    Section.VOTE: "Заседание и голосование",
    Section.DISSENTS: "Особые мнения",
    Section.SIGNATURES: "Подписи и приложения",
}
CORRUPTION: Final[dict[bool, str]] = {
    True: "Заключение по результатам независимой антикоррупционной экспертизы",
    False: "Замечания о возможных коррупциогенных факторах",
}
FORMS: Final[dict[str, str]] = {
    "expertise": "общественная экспертиза",
    "discussion": "общественное обсуждение",
    "hearing": "общественные (публичные) слушания",
    "monitoring": "общественный мониторинг",
    "inspection": "общественная проверка",
}
FORMS_GENITIVE: Final[dict[str, str]] = {
    "expertise": "общественной экспертизы",
    "discussion": "общественного обсуждения",
    "hearing": "общественных (публичных) слушаний",
    "monitoring": "общественного мониторинга",
    "inspection": "общественной проверки",
}
RECOMMENDATIONS: Final[dict[str, str]] = {
    "support": "поддержать законопроект",
    "support_remarks": "поддержать законопроект с замечаниями",
    "revise": "доработать законопроект",
    "reject": "отклонить законопроект",
}
MEETINGS: Final[dict[str, str]] = {
    "in_person": "очная форма",
    "absentee": "заочное голосование",
    "video": "видео-конференц-связь",
}
VERDICTS: Final[dict[str, str]] = {
    "yes": "да",
    "no": "нет",
    "partly": "частично",
    "not_assessed": "не оценивалось",
}
IMPORTANCE: Final[dict[str, str]] = {"high": "высокая", "medium": "средняя", "low": "низкая"}
CONSIDERATIONS: Final[dict[str, str]] = {
    "supported": "поддержано советом",
    "partly": "поддержано частично",
    "not_supported": "не поддержано",
}
ATTENDANCE: Final[dict[str, str]] = {
    "present": "присутствовал(а)",
    "absent": "отсутствовал(а)",
    "excused": "отсутствовал(а) по уважительной причине",
    "recused": "заявил(а) самоотвод",
}
VOTES: Final[dict[str, str]] = {
    "for": "за",
    "against": "против",
    "abstained": "воздержался(-ась)",
    "": "–",
}
ROLES: Final[dict[str, str]] = {
    "chair": "председатель",
    "member": "член совета",
    "secretary": "секретарь",
}
CAPACITIES: Final[dict[str, str]] = {
    "expert": "общественный эксперт",
    "observer": "представитель некоммерческой организации",
}
NOT_STATED: Final = "сведения не заявлены"
NO_CONFLICT: Final = "конфликт интересов отсутствует"
CONFLICT: Final = "заявлен конфликт интересов"


def declared(declaration: Declaration | None) -> str:
    """What a person has declared of a conflict of interest (212-FZ, art. 11)."""
    if declaration is None:
        return NOT_STATED
    said = CONFLICT if declaration.has_conflict else NO_CONFLICT
    return f"{said} ({declaration.note})" if declaration.note else said


def about_expert(role: str, about: Iterable[str]) -> str:
    """«член совета, доцент»: the role or capacity by its code, then post or organisation."""
    named = ROLES.get(role) or CAPACITIES.get(role, "")
    return ", ".join(filter(None, (named, *about)))


_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip


def day(value: dt.date) -> str:
    """«12 марта 2026 г.»"""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}\N{NO-BREAK SPACE}г."


def short_day(value: dt.date) -> str:
    """«12.03.2026»"""
    return f"{value:%d.%m.%Y}"


def quoted(text: str) -> str:
    """In quotation marks; those inside become „lower ones“."""
    inner = text.strip().replace("«", "„").replace("»", "“")
    return f"«{inner}»"


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def numbered(number: str) -> str:
    """«№ 7»"""
    return f"№\N{NO-BREAK SPACE}{number}"


def signed_name(full_name: str) -> str:
    """«Иванова Мария Петровна» → «М.П. Иванова», as under a signature; one word stays as it is."""
    surname, *others = full_name.split() or [""]
    letters = "".join(f"{word[0]}." for word in others[:2])
    return f"{letters}\N{NO-BREAK SPACE}{surname}" if letters else surname
