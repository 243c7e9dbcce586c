"""A realistic official document for the tests of the renderers: a summary conclusion."""

from datetime import UTC, datetime

from core.documents.domain.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Entry,
    Heading,
    KeyValue,
    List,
    Note,
    Paragraph,
    Quote,
    Requisites,
    Row,
    Run,
    Signature,
    Table,
    cell,
    group_row,
    paragraph,
    paragraphs,
    row,
)

CREATED = datetime(2026, 3, 12, 5, 30, tzinfo=UTC)

REQUISITES = Requisites(
    organisation=("Общественная палата Амурской области",),
    approval=(
        "УТВЕРЖДЕНО",
        "решением совета Общественной палаты Амурской области",
        "от 12 марта 2026 г. № 7",
    ),
    kind="Сводное заключение",
    date="12 марта 2026 г.",
    place="г. Благовещенск",
    number="4/2026",
)

PROPOSALS: tuple[Row, ...] = (
    group_row("Статья 5. Права общественных советов", columns=5),
    row(
        "1",
        "Общественный совет при министерстве социальной защиты населения",
        "В части 2 слова «вправе направить» заменить словами «направляет в течение пяти рабочих "
        "дней», поскольку действующая редакция оставляет направление на усмотрение органа.",
        "Учтено",
        "Редакция части 2 изменена: срок направления установлен, усмотрение исключено.",
    ),
    row(
        "2",
        "Участник № 17, г. Свободный; ещё 41 участник",
        "Дополнить статью частью 3.1 об обязательном опубликовании мотивированного ответа на "
        "каждое предложение.",
        "Учтено частично",
        "Обязанность опубликования установлена для сводки предложений; отдельный ответ каждому "
        "участнику направляется по указанному им адресу.",
    ),
    group_row("Статья 8. Общественная экспертиза", columns=5),
    row(
        "3",
        "АНО «Центр развития гражданских инициатив»",
        "Увеличить срок проведения общественной экспертизы с 30 до 120 дней.",
        "Не учтено",
        "Предельный срок установлен частью 2 статьи 22 Федерального закона от 21 июля 2014 года "
        "№ 212-ФЗ «Об основах общественного контроля в Российской Федерации»; минимальный срок "
        "области в 30 дней позволяет рассмотреть законопроект до первого чтения.",
    ),
    row(
        "4",
        "Участник № 23, Тындинский муниципальный округ",
        "Предусмотреть участие представителей коренных малочисленных народов Севера.",
        "Принято к сведению",
        "Порядок формирования советов законопроектом не регулируется.",
    ),
)


def proposals_table(rows: tuple[Row, ...] = PROPOSALS) -> Table:
    return Table(
        caption="Предложения по структурным единицам законопроекта",
        columns=(
            Column(1, Align.CENTER),
            Column(4),
            Column(6),
            Column(3),
            Column(6),
        ),
        header=(
            row(
                "№",
                "Участник обсуждения",
                "Предложение",
                "Позиция ответственного комитета",
                "Обоснование",
            ),
        ),
        rows=rows,
    )


def tally_table() -> Table:
    return Table(
        caption="Участие в общественной экспертизе",
        columns=(Column(6), *(Column(2, Align.RIGHT),) * 3),
        header=(row("Участники", "Поступило", "Опубликовано", "Учтено полностью или частично"),),
        rows=(
            (cell("Общественные советы", header=True), cell("12"), cell("12"), cell("7")),
            (cell("Граждане", header=True), cell("318"), cell("305"), cell("49")),
            (cell("Некоммерческие организации", header=True), cell("21"), cell("21"), cell("9")),
        ),
    )


def wide_table() -> Table:
    names = ("Совет", "Поддержать", "С замечаниями", "Доработать", "Отклонить", "За", "Против")
    return Table(
        caption="Рекомендации общественных советов",
        columns=(Column(5), *(Column(2, Align.CENTER),) * 6),
        header=(
            (cell(""), cell("Рекомендация", span=4), cell("Голоса", span=2)),
            row(*names),
        ),
        rows=(
            row("Общественный совет при министерстве здравоохранения", "", "+", "", "", "9", "2"),
            row("Общественный совет при министерстве финансов", "+", "", "", "", "11", "0"),
        ),
    )


