"""The text of a resolution is read back as it was made."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.registers.tracker.domain.resolution import (
    MOST,
    Addressee,
    Direction,
    Recommendation,
    ResolutionError,
    parse_resolution,
)

WORDS = ("создать", "Совет", "№ 5", "2.1.3", "НКО,", "(СОНКО)", "в", "ё")
# What a recommendation may say besides: it may be anything that stands in one line.
SIGNS = ("–", "-", "«Форум»", '"портал"', "палате:", "и:", "§;")


def made(random: Random) -> "Shape":
    """Some directions with addressees and recommendations."""

    def words(*known: str) -> str:
        return " ".join(random.choice(known) for _ in range(random.randint(1, 4)))

    def item() -> str:
        return f"{random.choice(WORDS)} {words(*WORDS, *SIGNS)}"

    def several(make: Callable[[], Any]) -> list[Any]:
        return [make() for _ in range(random.randint(1, 3))]

    return several(lambda: (words(*WORDS), several(lambda: (words(*WORDS), several(item)))))


Shape = list[tuple[str, list[tuple[str, list[str]]]]]


def tree(shape: Shape) -> tuple[Direction, ...]:
    return tuple(
        Direction(
            place,
            title,
            tuple(
                Addressee(
                    second,
                    name,
                    tuple(
                        Recommendation(f"{place}.{second}.{third}", text)
                        for third, text in enumerate(items, start=1)
                    ),
                )
                for second, (name, items) in enumerate(addressees, start=1)
            ),
        )
        for place, (title, addressees) in enumerate(shape, start=1)
    )


@given(st.randoms(), st.sampled_from(['"{}"', "«{}»", "“{}”", "«{}»."]), st.sampled_from("-–—•"))
def test_what_was_written_is_read_back(random: Random, quotes: str, dash: str) -> None:
    shape = made(random)
    lines = ["г. Благовещенск", "- участники: многие;", ""]
    for title, addressees in shape:
        lines.append(quotes.format(title))
        for name, items in addressees:
            lines += [f"  {name}:", *(f" {dash}  {item}" for item in items), ""]
    assert parse_resolution("\n".join(lines)) == tree(shape)


def test_marks_of_an_editor_and_spaces_are_left_out() -> None:
    text = '"Доступ  к услугам"\n [bookmark: _GoBack]Палате:\n-\tвести   реестр; \n'
    (direction,) = parse_resolution(text)
    assert direction.title == "Доступ к услугам"
    assert direction.addressees[0].name == "Палате"
    assert direction.addressees[0].recommendations == (Recommendation("1.1.1", "вести реестр;"),)


def test_quotation_marks_inside_a_heading_stay() -> None:
    (direction,) = parse_resolution("«О форуме «Взаимодействие»»\nПалате:\n- провести.")
    assert direction.title == "О форуме «Взаимодействие»"


def test_a_heading_without_an_addressee_is_none() -> None:
    assert len(parse_resolution("«Форум»\n«Контроль»\nПалате:\n- провести.")) == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "nothing", 0),
        ("Палате:\n- провести.", "nothing", 0),
        ("«Контроль»\nПалате:\n«Доступ»\nПалате:\n- вести.", "empty", 2),
        ("«Контроль»\nПалате:\nСоветам:\n- вести.", "empty", 2),
        ("«Контроль»\nПалате:\n- вести\nи хранить.", "unknown", 4),
        ("«Контроль»\nПалате:\n- вести.\n-", "unknown", 4),
        (f"«{'к' * (MOST + 1)}»\nПалате:\n- вести.", "too_long", 1),
        (f"«Контроль»\n{'п' * (MOST + 1)}:\n- вести.", "too_long", 2),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(ResolutionError) as caught:
        parse_resolution(text)
    assert (caught.value.code, caught.value.line) == (code, line)
