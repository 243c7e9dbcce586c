"""The words of the document, in the official language.

They are kept here and not in the interface's catalogue: a document that is made again from its
snapshot must not change because somebody improved a translation of a page.
"""

import datetime as dt
from typing import Final

from consultations.conclusions.domain.snapshot import DocumentFacts
from consultations.expertise.exports import words as expertise

SUMMARY: Final = "Сводка предложений с позицией ответственного комитета"
CONCLUSION: Final = "Сводное заключение"
NO_POSITION: Final = "позиция комитета не представлена"
KINDS_OF_DOCUMENT: Final = {
    "summary": SUMMARY,
    "full": CONCLUSION,
    "earlier": CONCLUSION,
    "lapsed": f"{CONCLUSION} ({NO_POSITION})",
}

FORMS: Final = {
    "expertise": "общественная экспертиза",
    "discussion": "общественное обсуждение",
    "hearing": "общественные (публичные) слушания",
    "monitoring": "общественный мониторинг",
    "inspection": "общественная проверка",
}
# Who has recommended something by a vote.
HEARINGS: Final = "Участники слушаний"
FORMS_GENITIVE: Final = {
    "expertise": "общественной экспертизы",
    "discussion": "общественного обсуждения",
    "hearing": "общественных (публичных) слушаний",
    "monitoring": "общественного мониторинга",
    "inspection": "общественной проверки",
}
DISPOSITIONS: Final = {
    "accepted": "учтено",
    "partly": "учтено частично",
    "rejected": "не учтено",
    "noted": "принято к сведению",
    "out_of_scope": "не относится к предмету законопроекта",
}
KINDS: Final = {
    "amend": "изменить формулировку",
    "delete": "исключить",
    "add": "дополнить",
    "question": "вопрос",
    "opinion": "общее мнение",
}
AUTHORS: Final = {
    "citizen": "гражданин",
    "ngo": "некоммерческая организация",
    "organisation": "организация",
    "authority": "орган власти",
    "council": "совет",
}
AUTHOR_GROUPS: Final = {
    "citizen": "Граждане",
    "ngo": "Некоммерческие организации",
    "organisation": "Организации",
    "authority": "Органы власти",
    "council": "Советы",
}
# As the heads of narrow columns.
AUTHOR_COLUMNS: Final = {
    "citizen": "Граждане",
    "ngo": "НКО",
    "organisation": "Организации",
    "authority": "Органы власти",
    "council": "Советы",
}
CHANNELS: Final = {"online": "на сайте", "paper": "на бумаге", "hearing": "на слушаниях"}
IMPORTANCE: Final = {"high": "высокая", "medium": "средняя", "low": "низкая"}
RECOMMENDATIONS: Final = {
    "support": "поддержать законопроект",
    "support_remarks": "поддержать законопроект с замечаниями",
    "revise": "доработать законопроект",
    "reject": "отклонить законопроект",
}
MEETINGS: Final = {
    "in_person": "очная форма",
    "absentee": "заочное голосование",
    "video": "видео-конференц-связь",
}
STATES: Final = {
    "hidden": "Текст скрыт модератором после подписания заключения.",
    "withdrawn": "Предложение отозвано автором после подписания заключения.",
    "erased": "Текст удалён после подписания заключения.",
    "altered": "Текст не приводится: он не совпадает с тем, который был подписан.",
}
# In the place of a name, where the proposal itself is there no more.
NOBODY: Final = "Текст удалён"

# The same of a group, with how many there are.
STATES_COUNTED: Final = {
    "hidden": "Скрыто модератором после подписания",
    "withdrawn": "Отозвано авторами после подписания",
    "erased": "Удалено после подписания",
    "altered": "Не приводится, поскольку текст не совпадает с подписанным",
}
# What moderators and the rules have done, replies included.
HOW_TO_CHECK: Final = (
    "Документ составлен по перечню предложений, замечаний и ответов, зафиксированному при "
    "подписании. Контрольная сумма перечня (SHA-256) внесена в публичный журнал:"
)
MODERATION: Final = {
    "held_by_rules": "Задержано правилами площадки до проверки",
    "hold": "Взято на проверку модератором",
    "release": "Опубликовано после проверки",
    "hide": "Решений скрыть текст",
    "restore": "Решений показать текст снова",
    "appeal": "Авторам разъяснено, куда направить обращение",
    "objections": "Подано возражений на скрытие",
    "upheld": "Возражений удовлетворено",
    "rejected": "Возражений отклонено",
    "reports": "Получено сообщений читателей",
    "settled": "Сообщений рассмотрено",
}
OBJECTIONS: Final = {
    "filed": "Подано",
    "upheld": "Признано обоснованными",
    "answered": "Признано обоснованными, но комитет уже ответил заново",
    "rejected": "Отклонено",
    "waiting": "Ожидают решения",
    "overdue": "Ожидают решения сверх срока",
}
# As in the opinions themselves.
VERDICTS: Final = expertise.VERDICTS
CONSIDERED: Final = expertise.CONSIDERATIONS
MUNICIPALITIES: Final = (
    "муниципальное образование",
    "муниципальных образования",
    "муниципальных образований",
)