def _opening() -> tuple[Block, ...]:
    return (
        Heading(1, "Сведения о проведении общественной экспертизы", numbered=True),
        KeyValue(
            (
                Entry("Законопроект", paragraphs("№ 9-41, внесён Губернатором Амурской области")),
                Entry(
                    "Основание", paragraphs("Статья 10 Закона Амурской области от 1 июня 2015 г.")
                ),
                Entry(
                    "Срок проведения",
                    paragraphs("с 9 февраля по 10 марта 2026 г. (время благовещенское)"),
                ),
                Entry("Ответственный комитет", paragraphs("Комитет по вопросам законодательства")),
            )
        ),
        paragraph(
            "Общественная экспертиза проведена Общественной палатой Амурской области с участием "
            "двенадцати общественных советов. Все поступившие предложения рассмотрены "
            "ответственным комитетом, на каждое дан мотивированный ответ."
        ),
        tally_table(),
        Note(
            paragraphs(
                "Число предложений не является голосованием: участники обсуждения не образуют "
                "представительной выборки жителей области."
            )
        ),
    )


def _middle() -> tuple[Block, ...]:
    return (
        Heading(1, "Результаты рассмотрения предложений", numbered=True),
        Heading(2, "Предложения, повлиявшие на текст", numbered=True),
        Paragraph(
            (
                Run("Часть 2 статьи 5 изложена в следующей редакции: "),
                Run("«Общественный совет "),
                Run("вправе направить", deleted=True),
                Run(" "),
                Run("направляет в течение пяти рабочих дней", inserted=True),
                Run(" заключение в орган, разработавший проект»."),
            )
        ),
        proposals_table(),
        Heading(2, "Особое мнение", numbered=True),
        Quote(
            paragraphs(
                "Срок в тридцать дней недостаточен для советов отдалённых районов: связь и "
                "дорога отнимают до половины этого времени."
            ),
            source="И.П. Сидоренко, член Общественного совета при министерстве транспорта",
        ),
        wide_table(),
    )


def summary_conclusion() -> Document:
    """Every kind of block except the page break; three tables, one of them landscape."""
    return Document(
        title="по результатам общественной экспертизы проекта закона Амурской области «О внесении "
        "изменений в Закон Амурской области „Об общественном контроле в Амурской области“»",
        created=CREATED,
        requisites=REQUISITES,
        blocks=(
            *_opening(),
            *_middle(),
            Heading(1, "Выводы и рекомендации", numbered=True),
            paragraph("Общественная палата Амурской области рекомендует:"),
            List(
                ordered=True,
                items=(
                    paragraphs(
                        "Законодательному Собранию Амурской области принять законопроект в первом "
                        "чтении с учётом предложений, перечисленных в разделе 2;"
                    ),
                    paragraphs(
                        "комитету по вопросам законодательства до второго чтения уточнить срок "
                        "рассмотрения рекомендаций общественных советов;"
                    ),
                    paragraphs("опубликовать настоящее заключение в течение трёх рабочих дней."),
                ),
            ),
            paragraph("Настоящее заключение направляется:"),
            List(
                ordered=False,
                items=(
                    paragraphs("в Законодательное Собрание Амурской области;"),
                    paragraphs("Губернатору Амурской области."),
                ),
            ),
            Signature(
                post="Председатель Общественной палаты\nАмурской области",
                name="Н.В. Иванова",
                date="12.03.2026",
            ),
            Signature(post="Ответственный секретарь", name="А.С. Петров-Водкин"),
        ),
    )


def one_cell_document(text: str) -> Document:
    """The same foreign text wherever the text of a participant may stand."""
    runs = (Run(text), Run(text, bold=True), Run(text, inserted=True), Run(text, deleted=True))
    return Document(
        title="Испытание",
        created=CREATED,
        requisites=Requisites(organisation=(text,), number="1"),
        blocks=(
            Heading(1, f"Раздел {text}"),
            Paragraph(runs),
            List(ordered=True, items=(paragraphs(text),)),
            Table(
                columns=(Column(1), Column(2)),
                header=(row("№", text),),
                rows=((Cell(paragraphs(text), span=2, header=True),), row(text, text)),
                caption=text,
            ),
            KeyValue((Entry(text, paragraphs(text)),)),
            Quote(paragraphs(text), source=text),
            Note(paragraphs(text)),
            Signature(post=text, name=text, date=text),
        ),
    )
