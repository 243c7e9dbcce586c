"""Required blocks of a closing document, and its digest."""

from consultations.control.domain.closing import ClosingData, Required, digest, missing_blocks

REQUIRED = (Required("inspection.tasks", "Задачи"), Required("inspection.facts", "Факты"))


def test_an_empty_block_is_missed_in_the_order_of_the_rules() -> None:
    assert missing_blocks(ClosingData(tasks=" \n", facts=""), REQUIRED) == list(REQUIRED)
    assert missing_blocks(ClosingData(tasks="Проверить"), REQUIRED) == [REQUIRED[1]]
    assert missing_blocks(ClosingData(tasks="а", facts="б"), REQUIRED) == []


def test_a_code_that_names_no_block_asks_for_nothing() -> None:
    assert missing_blocks(ClosingData(), (Required("inspection.weather", "Погода"),)) == []


def test_the_digest_does_not_depend_on_the_order_and_sees_every_change() -> None:
    assert digest({"a": "1", "b": "2"}) == digest({"b": "2", "a": "1"})
    assert digest({"a": "1"}) != digest({"a": "1 "})
