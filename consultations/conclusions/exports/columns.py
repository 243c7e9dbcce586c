"""The columns of the CSV: their names, types and meaning, and the same as a Table Schema (Data
Package 2.0) for programs. The header of the file is made of them, so neither can drift away."""

from typing import Any, Final

from consultations.conclusions.exports import words
from core.documents.tableschema import PROFILE, FileColumn, fields

VERSION: Final = 1
PATH: Final = f"/schemas/conclusion-csv-{VERSION}.json"
ABOUT: Final = (
    "Данные сводки предложений или сводного заключения: одна строка на каждое предложение, "
    "замечание совета и рекомендацию слушаний, в порядке документа. UTF-8 с меткой порядка байтов, "
    "разделитель – запятая, концы строк CR LF, даты по ISO 8601. Перед текстом, который табличный "
    "редактор принял бы за формулу (начинается с =, +, -, @, табуляции или перевода строки), стоит "
    "апостроф. Число строк не является числом голосов."
)
ABOUT_EN: Final = (
    "The data of a summary of proposals or of a summary conclusion: one line for each proposal, "
    "remark of a council and recommendation of hearings, in the order of the document. UTF-8 with "
    "a byte order mark, commas, lines end in CR LF, days by ISO 8601. A text that a spreadsheet "
    "would take for a formula (it begins with =, +, -, @, a tab or a line end) has an apostrophe "
    "before it. The number of lines is not a number of votes."
)
KINDS: Final = {
    "proposal": "предложение",
    "remark": "замечание совета",
    "recommendation": "рекомендация слушаний",
}


COLUMNS: Final = (
    FileColumn(
        "№", "integer",
        "Номер строки свода. У однородных предложений, на которые дан один ответ, он общий.",
        "Number of the row of the document; proposals with one answer share it.",
        is_required=True,
    ),
    FileColumn(
        "Вид", "string", "Что это: предложение, замечание совета или рекомендация слушаний.",
        "What it is: a proposal, a remark of a council, a recommendation of hearings.",
        (*KINDS.values(),), is_required=True,
    ),
    FileColumn(
        "Номер в системе", "integer",
        "Постоянный номер; вместе с видом не повторяется. В JSON – поле id.",
        "Permanent id, unique together with the kind; the field id of the JSON.",
        is_required=True,
    ),
    FileColumn(
        "Структурная единица", "string",
        "К какой единице текста относится; пусто – к законопроекту в целом.",
        "The unit of the text; empty: the bill as a whole.",
    ),
    FileColumn(
        "Путь", "string",
        "То же для программ, от внешней единицы к внутренней: article:5/paragraph:1.",
        "The same for programs, from the outer unit to the inner one: article:5/paragraph:1.",
    ),
    FileColumn(
        "Текст законопроекта", "string", "Слова этой единицы в редакции, которая обсуждалась.",
        "The words of the unit in the version that was discussed.",
    ),
    FileColumn(
        "Участник", "string",
        "Имя, если автор разрешил его показать, иначе псевдоним; у замечания – совет. Если самого "
        "предложения больше нет – «Текст удалён».",
        "The name if its author lets it be shown, otherwise a pseudonym; of a remark the council. "
        "«Текст удалён» if the proposal itself is there no more.",
        is_required=True,
    ),
    FileColumn(
        "Тип участника", "string", "Кем автор назвал себя; у замечаний и рекомендаций пусто.",
        "What the author is; empty for remarks and recommendations.",
        (*words.AUTHORS.values(),),
    ),
    FileColumn(
        "Муниципальное образование", "string", "Как его написал автор; пусто – не указано.",
        "As its author has written it; empty: not given.",
    ),
    FileColumn(
        "Дата", "date", "День, когда поступило предложение; у замечания – день заседания.",
        "The day on which a proposal came in; of a remark that of the sitting.",
    ),
    FileColumn(
        "Способ", "string", "Как поступило предложение.", "How a proposal came in.",
        (*words.CHANNELS.values(),),
    ),
    FileColumn(
        "Код подтверждения приёма", "string",
        "Код, по которому автор находит своё предложение на площадке.",
        "The code by which its author finds the proposal on the site.",
    ),
    FileColumn(
        "Вид предложения или важность замечания", "string",
        "Чего хочет автор; у замечания – важность, у рекомендации – как голосовали.",
        "What its author wants; of a remark the importance, of a recommendation the vote.",
    ),
    FileColumn(
        "Предлагаемая редакция", "string", "Слова, которые предложены для закона.",
        "The words that are proposed for the law.",
    ),
    FileColumn(
        "Обоснование или текст замечания", "string", "Почему это предложено; текст замечания.",
        "Why it is proposed; the text of a remark.",
    ),
    FileColumn(
        "Файлы", "string", "Приложенные файлы, по одному в строке ячейки: имя, вид, размер, адрес.",
        "Attached files, one a line of the cell: name, kind, size, address.",
    ),
    FileColumn(
        "Состояние текста", "string",
        "Почему текста нет: скрыт, отозван или удалён после подписания; пусто – текст приведён.",
        "Why a text is not there: hidden, withdrawn or erased since; empty: it is there.",
    ),
    FileColumn(
        "Позиция ответственного комитета", "string", "Ответ комитета.",
        "The answer of the committee.",
        (*words.DISPOSITIONS.values(), words.NO_POSITION), is_required=True,
    ),
    FileColumn(
        "Основание позиции", "string", "Название причины из закрытого перечня.",
        "The reason, of a closed list.",
    ),
    FileColumn(
        "Обоснование позиции", "string", "Чем комитет объясняет свою позицию.",
        "How the committee explains its position.",
    ),
    FileColumn(
        "Норма", "string", "На какую норму ссылается комитет.",
        "The provision that the committee refers to.",
    ),
    FileColumn(
        "Ожидаемая редакция", "string", "Слова, которые, по мнению комитета, войдут в закон.",
        "The words that the committee expects in the law.",
    ),
    FileColumn(
        "Дата ответа", "date", "День публикации ответа.", "The day on which it was published."
    ),
    FileColumn(
        "Дата заседания комитета", "date", "День, когда комитет согласовал ответ.",
        "The day on which the committee agreed the answer.",
    ),
    FileColumn(
        "Номер протокола", "string", "Протокол этого заседания.", "The minutes of that sitting."
    ),
)  # fmt: skip


def table_schema(address: str) -> dict[str, Any]:
    """The Table Schema as plain JSON; `address` is where it is served. `description` is Russian,
    `descriptionEn` English."""
    return {
        "$schema": PROFILE,
        "id": address,
        "version": str(VERSION),
        "title": "Вече: данные подписанного документа (CSV)",
        "titleEn": "Veche: the data of a signed document (CSV)",
        "description": ABOUT,
        "descriptionEn": ABOUT_EN,
        "fieldsMatch": ["exact"],
        "fields": fields(COLUMNS),
        "primaryKey": ["Вид", "Номер в системе"],
        "missingValues": [""],
    }
