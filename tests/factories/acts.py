"""Short texts of acts as files: what a clerk would import."""

ACT = """Проект

ЗАКОН АМУРСКОЙ ОБЛАСТИ

О молодёжной политике

Настоящий Закон регулирует отношения в сфере молодёжной политики.

Глава 1. Общие положения

Статья 1. Предмет регулирования

1. Настоящий Закон определяет:
1) цели молодёжной политики;
2) полномочия органов власти.
2. Правовую основу составляет Конституция Российской Федерации.

Статья 2. Цели

Целями молодёжной политики являются:
1) защита прав молодёжи;
2) поддержка молодых семей.

Статья 3. Вступление в силу

Настоящий Закон вступает в силу со дня официального опубликования.

Губернатор Амурской области
г. Благовещенск
"""

# The same act with a point more, and article 3 in other words.
SECOND_ACT = ACT.replace(
    "2) поддержка молодых семей.",
    "2) поддержка молодых семей;\n3) содействие занятости.",
).replace("со дня официального опубликования", "через десять дней после опубликования")

UNITS = [
    "chapter:1",
    "chapter:1/article:1",
    "chapter:1/article:1/paragraph:1",
    "chapter:1/article:1/paragraph:1/point:1",
    "chapter:1/article:1/paragraph:1/point:2",
    "chapter:1/article:1/paragraph:2",
    "chapter:1/article:2",
    "chapter:1/article:2/point:1",
    "chapter:1/article:2/point:2",
    "chapter:1/article:3",
]


def long_act(articles: int) -> bytes:
    """An act of as many articles, each with two points, as a text file."""
    parts = ["ЗАКОН АМУРСКОЙ ОБЛАСТИ", "О длинном законе"]
    for number in range(1, articles + 1):
        parts += [
            f"Статья {number}. Предмет {number}",
            "Органы власти области:",
            f"1) принимают решения по предмету {number};",
            "2) публикуют их.",
        ]
    return "\n\n".join(parts).encode()
