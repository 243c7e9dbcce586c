"""What apps declare to the journal: kinds of entries, and how subjects are shown."""

from collections.abc import Collection

import pytest

from core.journal import kinds, subjects
from core.journal.errors import UnknownKindError
from core.journal.subjects import SubjectLink


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_labels", {})
    monkeypatch.setattr(subjects, "_providers", {})


def test_a_declared_kind_is_known() -> None:
    kinds.register("bill.introduced", "bill introduced")
    kinds.register("bill.adopted", "bill adopted")
    kinds.require("bill.introduced")
    assert kinds.label("bill.introduced") == "bill introduced"
    assert kinds.choices() == [
        ("bill.adopted", "bill adopted"),
        ("bill.introduced", "bill introduced"),
    ]


def test_an_unknown_kind_is_refused_but_can_be_shown() -> None:
    with pytest.raises(UnknownKindError):
        kinds.require("bill.introduced")
    assert kinds.label("bill.introduced") == "bill.introduced"


@pytest.mark.parametrize(
    "kind", ["", "bill", "Bill.Introduced", "bill introduced", "bill." * 20 + "x"]
)
def test_what_is_not_spelt_as_a_kind(kind: str) -> None:
    with pytest.raises(ValueError, match="no kind"):
        kinds.register(kind, "label")


def test_a_kind_is_declared_once() -> None:
    kinds.register("bill.introduced", "one")
    with pytest.raises(ValueError, match="twice"):
        kinds.register("bill.introduced", "other")


def test_a_provider_is_asked_once_for_all_its_subjects() -> None:
    asked: list[Collection[str]] = []

    def bills(ids: Collection[str]) -> dict[str, SubjectLink]:
        asked.append(ids)
        return {"1": SubjectLink("First", "/bills/first/")}

    subjects.register("bill", bills)
    found = subjects.links([("bill", "1"), ("bill", "2"), ("bill", "1"), ("comment", "1")])
    assert asked == [["1", "2"]]
    assert found == {("bill", "1"): SubjectLink("First", "/bills/first/")}


def test_a_type_has_one_provider() -> None:
    subjects.register("bill", lambda ids: {})
    with pytest.raises(ValueError, match="twice"):
        subjects.register("bill", lambda ids: {})
