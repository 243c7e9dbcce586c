"""Checklists, corruption factors, considered proposals and votes of the councils' opinions, by the
key of the opinion. One opinion has its vote by counts only, as those from paper have."""

from .types import FactorData, OpinionDetails

_MATERIALS = (
    "Текст законопроекта, внесённого в Законодательное Собрание Амурской области\n"
    "Пояснительная записка к законопроекту\n"
    "Финансово-экономическое обоснование\n"
    "Предложения участников общественной экспертизы, опубликованные на сайте"
)

DETAILS = {
    "ov-chamber": OpinionDetails(
        materials=_MATERIALS,
        checklist=(
            ("federal_law", "yes", "Противоречий Федеральному закону № 135-ФЗ не выявлено."),
            ("regional_law", "yes", ""),
            ("rights", "partly", "Жители сёл без устойчивой связи не могут подтвердить часы."),
            ("consistency", "partly", "Статья 3 о равных условиях не подкреплена статьями 6 и 8."),
            ("feasibility", "yes", "Расходы на знаки и удостоверения невелики."),
            ("social_tension", "no", "Риск не усматривается."),
            ("burden", "yes", "Нагрузка возрастёт в четвёртом квартале."),
            ("enforcement", "partly", "Срок рассмотрения представлений не назван."),
            ("corruption", "partly", "См. перечень факторов."),
        ),
        factors=(
            FactorData(
                "vague_wording",
                "article:8/paragraph:3",
                "в разумный срок",
                "Выражение не позволяет проверить, соблюдён ли срок.",
                "Назвать срок рассмотрения представлений в днях.",
            ),
        ),
        considered=(
            ("c02", "supported", "Палата предлагает сохранить книжку на бумаге."),
            ("c10", "partly", "Состав комиссии предложено изменить, см. замечание к статье 8."),
        ),
    ),
    "ov-assembly": OpinionDetails(
        materials=_MATERIALS,
        checklist=(
            ("federal_law", "yes", ""),
            ("regional_law", "yes", "Предмет законопроекта отнесён к полномочиям области."),
            ("consistency", "partly", "Часть 3 статьи 9 отсылает к акту без срока его принятия."),
            ("corruption", "partly", "См. перечень факторов."),
        ),
        factors=(
            FactorData(
                "vague_wording",
                "article:8/paragraph:3",
                "рассматривает представления в разумный срок",
                "Срок зависит от усмотрения комиссии: его соблюдение нельзя проверить.",
                "Изложить: «в течение 30 дней со дня окончания срока их приема».",
            ),
        ),
        ballots=True,
        against=("burdukov",),
        absent=("dyachuk", "ponomarev"),
        excused=("shevelev",),
    ),
    "ov-ministry": OpinionDetails(
        materials=_MATERIALS,
        checklist=(
            ("federal_law", "yes", ""),
            ("rights", "partly", "Не учтены люди старшего возраста и жители малых сёл."),
        ),
        ballots=True,
        absent=("velikodnyy", "gorenko"),
        excused=("timchuk",),
    ),
    "os-chamber": OpinionDetails(
        materials=_MATERIALS,
        checklist=(
            ("federal_law", "yes", "Область вправе устанавливать такую ответственность."),
            ("regional_law", "yes", ""),
            ("rights", "partly", "Наказание за деяние, не названное в законе, недопустимо."),
            ("consistency", "no", "Три положения не отвечают требованию определённости закона."),
            ("feasibility", "partly", "Оценка стоимости удлинения работ не приведена."),
            ("social_tension", "partly", "В сёлах ограничение до 10 часов вызовет непонимание."),
            ("burden", "yes", "Число заседаний комиссий возрастёт."),
            ("enforcement", "partly", "Порядок фиксации громкости не определён."),
            ("corruption", "partly", "Два фактора, см. перечень."),
        ),
        factors=(
            FactorData(
                "may_formula",
                "article:1/point:7",
                "вправе устанавливать дополнительные ограничения",
                "Полномочие описано как возможность без условий и оснований, поэтому в разных муниципальных образованиях оно будет применяться произвольно.",
                "Исключить пункт либо назвать основания и пределы дополнительных ограничений.",
            ),
            FactorData(
                "vague_wording",
                "article:1/point:3/subpoint:в",
                "иные действия, нарушающие тишину и покой граждан",
                "Открытый перечень: гражданин не знает заранее, какое поведение запрещено.",
                "Сделать перечень исчерпывающим.",
            ),
        ),
        considered=(
            ("b10", "supported", "Признак громкости следует сохранить, см. замечание палаты."),
            ("b23", "supported", "Палата также предлагает исключить пункт 7."),
            ("b07", "partly", "Особенности сёл учесть следует, но без отказа от общего правила."),
            ("b06", "not_supported", "Дневной отдых детей важнее удобства подрядчиков."),
        ),
        ballots=True,
        against=("demchenko", "bezuglov", "astahov"),
        abstained=("rogova", "sedyh"),
        absent=("orehov", "vdovina", "kudelin", "chuprin", "bulatova", "zhdanov", "larina"),
        excused=("strelkov", "panfilova", "fadeeva", "ishchenko"),
        signatory="usoltsev",
    ),
    "os-assembly": OpinionDetails(
        materials=_MATERIALS,
        checklist=(
            ("federal_law", "yes", ""),
            ("regional_law", "yes", ""),
            ("consistency", "partly", "Юридическая техника требует правки."),
            ("enforcement", "partly", "Срок рассмотрения заявлений не согласован с заседаниями."),
        ),
        considered=(
            ("b24", "partly", "Ответ дан в замечаниях совета."),
            ("b25", "supported", "Порядок работы комиссий согласован."),
        ),
        ballots=True,
        abstained=("gavrikova",),
        absent=("ponomarev",),
        excused=("dyachuk",),
    ),
    "os-ministry": OpinionDetails(
        materials=_MATERIALS,
        checklist=(
            ("rights", "yes", "Законопроект усиливает защиту детей и людей с заболеваниями."),
            ("social_tension", "no", ""),
        ),
        considered=(("b20", "supported", "Трёх дней достаточно, чтобы подготовиться."),),
        ballots=True,
        against=("rusakova",),
        abstained=("gorenko",),
        absent=("velikodnyy",),
        excused=("timchuk",),
    ),
    "ob-assembly": OpinionDetails(
        materials="Текст законопроекта\nПояснительная записка",
        checklist=(
            ("federal_law", "yes", "Законопроект развивает статью 56.1 Бюджетного кодекса."),
            ("corruption", "partly", "См. перечень факторов."),
        ),
        factors=(
            FactorData(
                "broad_discretion",
                "chapter:III/article:16/paragraph:4/point:5",
                "признания проекта нецелесообразным",
                "Основание отказа не имеет признаков и обесценивает остальные.",
                "Исключить пункт 5.",
            ),
        ),
        considered=(("a04", "supported", "Совет пришёл к тому же выводу."),),
    ),
}
