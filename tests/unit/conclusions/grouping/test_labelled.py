"""The figures that the engine has to reach on texts that people could have written."""

from functools import cache
from itertools import combinations

from consultations.conclusions.domain.grouping import group_texts
from tests.unit.conclusions.grouping.labelled import Labelled, campaigns, opposites, texts


@cache
def found() -> dict[str, int]:
    """The number of the group of each text."""
    groups = group_texts((text.id, text.text, text.provision) for text in texts())
    return {str(key): number for number, group in enumerate(groups) for key in group}


def missed() -> list[Labelled]:
    """Copies that are not in the group of their original."""
    lost = []
    for members in campaigns().values():
        original = next(text for text in members if text.edit == "original")
        lost += [text for text in members if found()[text.id] != found()[original.id]]
    return lost


def test_the_set_is_as_large_as_it_says() -> None:
    assert len(texts()) >= 400
    assert len(opposites()) >= 80
    assert len(campaigns()) >= 60


def test_what_is_merged_is_the_same() -> None:
    labels: dict[int, list[str]] = {}
    for text in texts():
        labels.setdefault(found()[text.id], []).append(text.group)
    pairs = [pair for group in labels.values() for pair in combinations(group, 2)]
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    assert 1 - len(wrong) / len(pairs) >= 0.99, wrong


def test_edited_copies_find_their_original() -> None:
    copies = sum(len(members) - 1 for members in campaigns().values())
    assert 1 - len(missed()) / copies >= 0.95, [text.id for text in missed()]


def test_no_kind_of_edit_is_beyond_it() -> None:
    """At least nine of ten, whatever people do with a text."""
    lost = [text.edit for text in missed()]
    for edit in {text.edit for text in texts()} - {"original"}:
        total = sum(text.edit == edit for members in campaigns().values() for text in members)
        assert lost.count(edit) <= 0.1 * total, edit


def test_opposites_are_never_merged() -> None:
    merged = [pair for pair in opposites() if found()[pair[0]] == found()[pair[1]]]
    assert not merged
