import re
from pathlib import Path

import pytest
from django.utils import translation

from drafts.errors import DraftProblem
from drafts.messages import problem_message, warning_message

ROOT = Path(__file__).resolve().parents[3]


def _codes() -> set[str]:
    """The codes that the parser and the importers use, by their source."""
    found: set[str] = set()
    for folder in ("domain", "importers"):
        for path in (ROOT / "drafts" / folder).glob("*.py"):
            source = path.read_text(encoding="utf-8")
            found |= set(re.findall(r'(?:ParserWarning|_warn|\.warn)\(\s*"(\w+)"', source))
    return found


@pytest.mark.parametrize("code", sorted(_codes()))
def test_every_doubt_has_a_sentence(code: str) -> None:
    values = {"number": "5", "after": "3", "written": "51", "skipped": "з", "text": "«Новая",
              "count": "2", "width": "80"}  # fmt: skip
    with translation.override("en"):
        text = warning_message(code, values)
    assert not text.startswith("Note of the parser")
    assert text.endswith(".")


def test_there_are_codes_to_look_at() -> None:
    assert {"number_skipped", "duplicate_path", "tracked_changes"} <= _codes()


def test_quotation_marks_are_not_doubled() -> None:
    with translation.override("en"):
        assert "“Новая часть.”" in warning_message(
            "quotation_not_closed", {"text": "«Новая часть."}
        )


@pytest.mark.parametrize(("code", "params"), [("unknown", {}), ("number_skipped", {})])
def test_a_doubt_that_cannot_be_told_is_shown_by_its_code(code, params) -> None:
    assert code in warning_message(code, params)


@pytest.mark.parametrize("code", DraftProblem)
def test_every_refusal_has_a_sentence(code: DraftProblem) -> None:
    assert problem_message(code).endswith(".")
