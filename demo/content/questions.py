"""The organiser's questions of the demo, and who has answered them."""

from .bills import BUDGETING
from .types import QuestionData, SheetData

QUESTIONS: dict[str, tuple[QuestionData, ...]] = {
    BUDGETING: (
        QuestionData(
            "term", "chapter:III/article:14/paragraph:2", "single",
            "За сколько дней до схода или собрания нужно предупреждать жителей?",
            (
                "За 5 дней, как в законопроекте",
                "За 10 рабочих дней",
                "За 14 дней",
                "Срок должен устанавливать округ",
            ),
        ),
        QuestionData(
            "ways", "chapter:III/article:14/paragraph:2", "multiple",
            "Откуда вы обычно узнаёте о собраниях и сходах?",
            (
                "Объявление на стенде или в магазине",
                "Местная газета, радио",
                "Сайт округа",
                "Домовой или сельский чат",
                "От старосты, соседей",
                "Обычно не узнаю",
            ),
        ),
        QuestionData(
            "took-part", "", "single",
            "Участвовали ли вы или ваши близкие в отборе инициативных проектов раньше?",
            ("Да, помогали готовить проект", "Да, выбирали проект на собрании или на сайте", "Нет, но хотелось бы", "Нет, это не интересно"),
        ),
        QuestionData(
            "obstacle", "", "text",
            "Что больше всего мешает предложить проект в вашем населённом пункте?",
        ),
    ),
}  # fmt: skip

# The author, when, and the answers: places of options from zero, or words.
SHEETS: dict[str, tuple[SheetData, ...]] = {
    BUDGETING: (
        SheetData("antropova", (-10, "19:02"), {"term": (2,), "ways": (0, 4), "took-part": (2,), "obstacle": "Некому помочь со сметой: в селе нет ни одного инженера."}),
        SheetData("ignatov", (-10, "21:15"), {"term": (2,), "ways": (0, 1), "took-part": (1,)}),
        SheetData("drobot", (-9, "12:40"), {"term": (0,), "ways": (2, 3), "took-part": (3,)}),
        SheetData("zimina", (-9, "18:33"), {"term": (1,), "ways": (0, 3, 4), "took-part": (0,), "obstacle": "Собрать деньги с жителей до того, как проект отобран, почти невозможно."}),
        SheetData("nechaev", (-8, "08:05"), {"term": (3,), "ways": (3,), "took-part": (2,)}),
        SheetData("rudakova", (-7, "20:20"), {"term": (1,), "ways": (5,), "took-part": (2,)}),
        SheetData("fedotova", (-6, "10:48"), {"term": (2,), "ways": (0, 4)}),
        SheetData("kovrigina", (-5, "21:30"), {"term": (2,), "ways": (3, 4), "took-part": (1,)}),
        SheetData("chernov", (-3, "13:12"), {"ways": (2, 3), "took-part": (2,), "obstacle": "Не знаем, к кому идти с идеей."}),
    ),
}  # fmt: skip
