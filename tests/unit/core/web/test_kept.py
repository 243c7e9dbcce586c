"""The memory of a process: so many values and no more."""

from core.web.kept import Kept


def test_a_value_is_made_once() -> None:
    made: list[str] = []
    kept = Kept[str](2)

    def make() -> str:
        made.append("a")
        return "value"

    assert [kept.get("a", make), kept.get("a", make)] == ["value", "value"]
    assert made == ["a"]
    kept.clear()
    assert kept.known(["a"]) == {}


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept = Kept[int](2)
    for number in (1, 2):
        kept.keep(number, number)
    kept.get(1, lambda: 0)
    kept.keep(3, 3)
    assert kept.known([1, 2, 3]) == {1: 1, 3: 3}
