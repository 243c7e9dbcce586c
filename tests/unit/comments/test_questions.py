"""What makes a question, and shares of those who answered."""

import pytest

from consultations.comments.domain.questions import (
    MAX_OPTION,
    MAX_OPTIONS,
    MAX_QUESTION,
    Given,
    QuestionText,
    share,
    wording,
)
from consultations.comments.errors import QuestionProblem
from consultations.comments.messages import _QUESTION_WORDS

TWO = ("Да", "Нет")


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (QuestionText("single", "Нужно?", TWO), None),
        (QuestionText("text", "Почему?"), None),
        (QuestionText("single", "  ", TWO), "no_question"),
        (QuestionText("single", "ы" * MAX_QUESTION, TWO), None),
        (QuestionText("single", "ы" * (MAX_QUESTION + 1), TWO), "question_too_long"),
        (QuestionText("text", "Почему?", ("Да",)), "options_not_asked"),
        (QuestionText("text", "Почему?", (" ", "")), None),
        (QuestionText("multiple", "Что?", ("Да", " ")), "too_few_options"),
        (QuestionText("single", "Что?", tuple(map(str, range(MAX_OPTIONS)))), None),
        (
            QuestionText("single", "Что?", tuple(map(str, range(MAX_OPTIONS + 1)))),
            "too_many_options",
        ),
        (QuestionText("single", "Что?", ("Да", "ы" * (MAX_OPTION + 1))), "option_too_long"),
        (QuestionText("single", "Что?", ("Не  знаю", "не знаю")), "same_options"),
    ],
)
def test_what_makes_a_question(question: QuestionText, problem: str | None) -> None:
    assert question.cleaned().problem() == problem
    assert problem is None or QuestionProblem(problem)


def test_every_refusal_has_words() -> None:
    assert set(_QUESTION_WORDS) == set(QuestionProblem)


@pytest.mark.parametrize(
    ("count", "total", "percent"),
    [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (3, 3, 100)],
)
def test_shares_are_rounded_half_up(count: int, total: int, percent: int) -> None:
    assert share(count, total) == percent


def test_the_wording_changes_with_every_word_and_place() -> None:
    first = wording([(1, "single", "Нужно?", (1, "Да"), (2, "Нет"))])
    assert first == wording([(1, "single", "Нужно?", (1, "Да"), (2, "Нет"))])
    others = (
        [(1, "multiple", "Нужно?", (1, "Да"), (2, "Нет"))],
        [(1, "single", "Нужно ли?", (1, "Да"), (2, "Нет"))],
        [(1, "single", "Нужно?", (2, "Нет"), (1, "Да"))],
        [],
    )
    assert len({first, *map(wording, others)}) == 1 + len(others)


def test_an_answer_survives_plain_json() -> None:
    given = Given(7, (1, 2), "слова")
    assert Given.of(given.to_plain()) == given
