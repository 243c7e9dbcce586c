"""Which answers are flagged: figures on labelled ones, and laws."""

import csv
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.conclusions.domain.repeats import may_change, repeats
from consultations.conclusions.domain.substance import Substance, is_empty

ROOT = Path(__file__).resolve().parents[3]
WORDS = [
    "срок", "сход", "оповещение", "житель", "бюджет", "дорога", "шум", "двор", "собака",
    "лай", "штраф", "снег", "двигатель", "мороз", "село", "округ", "староста", "журнал",
    "камера", "прибор", "замер", "час", "день", "лето", "зима", "праздник",
]  # fmt: skip

# The dictionary is read while the first texts are made.
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@cache
def rules() -> tuple[tuple[str, ...], dict[str, str]]:
    """The stock phrases of the rules, and the titles of reasons by code."""
    data = tomllib.loads((ROOT / "core/rules/data/answers.toml").read_text(encoding="utf-8"))
    phrases = tuple(row["title"] for row in data["phrase"])
    return phrases, {row["code"]: row["title"] for row in data["reason"]}


@cache
def labelled() -> tuple[dict[str, str], ...]:
    with (ROOT / "tests/data/substance/answers.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def flagged(row: dict[str, str]) -> bool:
    phrases, titles = rules()
    return is_empty(row["text"], phrases=phrases, title=titles[row["reason"]])


def test_the_labelled_answers_are_many_and_of_both_sorts() -> None:
    labels = [row["label"] for row in labelled()]
    assert len(labels) >= 40
    assert min(labels.count("empty"), labels.count("says")) >= 20


def test_what_is_flagged_is_empty() -> None:
    found = [row for row in labelled() if flagged(row)]
    wrong = [row["text"] for row in found if row["label"] != "empty"]
    assert 1 - len(wrong) / len(found) >= 0.97, wrong


def test_what_is_empty_is_flagged() -> None:
    empty = [row for row in labelled() if row["label"] == "empty"]
    missed = [row["text"] for row in empty if not flagged(row)]
    assert 1 - len(missed) / len(empty) >= 0.95, missed


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("", False),
        ("– …", False),
        ("Нецелесообразно!", True),
        ("НЕЦЕЛЕСООБРАЗНЫМ", True),
        ("Предложение к пункту 3 части 1 статьи 5 отклонено.", True),
        ("Противоречит пункту 3 части 1 статьи 5 закона.", False),
        ("Противоречит Федеральному закону № 131-ФЗ.", True),
        ("См. ответ на предложение участника № 12.", False),
        ("См. ответ на предложение.", True),
    ],
)
def test_single_cases(text: str, is_so: bool) -> None:
    assert is_empty(text, phrases=rules()[0]) is is_so


def test_the_title_of_the_reason_says_nothing_more() -> None:
    title = "Вводит избыточное регулирование"
    text = "Предложение вводит избыточное регулирование для дворов."
    assert is_empty(text, phrases=("предложение",), title=title)
    assert not is_empty(text, phrases=("предложение",))


@patient
@given(st.lists(st.sampled_from(rules()[0]), min_size=1, max_size=4))
def test_stock_phrases_in_any_number_are_empty(phrases: list[str]) -> None:
    assert is_empty(". ".join(phrases), phrases=rules()[0])


@patient
@given(st.lists(st.sampled_from(rules()[0]), max_size=3), st.sampled_from(WORDS))
def test_a_norm_and_a_fact_are_never_empty(phrases: list[str], word: str) -> None:
    text = ". ".join([*phrases, f"Так установлено частью 2 статьи 15, {word}"])
    assert not is_empty(text, phrases=rules()[0])


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)


@patient
@given(texts, st.randoms(use_true_random=False))
def test_another_order_is_a_repetition(words: list[str], random: object) -> None:
    other = list(words)
    random.shuffle(other)  # type: ignore[attr-defined]
    found = repeats({"one": " ".join(words), "two": " ".join(other).capitalize() + "!"})
    assert found == {"one": ("two",), "two": ("one",)}


@patient
@given(st.lists(st.sampled_from(WORDS), min_size=8, max_size=30), st.data())
def test_few_changed_words_are_a_repetition(words: list[str], data: st.DataObject) -> None:
    other = list(words)
    for place in data.draw(
        st.sets(st.integers(0, len(words) - 1), max_size=may_change(len(words)))
    ):
        other[place] = "самолёт"
    assert repeats({1: " ".join(words), 2: " ".join(other)}) == {1: (2,), 2: (1,)}


@patient
@given(texts)
def test_more_changed_words_are_another_answer(words: list[str]) -> None:
    changed = may_change(len(words)) + 1
    other = ["самолёт", "пароход", "трамвай"][:changed] + words[changed:]
    assert repeats({1: " ".join(words), 2: " ".join(other)}) == {}


@patient
@given(st.lists(texts, max_size=12))
def test_repetition_is_mutual_and_never_of_itself(many: list[list[str]]) -> None:
    found = repeats({number: " ".join(words) for number, words in enumerate(many)})
    for key, others in found.items():
        assert key not in others
        assert all(key in found[other] for other in others)


def test_an_open_reference_is_no_repetition() -> None:
    pointer = "См. ответ на предложение № 12: доводы те же."
    assert repeats({1: pointer, 2: pointer}) == {}
    assert repeats({1: "См. выше.", 2: "См. выше."}) == {1: (2,), 2: (1,)}


def test_the_share() -> None:
    found = Substance.of([([], 46), (["empty"], 2), (["empty", "repeated"], 1), (["repeated"], 1)])
    assert (found.answered, found.to_the_point, found.empty, found.repeated) == (50, 46, 3, 2)
    assert found.percent == 92
    assert Substance.of([([], 199), (["empty"], 1)]).percent == 99
    assert Substance().percent == 0
