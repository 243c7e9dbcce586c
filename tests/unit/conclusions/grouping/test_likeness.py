"""Who has said nearly this: by words that mean something, whatever their forms and order."""

import random

from hypothesis import given
from hypothesis import strategies as st

from consultations.conclusions.domain.grouping.likeness import likest, marked

SAID = {
    1: "Десяти дней мало: в селе письмо идёт неделю. Прошу увеличить срок до тридцати дней.",
    2: "Предлагаю публиковать протокол комиссии на сайте в течение трёх дней.",
    3: "Срок в десять дней слишком мал, жители сёл не успеют подать заявку. Увеличьте до 30 дней.",
    4: "Не поддерживаю: лишние расходы бюджета.",
    5: "Надо разрешить молодёжи с 14 лет участвовать в конкурсе проектов.",
}


def like(text: str, limit: int = 3) -> list[int]:
    return [likeness.key for likeness in likest(text, SAID, limit=limit)]


def test_the_same_thought_in_other_forms() -> None:
    assert set(like("Увеличить срок подачи заявок до 30 дней, в селе не успевают")) == {1, 3}
    assert like("Пусть молодежь с четырнадцати лет участвует в конкурсе проектов") == [5]
    assert like("протоколы комиссий публиковать на сайте") == [2]


def test_the_same_words_score_one() -> None:
    (likeness,) = likest(SAID[2], {2: SAID[2]}, limit=3)
    assert (likeness.score, likeness.is_turned) == (1.0, False)


def test_what_turns_the_sense_is_told() -> None:
    (likeness,) = likest(SAID[2].replace("трёх дней", "30 дней"), {2: SAID[2]}, limit=3)
    assert likeness.is_turned
    (likeness,) = likest(f"Не поддерживаю. {SAID[2]}", {2: SAID[2]}, limit=3)
    assert likeness.is_turned


def test_greetings_and_short_texts_are_like_nothing() -> None:
    assert like("Здравствуйте, хочу сказать спасибо за закон") == []
    assert like("срок") == []
    assert like("") == []


def test_the_order_of_candidates_does_not_matter() -> None:
    text = "Срок увеличить до 30 дней, жители сёл не успеют"
    pairs = list(SAID.items())
    first = {(one.key, one.score) for one in likest(text, dict(pairs), limit=3)}
    random.Random(7).shuffle(pairs)
    assert {(one.key, one.score) for one in likest(text, dict(pairs), limit=3)} == first


def test_words_in_common_are_marked() -> None:
    (likeness,) = likest("Протоколы публиковать на сайте", {2: SAID[2]}, limit=1)
    words = [part for part, is_shared in marked(SAID[2], likeness.shared) if is_shared]
    assert words == ["публиковать", "протокол", "сайте"]


@given(st.text(max_size=200), st.frozensets(st.sampled_from(["срок", "день", "30", "а"])))
def test_marking_loses_nothing(text: str, shared: frozenset[str]) -> None:
    assert "".join(part for part, _is_shared in marked(text, shared)) == text
