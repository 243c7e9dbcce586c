"""What a text adds to those above it: nothing that matters is ever left out."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.conclusions.domain.grouping.additions import Above
from tests.unit.conclusions.grouping.labelled import campaigns, opposites

FIRST = "Предлагаю увеличить срок рассмотрения обращений граждан до 30 дней."
SECOND = "Поселковые администрации не успевают подготовить ответы (см. ст. 5 п. 3)."
THIRD = "А штраф за опоздание с ответом надо отменить."
BASE = f"{FIRST} {SECOND}"


def news(text: str, *above: str) -> list[str]:
    """The new stretches of a text, without the spaces around them."""
    return [part.text.strip() for part in shown(*above).news(text) if part.is_new]


def shown(*texts: str) -> Above:
    above = Above()
    for text in texts:
        above.show(text)
    return above


@pytest.mark.parametrize(
    "text",
    [
        BASE,
        f"{SECOND} {FIRST}",
        f"{SECOND}\n{FIRST}",
        f"Здравствуйте! {BASE}",
        f"Здравствуйте, {BASE[0].lower()}{BASE[1:]}",
        f"Уважаемые депутаты Законодательного Собрания, {BASE}",
        f"{BASE}\nС уважением, Иванова М. П., г. Свободный",
        f"{BASE} Спасибо за внимание!",
        f"{BASE} Прошу учесть.",
        BASE.replace("увеличить", "увелчить").replace("подготовить", "подгтовить"),
        BASE.replace("не успевают", "неуспевают"),
        BASE.upper(),
    ],
)
def test_the_same_words_add_nothing(text: str) -> None:
    assert news(text, BASE) == []


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (f"{BASE} {THIRD}", [THIRD]),
        (f"{THIRD} {SECOND}", [THIRD]),
        (f"{FIRST} {THIRD} {SECOND}", [THIRD]),
        (f"{THIRD} {SECOND} {FIRST.replace('30', '20')}", [THIRD, FIRST.replace("30", "20")]),
        (BASE.replace("30", "10"), [FIRST.replace("30", "10")]),
        (BASE.replace("до 30", "до -30"), [FIRST.replace("30", "-30")]),
        (BASE.replace("до 30", "после 30"), [FIRST.replace("до 30", "после 30")]),
        (BASE.replace("дней.", "дней?"), [FIRST.replace("дней.", "дней?")]),
        (BASE.replace("увеличить", "уменьшть"), [FIRST.replace("увеличить", "уменьшть")]),
        (BASE.replace("не успевают", "успевают"), [SECOND.replace("не успевают", "успевают")]),
        (f"{BASE} У меня трое детей, младшему 4 года.", ["У меня трое детей, младшему 4 года."]),
        (f"{BASE} С уважением, 45 семей", ["С уважением, 45 семей"]),
        ("Добрый день!", ["Добрый день!"]),
    ],
)
def test_what_is_said_besides_is_shown(text: str, added: list[str]) -> None:
    assert news(text, BASE) == added


def test_what_one_text_of_several_says_is_said() -> None:
    assert news(f"{THIRD} {FIRST}", FIRST, THIRD) == []


@pytest.mark.parametrize(
    ("above", "text"),
    [
        ("Увеличить срок рассмотрения жалоб? Нет.", "Увеличить штраф за опоздание? Нет."),
        (f"{FIRST} Это лишнее.", f"{THIRD} Это лишнее."),
        (f"{FIRST} Так было всегда и везде.", f"{THIRD} Так было всегда и везде."),
        (f"Нет. {FIRST}", FIRST.replace("увеличить", "сократить") + " Нет."),
    ],
)  # fmt: skip
def test_a_short_sentence_stays_with_what_it_is_about(above: str, text: str) -> None:
    assert news(text, above) == [text]


def test_who_is_for_is_not_merely_polite() -> None:
    assert news(f"{BASE} Я за.", BASE) != []


def test_slips_do_not_lead_from_word_to_word() -> None:
    """A text that was taken for a slip of another is no pattern for the next one."""
    steps = [FIRST.replace("обращений", slip) for slip in ("обращении", "обрщщении", "обрщщннии")]
    assert news(steps[2], FIRST, *steps[:2]) == news(steps[2], FIRST)


@pytest.mark.parametrize(("one", "two", "why"), opposites())
def test_the_opposite_is_always_shown(one: str, two: str, why: str) -> None:
    assert news(two, one), why
    assert news(one, two), why


# --- Laws -----------------------------------------------------------------------------------------

_VERBS = ("увеличить", "уменьшить", "отменить", "не отменять", "сохранить")
_THINGS = ("срок рассмотрения заявлений", "размер штрафа за опоздание", "перечень документов")
_NUMBERS = ("до 10 дней", "до 30 дней", "после 30 дней", "без 3 дней")
_SLIPS = {"рассмотрения": "рассмтрения", "документов": "докуметнов", "опоздание": "опозданние"}
_GREETINGS = ("", "Здравствуйте! ", "Добрый день! ", "Уважаемые депутаты! ")
_ENDS = ("", " Спасибо за внимание!", " Прошу учесть.", "\nС уважением, Мария Иванова")

_meanings = st.tuples(
    st.sampled_from(_VERBS), st.sampled_from(_THINGS), st.sampled_from(_NUMBERS)
).map(lambda words: "Предлагаю {} {} {}.".format(*words))
_letters = st.tuples(
    st.sampled_from(_GREETINGS), st.lists(_meanings, min_size=1, max_size=5), st.sampled_from(_ENDS)
)
_Letter = tuple[str, list[str], str]
_near = [text.text for members in list(campaigns().values())[:60] for text in members]


def written(letter: _Letter) -> str:
    greeting, meanings, end = letter
    return f"{greeting}{' '.join(meanings)}{end}"


def slipped(text: str, are_there: bool) -> str:
    for word, slip in _SLIPS.items() if are_there else ():
        text = text.replace(word, slip)
    return text


@settings(deadline=None)
@given(st.lists(st.tuples(_letters, st.booleans()), min_size=1, max_size=5), _letters)
def test_exactly_what_is_said_above_is_left_out(
    above: list[tuple[_Letter, bool]], letter: _Letter
) -> None:
    said = {meaning for (_greeting, meanings, _end), _has_slips in above for meaning in meanings}
    added = news(written(letter), *(slipped(written(one), has_slips) for one, has_slips in above))
    shown_now = [one for one in re.split(r"(?<=\.)\s+", " ".join(added)) if one]
    assert shown_now == [meaning for meaning in letter[1] if meaning not in said]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_near), max_size=3), st.one_of(st.sampled_from(_near), st.text()))
def test_the_stretches_are_the_text(above: list[str], text: str) -> None:
    parts = shown(*above).news(text)
    assert "".join(part.text for part in parts) == text
    assert all(one.is_new != two.is_new for one, two in pairwise(parts))


@settings(deadline=None)
@given(st.lists(st.sampled_from(_near), max_size=4), st.sampled_from(_near))
def test_no_number_is_left_out_that_is_not_above(above: list[str], text: str) -> None:
    left = " ".join(part.text for part in shown(*above).news(text) if not part.is_new)
    assert set(re.findall(r"\d+", left)) <= set(re.findall(r"\d+", " ".join(above)))


@settings(deadline=None)
@given(st.one_of(st.sampled_from(_near), st.text(max_size=200)))
def test_what_is_shown_once_adds_nothing(text: str) -> None:
    assert news(text, text) == []
