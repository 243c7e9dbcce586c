"""Who has said this already: by words that mean something, whatever their forms and order."""

import random

from consultations.comments.domain.similarity import most_similar, stems

SAID = {
    1: "Десяти дней мало: в селе письмо идёт неделю. Прошу увеличить срок до тридцати дней.",
    2: "Предлагаю публиковать протокол комиссии на сайте в течение трёх дней.",
    3: "Срок в десять дней слишком мал, жители сёл не успеют подать заявку. Увеличьте до 30 дней.",
    4: "Не поддерживаю: лишние расходы бюджета.",
    5: "Надо разрешить молодёжи с 14 лет участвовать в конкурсе проектов.",
}


def like(text: str, limit: int = 3) -> list[int]:
    candidates = {key: stems(said) for key, said in SAID.items()}
    return [match.key for match in most_similar(text, candidates, limit=limit)]


def test_the_same_thought_in_other_forms() -> None:
    assert set(like("Увеличить срок подачи заявок до 30 дней, в селе не успевают")) == {1, 3}
    assert like("Пусть молодежь с четырнадцати лет участвует в конкурсе") == [5]
    assert like("протоколы комиссий публиковать на сайте") == [2]


def test_the_same_words_score_one() -> None:
    (match, *_rest) = most_similar(SAID[2], {2: stems(SAID[2])}, limit=3)
    assert match.score == 1.0


def test_greetings_and_short_texts_are_like_nothing() -> None:
    assert like("Здравствуйте, хочу сказать спасибо за закон") == []
    assert like("срок дней") == []
    assert like("") == []


def test_the_order_of_candidates_does_not_matter() -> None:
    text = "Срок увеличить до 30 дней, жители сёл не успеют"
    pairs = [(key, stems(said)) for key, said in SAID.items()]
    first = most_similar(text, dict(pairs), limit=3)
    random.Random(7).shuffle(pairs)
    assert most_similar(text, dict(pairs), limit=3) == first