# Without the accreditation of the Ministry of Justice it is not called a conclusion.
FACTORS: Final = "Замечания о возможных коррупциогенных факторах"
FACTORS_NOTE: Final = (
    "Замечания высказаны советами и не являются заключением по результатам независимой "
    "антикоррупционной экспертизы."
)

NOT_VOTES: Final = (
    "Число предложений не является голосованием: участники не образуют представительной выборки "
    "жителей."
)
NOT_A_SAMPLE: Final = (
    "Ответы не являются голосованием: ответившие не образуют представительной выборки жителей."
)
ADVISORY: Final = "Сводное заключение носит рекомендательный характер."
NO_PROPOSALS: Final = "Предложения не поступили."

REPLACED: Final = {
    "summary": "сводки предложений с позицией ответственного комитета",
    "full": "сводного заключения",
    "lapsed": "сводного заключения",
    "earlier": "сводного заключения",
}

_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip


def file_size(size: int) -> str:
    """«900 Б», «12 КБ», «1,5 МБ»"""
    if size < 1024:
        return f"{size}\N{NO-BREAK SPACE}Б"
    if size < 1024 * 1024:
        return f"{round(size / 1024)}\N{NO-BREAK SPACE}КБ"
    return f"{size / 1024 / 1024:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}МБ"


def day(value: dt.date | str) -> str:
    """«12 марта 2026 г.»"""
    if isinstance(value, str):
        value = dt.date.fromisoformat(value)
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}\N{NO-BREAK SPACE}г."


def replaced(document: DocumentFacts, *, with_hash: bool = False) -> str:
    """«сводного заключения № 6 от 12 марта 2026 г.»: in the place of what a document stands, in the
    genitive; empty if that is nothing, or is not known."""
    earlier = document.replaces
    if earlier is None:
        return ""
    number = f"№\N{NO-BREAK SPACE}{earlier.number} от {day(earlier.signed_on)}"
    check = (
        f" (редакция {earlier.revision}, контрольная сумма {earlier.sha256})" if with_hash else ""
    )
    return f"{REPLACED[document.kind]} {number}{check}"


def short_day(value: dt.date | str) -> str:
    """«12.03.2026»"""
    if isinstance(value, str):
        value = dt.date.fromisoformat(value)
    return f"{value:%d.%m.%Y}"


def days(count: int) -> str:
    """«3 дня»"""
    return plural(count, "день", "дня", "дней")


def plural(count: int, one: str, few: str, many: str) -> str:
    """«1 предложение», «2 предложения», «5 предложений»."""
    tail, hundred = count % 10, count % 100
    if tail == 1 and hundred != 11:
        word = one
    elif 2 <= tail <= 4 and not 12 <= hundred <= 14:
        word = few
    else:
        word = many
    return f"{count}\N{NO-BREAK SPACE}{word}"


def quoted(text: str) -> str:
    """In quotation marks; those inside become „lower ones“."""
    inner = text.strip().replace("«", "„").replace("»", "“")
    return f"«{inner}»"


def capital(text: str) -> str:
    """With a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def participant(name: str, number: int) -> str:
    """The chosen name, or the pseudonym."""
    return name or f"Участник №\N{NO-BREAK SPACE}{number}"


def vote(code: str) -> str:
    """«12/3/1» → «за – 12, против – 3, воздержались – 1»"""
    parts = zip(("за", "против", "воздержались"), code.split("/"), strict=True)
    nbsp = "\N{NO-BREAK SPACE}"
    return ", ".join(f"{name}{nbsp}–{nbsp}{count}" for name, count in parts)
