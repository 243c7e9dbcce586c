"""What a person typed: cleaned once, refused for a named reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.comments.domain.texts import MAX_TEXT, NEEDS_WORDING, CommentText
from consultations.comments.errors import CommentError, CommentProblem
from consultations.comments.forms import (
    CommentForm,
    EntryForm,
    ModerationForm,
    ObjectionDecisionForm,
)
from consultations.comments.messages import PROBLEM_FIELDS, problem_message
from consultations.comments.models.comment import NEEDS_WORDING as NEEDED_IN_TABLE
from consultations.comments.models.comment import CommentKind


def text(*, kind: str = "opinion", rationale: str = "Срок мал.", proposed: str = "") -> CommentText:
    return CommentText(kind=kind, stance="oppose", rationale=rationale, proposed_text=proposed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Срок мал. \n", "Срок мал."),
        ("Первая.\r\nВторая.\rТретья.", "Первая.\nВторая.\nТретья."),
        ("Ноль\x00 и звонок\x07", "Ноль и звонок"),
        ("Столбец\tвторой", "Столбец\tвторой"),
        ("\x00 \r\n", ""),
    ],
)
def test_texts_are_cleaned(typed: str, kept: str) -> None:
    cleaned = text(rationale=typed, proposed=typed).cleaned()
    assert (cleaned.rationale, cleaned.proposed_text) == (kept, kept)
    assert (cleaned.kind, cleaned.stance) == ("opinion", "oppose")


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = text(rationale=typed, proposed=typed).cleaned()
    assert once.cleaned() == once
    assert not any(char < " " and char not in "\n\t" for char in once.rationale)
    assert set(once.rationale) <= {*typed, "\n"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (text(), None),
        (text(rationale=""), CommentProblem.NO_TEXT),
        (text(kind="amend"), CommentProblem.NO_WORDING),
        (text(kind="add"), CommentProblem.NO_WORDING),
        (text(kind="amend", proposed="Десять дней"), None),
        (text(kind="delete"), None),
        (text(kind="question"), None),
        (text(kind="amend", rationale=""), CommentProblem.NO_TEXT),
        (text(rationale="я" * MAX_TEXT, proposed="я" * MAX_TEXT), None),
        (text(rationale="я" * (MAX_TEXT + 1)), CommentProblem.TOO_LONG),
        (text(proposed="я" * (MAX_TEXT + 1)), CommentProblem.TOO_LONG),
    ],
)
def test_the_first_fault_is_named(typed: CommentText, code: CommentProblem | None) -> None:
    assert typed.problem() == code


def test_domain_and_table_ask_for_a_wording_of_the_same_kinds() -> None:
    assert {str(kind) for kind in NEEDED_IN_TABLE} == NEEDS_WORDING
    assert set(CommentKind.values) >= NEEDS_WORDING


@pytest.mark.parametrize("code", CommentProblem)
def test_every_refusal_has_a_sentence(code: CommentProblem) -> None:
    sentence = problem_message(CommentError(code))
    assert len(sentence) > 20
    assert "%(" not in sentence


def test_refusals_speak_of_fields_that_exist() -> None:
    forms = (CommentForm, EntryForm, ModerationForm, ObjectionDecisionForm)
    fields = {name for form in forms for name in form.declared_fields}
    assert set(PROBLEM_FIELDS.values()) <= fields


@pytest.mark.parametrize(
    "unseen",
    ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\u061c", "\u202e", "\u034f", "\u3164"],
)
def test_what_nobody_sees_is_taken_out(unseen: str) -> None:
    typed = CommentText("opinion", "neutral", f"+7 914{unseen} 123{unseen}-45-67")
    assert typed.cleaned().rationale == "+7 914 123-45-67"
    assert CommentText("opinion", "neutral", unseen).cleaned().problem() == "no_text"


def test_pictures_of_several_parts_stay_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert CommentText("opinion", "neutral", family).cleaned().rationale == family
