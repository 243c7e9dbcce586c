"""One text, edited as people edit, and turned as nobody may overlook."""

import pytest

from consultations.conclusions.domain.grouping import Grouper, group_texts, is_same, text_print

BASE = (
    "Предлагаю увеличить срок рассмотрения обращений граждан до 30 дней. "
    "Поселковые администрации не успевают подготовить ответы."
)


def same(one: str, two: str = BASE, provision: str = "") -> bool:
    return is_same(text_print(one, provision), text_print(two, provision))


@pytest.mark.parametrize(
    "text",
    [
        f"Здравствуйте! {BASE}",
        f"Уважаемые депутаты Законодательного Собрания, {BASE}",
        f"{BASE}\nС уважением, Иванова М. П., г. Свободный",
        f"{BASE}\n\nпенсионерка из Тынды",
        f"{BASE} Спасибо за внимание!",
        f"{BASE} У меня трое детей, младшему 4 года.",
        f"Живу здесь с 1987 года. {BASE}",
        BASE.replace("увеличить", "увелчить").replace("подготовить", "подготвоить"),
        BASE.replace("не успевают", "неуспевают"),
        BASE.replace("Предлагаю увеличить", "Предлагаюувеличить"),
        ". ".join(reversed(BASE.rstrip(".").split(". "))),
        BASE.replace("а", "a").replace("о", "o").replace("с", "c"),
        BASE.upper(),
        BASE.replace(" ", "\n", 4),
        f"1) {BASE.replace('. ', chr(10) + '2) ')}",
        f"В проекте написано: «Обращения рассматриваются в течение двадцати дней». {BASE}",
        f"> Обращения рассматриваются в течение двадцати дней\n{BASE}",
        BASE.replace("обращений", "обра\u00adщений\u200b"),
    ],
)
def test_edits_leave_the_argument(text: str) -> None:
    assert same(text)


@pytest.mark.parametrize(
    "text",
    [
        BASE.replace("увеличить", "уменьшить"),
        BASE.replace("увеличить", "уменьшть"),
        BASE.replace("30", "10"),
        BASE.replace("30", "3"),
        BASE.replace("не успевают", "успевают"),
        BASE.replace("Предлагаю", "Не предлагаю"),
        BASE.replace("до 30", "после 30"),
        BASE.replace("Поселковые", "Районные"),
        f"{BASE} А штраф за опоздание надо отменить.",
        f"{BASE} Но не для районов.",
        BASE.replace("граждан", "юридических лиц"),
    ],
)
def test_turns_make_another_argument(text: str) -> None:
    assert not same(text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Поддерживаю эту норму полностью.", "Не поддерживаю эту норму полностью."),
        ("Поддерживаю эту норму.", "Неподдерживаю эту норму."),
        ("Передать дороги от района округу.", "Передать дороги от округа району."),
        ("Включить в перечень сельские клубы", "Исключить из перечня сельские клубы"),
        ("Вкключить сельские клубы в перечень", "Исключить сельские клубы в перечень"),
        ("Я за.", "Я против."),
        ("Проезд должен быть бесплатным", "Проезд должен быть платным"),
        ("Изложить: «срок тридцать дней»", "Изложить: «срок тринадцать дней»"),
    ],
)
def test_opposites_never_meet(one: str, two: str) -> None:
    assert not same(one, two)


def test_a_slip_does_not_bridge_two_directions() -> None:
    words = "Прошу {} норму вылова карася для жителей Зеи"
    rows = [
        (number, words.format(verb), "")
        for number, verb in enumerate(("повысить", "поысить", "понизить", "поинзить"))
    ]
    assert group_texts(rows) == [[0, 1], [2, 3]]


def test_proposed_words_are_no_quotation() -> None:
    begin = "Изложить часть 2 в следующей редакции: "
    one = f"{begin}«Совет собирается не реже одного раза в месяц»"
    two = f"{begin}«Совет собирается не реже одного раза в квартал»"
    assert not same(one, two)


def test_the_words_of_the_provision_are_known_without_quotes() -> None:
    provision = "Обращения рассматриваются в течение двадцати дней со дня их регистрации."
    assert same(f"{provision}\n{BASE}", BASE, provision)
    assert not same(f"{provision}\n{BASE}", BASE)


def test_other_provisions_are_other_groups() -> None:
    assert group_texts([(1, BASE, "article:5"), (2, BASE, "article:6")]) == [[1], [2]]


def test_nothing_is_the_same_as_nothing() -> None:
    assert group_texts([(1, "…", ""), (2, "!!!", ""), (3, "", "")]) == [[1], [2], [3]]


def test_a_key_is_added_once() -> None:
    grouper = Grouper()
    grouper.add("a", BASE)
    with pytest.raises(ValueError, match="a"):
        grouper.add("a", "другой текст")
